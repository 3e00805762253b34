import type { Clock, TimerHandle } from '../lib/clock';

/** Pauses between attempts to reach the host again: a restart of it is seen at once, a dead one is not hammered. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

export class Reconnector {
  readonly #clock: Clock;
  readonly #dial: () => void;
  #pauseMs = FIRST_PAUSE_MS;
  #timer: TimerHandle | null = null;
  #isStopped = false;

  constructor(clock: Clock, dial: () => void) {
    this.#clock = clock;
    this.#dial = dial;
  }

  succeeded(): void {
    this.#pauseMs = FIRST_PAUSE_MS;
  }

  /** Dials after a pause, twice as long as the one before. */
  failed(): void {
    if (this.#isStopped) return;
    this.#timer?.cancel();
    this.#timer = this.#clock.startTimer(this.#pauseMs, this.#dial);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#timer?.cancel();
  }
}
