import type { LogStore } from './log-store';

/** Decides for one row in memory whether a view shows it. */
export type RowFilter = (number: number) => boolean;

const FIRST_CAPACITY = 256;

/**
 * What one filter shows of the log, as positions from 0. Where rows have left memory, position 0 is the line that says
 * so. Without a filter there is nothing to keep; with one, the numbers of the rows that match.
 */
export class LogView {
  readonly #store: LogStore;
  readonly #filter: RowFilter | null;
  #numbers = new Uint32Array(0);
  /** The numbers in use are those from `#start` to `#end`. */
  #start = 0;
  #end = 0;
  /** The next row that the filter has to see. */
  #next: number;

  constructor(store: LogStore, filter: RowFilter | null) {
    this.#store = store;
    this.#filter = filter;
    this.#next = store.firstNumber;
  }

  get isFiltering(): boolean {
    return this.#filter !== null && this.#next < this.#store.endNumber;
  }

  get rowCount(): number {
    return this.#lossRows + this.#matchCount;
  }

  /** Filters up to `maxRows` rows that it has not seen. */
  advance(maxRows: number): void {
    const filter = this.#filter;
    if (filter === null) return;
    this.#forgetLost();
    const end = Math.min(this.#store.endNumber, this.#next + maxRows);
    for (let number = this.#next; number < end; number += 1) {
      if (filter(number)) this.#push(number);
    }
    this.#next = end;
  }

  /** Number of the row at a position; `loss` for the line that tells of loss; undefined beyond the end. */
  numberAt(position: number): number | 'loss' | undefined {
    if (position < this.#lossRows) return 'loss';
    const index = position - this.#lossRows;
    if (index >= this.#matchCount) return undefined;
    return this.#filter === null ? this.#store.firstNumber + index : this.#numbers[this.#start + index];
  }

  /** Position of a row, or null when the view does not show it. */
  positionOf(number: number): number | null {
    const { firstNumber, endNumber } = this.#store;
    if (number < firstNumber || number >= endNumber) return null;
    if (this.#filter === null) return this.#lossRows + number - firstNumber;
    this.#forgetLost();
    const index = this.#indexFrom(number);
    return index < this.#end && this.#numbers[index] === number ? this.#lossRows + index - this.#start : null;
  }

  get #lossRows(): number {
    return this.#store.lostCount > 0 ? 1 : 0;
  }

  get #matchCount(): number {
    if (this.#filter === null) return this.#store.count;
    this.#forgetLost();
    return this.#end - this.#start;
  }

  /** Drops the numbers of rows that have left memory. */
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

  #makeRoom(): void {
    const used = this.#end - this.#start;
    const isHalfGone = this.#start > 0 && used <= this.#numbers.length / 2;
    const target = isHalfGone
      ? this.#numbers
      : new Uint32Array(Math.max(FIRST_CAPACITY, Math.ceil(this.#numbers.length * 1.5)));
    target.set(this.#numbers.subarray(this.#start, this.#end));
    this.#numbers = target;
    this.#start = 0;
    this.#end = used;
  }
}
