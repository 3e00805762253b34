import type { FilterPlan } from './filter-plan';
import type { LogStore } from './log-store';

const FIRST_CAPACITY = 256;
const MASK_ROWS = 8192;

/**
 * What one filter shows of the log, as positions from 0. Where rows are gone, position 0 is the line that says so.
 * Without a filter there is nothing to keep; with one, the numbers of the rows that match.
 */
export class LogView {
  readonly #store: LogStore;
  readonly plan: FilterPlan | null;
  #numbers = new Uint32Array(0);
  /** The numbers in use are those from `#start` to `#end`. */
  #start = 0;
  #end = 0;
  /** The next row that the filter has to see. */
  #next: number;
  readonly #mask = new Uint8Array(MASK_ROWS);

  constructor(store: LogStore, plan: FilterPlan | null) {
    this.#store = store;
    this.plan = plan;
    this.#next = store.firstNumber;
  }

  get isFiltering(): boolean {
    return this.plan !== null && this.#next < this.#store.endNumber;
  }

  get rowCount(): number {
    return this.lossRows + this.matchCount;
  }

  /** Filters some rows that it has not seen: so many that others need not wait long for their turn. */
  advance(maxRows = this.plan?.sliceRows ?? 0): void {
    const { plan } = this;
    if (plan === null) return;
    this.#forgetLost();
    const end = Math.min(this.#store.endNumber, this.#next + maxRows);
    while (this.#next < end) {
      const place = this.#store.find(this.#next);
      if (place === undefined) return;
      const { segment, index } = place;
      const to = Math.min(segment.count, index + end - this.#next);
      const mask = this.#maskOf(segment.count);
      mask.fill(1, index, to);
      plan.narrow(segment, index, to, mask);
      this.#pushMatches(segment.firstNumber, index, to, mask);
      this.#next = segment.firstNumber + to;
    }
  }

  #pushMatches(firstNumber: number, from: number, to: number, mask: Uint8Array): void {
    while (this.#numbers.length - this.#end < to - from) this.#makeRoom();
    const numbers = this.#numbers;
    let end = this.#end;
    // Written always and kept where it matches: no branch that is guessed wrong.
    for (let row = from; row < to; row += 1) {
      numbers[end] = firstNumber + row;
      end += mask[row] ?? 0;
    }
    this.#end = end;
  }

  #maskOf(count: number): Uint8Array {
    return count <= MASK_ROWS ? this.#mask : new Uint8Array(count);
  }

  /** Asks the filter again about a row that it has seen; true when the answer has changed. */
  retest(number: number): boolean {
    const { plan } = this;
    if (plan === null || number >= this.#next) return false;
    const place = this.#store.find(number);
    if (place === undefined) return false;
    const { segment, index } = place;
    const mask = this.#maskOf(segment.count);
    mask[index] = 1;
    plan.narrow(segment, index, index + 1, mask);
    const isMatch = mask[index] === 1;
    const at = this.#indexFrom(number);
    const isShown = at < this.#end && this.#numbers[at] === number;
    if (isMatch === isShown) return false;
    if (isMatch) this.#insert(at, number);
    else {
      this.#numbers.copyWithin(at, at + 1, this.#end);
      this.#end -= 1;
    }
    return true;
  }

  #insert(at: number, number: number): void {
    const behind = this.#end - at;
    this.#push(number);
    const place = this.#end - 1 - behind;
    this.#numbers.copyWithin(place + 1, place, this.#end - 1);
    this.#numbers[place] = number;
  }

  /** Number of the row at a position; `loss` for the line that tells of loss; undefined beyond the end. */
  numberAt(position: number): number | 'loss' | undefined {
    if (position < this.lossRows) return 'loss';
    return this.matchAt(position - this.lossRows);
  }

  /** Number of the match at an index from 0, the line that tells of loss left out. */
  matchAt(index: number): number | undefined {
    if (index < 0 || index >= this.matchCount) return undefined;
    return this.plan === null ? this.#store.firstNumber + index : this.#numbers[this.#start + index];
  }

  /** The first match after a row, which may be gone by now. */
  matchAfter(number: number): number | undefined {
    const { firstNumber, endNumber } = this.#store;
    if (this.plan === null) {
      const next = Math.max(firstNumber, number + 1);
      return next < endNumber ? next : undefined;
    }
    this.#forgetLost();
    const index = this.#indexFrom(number + 1);
    return index < this.#end ? this.#numbers[index] : undefined;
  }

  /** Position of a row, or null when the view does not show it. */
  positionOf(number: number): number | null {
    const { firstNumber, endNumber } = this.#store;
    if (number < firstNumber || number >= endNumber) return null;
    if (this.plan === null) return this.lossRows + number - firstNumber;
    const at = this.#indexOf(number);
    return at === null ? null : this.lossRows + at;
  }

  #indexOf(number: number): number | null {
    this.#forgetLost();
    const index = this.#indexFrom(number);
    return index < this.#end && this.#numbers[index] === number ? index - this.#start : null;
  }

  /** Index of the first match at or after a time; `matchCount` when all are earlier. */
  indexAtTime(timeNs: number): number {
    let low = 0;
    let high = this.matchCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const number = this.matchAt(middle);
      const time = number === undefined ? undefined : this.#store.timeOf(number);
      if (time !== undefined && time < timeNs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  get lossRows(): number {
    return this.#store.lostCount > 0 ? 1 : 0;
  }

  get matchCount(): number {
    if (this.plan === null) return this.#store.count;
    this.#forgetLost();
    return this.#end - this.#start;
  }

  /** Drops the numbers of rows that are gone. */
  #forgetLost(): void {
    const first = this.#store.firstNumber;
    if (this.#next < first) this.#next = first;
    if (this.#start === this.#end || (this.#numbers[this.#start] ?? first) >= first) return;
    this.#start = this.#indexFrom(first);
  }

  /** Index of the first match with this number or a higher one. */
  #indexFrom(number: number): number {
    let low = this.#start;
    let high = this.#end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#numbers[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #push(number: number): void {
    if (this.#end === this.#numbers.length) this.#makeRoom();
    this.#numbers[this.#end] = number;
    this.#end += 1;
  }

  /** What the whole log takes if as many rows match as so far, half as much again at least. */
  #nextCapacity(used: number): number {
    const { firstNumber, endNumber } = this.#store;
    const seen = Math.max(1, this.#next - firstNumber);
    const expected = Math.ceil((used / seen) * (endNumber - firstNumber) * 1.02) + MASK_ROWS;
    const larger = Math.max(FIRST_CAPACITY, Math.ceil(this.#numbers.length * 1.5));
    return Math.max(larger, expected);
  }

  #makeRoom(): void {
    const used = this.#end - this.#start;
    const isHalfGone = this.#start > 0 && used <= this.#numbers.length / 2;
    const target = isHalfGone ? this.#numbers : new Uint32Array(this.#nextCapacity(used));
    target.set(this.#numbers.subarray(this.#start, this.#end));
    this.#numbers = target;
    this.#start = 0;
    this.#end = used;
  }
}
