/**
 * Which element draws which row of a list whose elements serve again: the same element keeps its row while the list
 * moves by little, and when it jumps all of them take new rows where they stand. No element is made, thrown away or moved
 * among the others for that, which costs a browser far more than another text.
 */
export class RowSlots {
  #size = 1;
  #base = 0;
  #start = 0;

  /** The rows from `start` on, so many of them, are drawn now. */
  show(start: number, count: number): void {
    const first = this.#slotOf(this.#start);
    const isFar = Math.abs(start - this.#start) >= this.#size;
    this.#start = start;
    if (count > this.#size) {
      this.#size = count;
      this.#base = start;
    } else if (isFar) {
      this.#base = start - first;
    }
  }

  /** Name of the element that draws the row. */
  keyOf(index: number): number {
    return this.#slotOf(index);
  }

  #slotOf(index: number): number {
    const slot = (index - this.#base) % this.#size;
    return slot < 0 ? slot + this.#size : slot;
  }
}
