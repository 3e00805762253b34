import type { Clock, TimerHandle } from '#shared/lib/clock';

/** Longer timers than this are set again when they ring: the system's hold 24 days at most. */
const LONGEST_MS = 24 * 60 * 60_000;

/** Hands each item on at a time of its own. An item that is set again has its new time only. */
export class Agenda<T> {
  readonly #clock: Clock;
  readonly #onDue: (item: T) => void;
  readonly #timers = new Map<T, TimerHandle>();

  constructor(clock: Clock, onDue: (item: T) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  get size(): number {
    return this.#timers.size;
  }

  has(item: T): boolean {
    return this.#timers.has(item);
  }

  set(item: T, dueMs: number): void {
    this.#timers.get(item)?.cancel();
    const leftMs = Math.max(0, dueMs - this.#clock.now());
    const handle = (): void => {
      if (leftMs > LONGEST_MS) {
        this.set(item, dueMs);
        return;
      }
      this.#timers.delete(item);
      this.#onDue(item);
    };
    const timer = this.#clock.startTimer(Math.min(leftMs, LONGEST_MS), handle, { isBackground: true });
    this.#timers.set(item, timer);
  }

  delete(item: T): void {
    this.#timers.get(item)?.cancel();
    this.#timers.delete(item);
  }

  /** Forgets what waits. */
  clear(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }
}
