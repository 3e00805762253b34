/** Notes and marks of the rows of one source; few, whatever its length. */
export class RowNotes {
  readonly #notes = new Map<number, string>();
  readonly #marked = new Set<number>();

  get isEmpty(): boolean {
    return this.#notes.size === 0 && this.#marked.size === 0;
  }

  noteOf(number: number): string {
    return this.#notes.get(number) ?? '';
  }

  isMarked(number: number): boolean {
    return this.#marked.has(number);
  }

  /** Numbers of the rows with a mark from `first` on and before `end`. */
  markedBetween(first: number, end: number): readonly number[] {
    return [...this.#marked].filter((number) => number >= first && number < end);
  }

  notedBetween(first: number, end: number): readonly number[] {
    return [...this.#notes.keys()].filter((number) => number >= first && number < end);
  }

  set(number: number, note: string, isMarked: boolean): void {
    if (note === '') this.#notes.delete(number);
    else this.#notes.set(number, note);
    if (isMarked) this.#marked.add(number);
    else this.#marked.delete(number);
  }

  clear(): void {
    this.#notes.clear();
    this.#marked.clear();
  }

  /** In the order of rows. */
  all(): readonly { readonly number: number; readonly note: string; readonly isMarked: boolean }[] {
    const numbers = [...new Set([...this.#notes.keys(), ...this.#marked])].toSorted(
      (left, right) => left - right,
    );
    return numbers.map((number) => ({ number, note: this.noteOf(number), isMarked: this.isMarked(number) }));
  }
}
