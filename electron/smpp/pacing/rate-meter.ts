/** Messages counted by the second of a clock, over the last few seconds. */
export class RateMeter {
  readonly #seconds: number;
  readonly #counts = new Map<number, number>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  add(nowMs: number, count: number): void {
    const second = Math.floor(nowMs / 1000);
    this.#counts.set(second, (this.#counts.get(second) ?? 0) + count);
    for (const old of this.#counts.keys()) if (old < second - this.#seconds) this.#counts.delete(old);
  }

  /** Mean a second over the last whole seconds, the current one left out. */
  mean(nowMs: number, seconds = this.#seconds): number {
    const current = Math.floor(nowMs / 1000);
    let sum = 0;
    for (const [second, count] of this.#counts) {
      if (second < current && second >= current - seconds) sum += count;
    }
    return sum / seconds;
  }

  /** The most in one second, the current one included. */
  peak(nowMs: number): number {
    const oldest = Math.floor(nowMs / 1000) - this.#seconds;
    let peak = 0;
    for (const [second, count] of this.#counts) if (second >= oldest) peak = Math.max(peak, count);
    return peak;
  }
}
