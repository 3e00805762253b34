/** Kinds of problems that are told apart; a file of random octets has no end of them. */
const MAX_KINDS = 32;
const OTHERS = 'Something else was left out.\n# other things were left out.';

/** What there is to say about a file, counted: a million of the same problem are one sentence. */
export class CaptureProblems {
  readonly #counts = new Map<string, number>();
  readonly #fatal: string[] = [];

  /** `one` and `many` are sentences; "#" in `many` stands for the count. */
  count(one: string, many: string, by = 1): void {
    const known = `${one}\n${many}`;
    const key = this.#counts.has(known) || this.#counts.size < MAX_KINDS ? known : OTHERS;
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
