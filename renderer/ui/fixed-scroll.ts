/** Nearer to the end than this counts as "at the end", px. */
const END_THRESHOLD_PX = 8;
/** Browsers draw nothing that is higher than about 33 million px: a longer list has a shorter scroll bar's way. */
const MAX_SPACE_PX = 8_000_000;
/** A step by wheel or key is shorter than so many screens; a longer one is the scroll bar, dragged. */
const STEP_SCREENS = 2;

/**
 * Where a list of rows of one height stands, in px from its first row, and where its scroll bar stands. Both are the same
 * unless the list is too long for a browser: then a step moves the list by as much, and the bar by its share.
 */
export class FixedScroll {
  readonly rowHeightPx: number;
  #count = 0;
  #viewPx = 0;
  #offsetPx = 0;
  /** Where the scroll bar was seen or put last. */
  #barPx = 0;
  /** A row that was asked for before the view had a height. */
  #wanted: { readonly index: number; readonly align: 'auto' | 'center' } | null = null;

  constructor(rowHeightPx: number) {
    this.rowHeightPx = rowHeightPx;
  }

  /** What the list is now; a list that follows its end stands there. */
  update(count: number, viewPx: number, followsEnd: boolean): void {
    this.#count = count;
    this.#viewPx = viewPx;
    this.#offsetPx = followsEnd ? this.#maxOffsetPx : Math.min(this.#offsetPx, this.#maxOffsetPx);
    if (this.#wanted !== null && viewPx > 0) {
      const { index, align } = this.#wanted;
      this.#wanted = null;
      if (!followsEnd) this.showRow(index, align);
    }
  }

  /** Height of what the scroll bar stands for, px. */
  get spacePx(): number {
    return Math.min(this.#totalPx, MAX_SPACE_PX);
  }

  /** The rows in view, the last one excluded. */
  get range(): { readonly start: number; readonly end: number } {
    const start = Math.floor(this.#offsetPx / this.rowHeightPx);
    const end = Math.ceil((this.#offsetPx + this.#viewPx) / this.rowHeightPx);
    return { start: Math.min(start, this.#count), end: Math.min(end, this.#count) };
  }

  /** Where a row begins, from the upper edge of the view, px. */
  topOf(index: number): number {
    return index * this.rowHeightPx - this.#offsetPx;
  }

  get isAtEnd(): boolean {
    return this.#maxOffsetPx - this.#offsetPx <= END_THRESHOLD_PX;
  }

  /** Whole rows that fit in the view. */
  get rowsPerPage(): number {
    return Math.max(1, Math.floor(this.#viewPx / this.rowHeightPx) - 1);
  }

  /** Where the scroll bar has to be put, px; null where it is right. */
  takeBarMove(): number | null {
    const wanted = this.#isScaled ? this.#offsetPx * this.#barShare : this.#offsetPx;
    if (Math.abs(wanted - this.#barPx) < 1) return null;
    this.#barPx = wanted;
    return wanted;
  }

  /** The reader moved the scroll bar. False where it is only where it was put. */
  handleBar(barPx: number): boolean {
    const stepPx = barPx - this.#barPx;
    if (Math.abs(stepPx) < 1) return false;
    this.#barPx = barPx;
    const isAtEdge = barPx <= 0 || barPx >= this.spacePx - this.#viewPx - 1;
    const isStep = this.#isScaled && !isAtEdge && Math.abs(stepPx) < STEP_SCREENS * this.#viewPx;
    if (isStep) this.#moveTo(this.#offsetPx + stepPx);
    else this.#moveTo(this.#isScaled ? barPx / this.#barShare : barPx);
    return true;
  }

  /** As little as is needed for the row to be in view, or until it stands in the middle. */
  showRow(index: number, align: 'auto' | 'center'): void {
    if (this.#viewPx === 0) {
      this.#wanted = { index, align };
      return;
    }
    const top = index * this.rowHeightPx;
    const lowest = top + this.rowHeightPx - this.#viewPx;
    if (align === 'center') this.#moveTo((top + lowest) / 2);
    else if (top < this.#offsetPx) this.#moveTo(top);
    else if (lowest > this.#offsetPx) this.#moveTo(lowest);
  }

  #moveTo(offsetPx: number): void {
    this.#offsetPx = Math.max(0, Math.min(offsetPx, this.#maxOffsetPx));
  }

  get #totalPx(): number {
    return this.#count * this.rowHeightPx;
  }

  get #maxOffsetPx(): number {
    return Math.max(0, this.#totalPx - this.#viewPx);
  }

  get #isScaled(): boolean {
    return this.#totalPx > MAX_SPACE_PX;
  }

  /** px of the scroll bar's way for one of the list's. */
  get #barShare(): number {
    return (this.spacePx - this.#viewPx) / this.#maxOffsetPx;
  }
}
