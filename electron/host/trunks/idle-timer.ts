import type { Clock, TimerHandle } from '#shared/lib/clock';

export interface IdleTimerOptions {
  readonly clock: Clock;
  /** How long nothing may be sent; read anew each time. In milliseconds. */
  readonly idleMs: () => number;
  /** Messages are in flight or wait: it is not idle whatever the time. */
  readonly isBusy: () => boolean;
  readonly onIdle: () => void;
}

/** Tells when nothing was sent for a while. Using it costs no timer of its own. */
export class IdleTimer {
  readonly #options: IdleTimerOptions;
  #timer: TimerHandle | null = null;
  #lastUseMs = 0;

  constructor(options: IdleTimerOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.noteUse();
    this.#wait(this.#options.idleMs());
  }

  noteUse(): void {
    this.#lastUseMs = this.#options.clock.now();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #wait(delayMs: number): void {
    const { clock, idleMs, isBusy, onIdle } = this.#options;
    this.#timer = clock.startTimer(delayMs, () => {
      this.#timer = null;
      const restMs = this.#lastUseMs + idleMs() - clock.now();
      if (restMs > 0) this.#wait(restMs);
      else if (isBusy()) this.#wait(idleMs());
      else onIdle();
    });
  }
}
