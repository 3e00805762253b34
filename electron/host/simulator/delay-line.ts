import type { Clock, TimerHandle } from '#shared/lib/clock';
import { Fifo } from './fifo';

interface Waiting<T> {
  readonly item: T;
  readonly dueMs: number;
}

/** Hands each item on after the same delay, in order, with one timer for all of them. */
export class DelayLine<T> {
  readonly #clock: Clock;
  readonly #delayMs: number;
  readonly #onDue: (item: T) => void;
  readonly #waiting = new Fifo<Waiting<T>>();
  #timer: TimerHandle | null = null;

  constructor(clock: Clock, delayMs: number, onDue: (item: T) => void) {
    this.#clock = clock;
    this.#delayMs = delayMs;
    this.#onDue = onDue;
  }

  push(item: T): void {
    this.#waiting.push({ item, dueMs: this.#clock.now() + this.#delayMs });
    if (this.#timer === null) this.#arm();
  }

  /** Forgets what waits. */
  clear(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#waiting.drain();
  }

  #arm(): void {
    const next = this.#waiting.peek();
    if (next === undefined) return;
    const delayMs = Math.max(0, next.dueMs - this.#clock.now());
    this.#timer = this.#clock.startTimer(delayMs, () => this.#release(), { isBackground: true });
  }

  #release(): void {
    const now = this.#clock.now();
    for (
      let next = this.#waiting.peek();
      next !== undefined && next.dueMs <= now;
      next = this.#waiting.peek()
    ) {
      this.#waiting.shift();
      this.#onDue(next.item);
    }
    this.#timer = null;
    this.#arm();
  }
}
