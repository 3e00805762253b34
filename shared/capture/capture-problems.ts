/** What there is to say about a file, counted: a million of the same problem are one sentence. */
export class CaptureProblems {
  readonly #counts = new Map<string, number>();
  readonly #fatal: string[] = [];

  /** `one` and `many` are sentences; "#" in `many` stands for the count. */
  count(one: string, many: string, by = 1): void {
    const key = `${one}\n${many}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + by);
  }

  /** Why the rest of the file was not read. */
  stop(sentence: string): void {
    this.#fatal.push(sentence);
  }

  sentences(): readonly string[] {
    const counted = [...this.#counts].map(([key, count]) => {
      const [one = '', many = ''] = key.split('\n');
      return count === 1 ? one : many.replace('#', count.toLocaleString('en'));
    });
    return [...this.#fatal, ...counted];
  }
}
