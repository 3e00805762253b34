const SLOT_MS = 100;

/** Messages counted in tenths of a second, over the last few seconds. */
export class RateMeter {
  readonly #seconds: number;
  readonly #counts = new Map<number, number>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  add(nowMs: number, count: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    this.#counts.set(slot, (this.#counts.get(slot) ?? 0) + count);
    for (const old of this.#counts.keys()) {
      if (old >= slot - this.#seconds * (1000 / SLOT_MS)) break;
      this.#counts.delete(old);
    }
  }

  /** Mean a second over all the seconds, pauses and the time before the first message included. */
  mean(nowMs: number): number {
    return this.#since(nowMs, this.#seconds).count / this.#seconds;
  }

  /** How fast it goes now: over the last second, or since the first message where that is less. */
  recent(nowMs: number): number {
    const { count, firstSlot } = this.#since(nowMs, 1);
    if (firstSlot === null) return 0;
    const slots = Math.floor(nowMs / SLOT_MS) - firstSlot + 1;
    return (count * (1000 / SLOT_MS)) / slots;
  }

  #since(nowMs: number, seconds: number): { count: number; firstSlot: number | null } {
    const end = Math.floor(nowMs / SLOT_MS);
    let count = 0;
    let firstSlot: number | null = null;
    for (const [slot, each] of this.#counts) {
      if (slot <= end - seconds * (1000 / SLOT_MS)) continue;
      firstSlot ??= slot;
      count += each;
    }
    return { count, firstSlot };
  }
}
