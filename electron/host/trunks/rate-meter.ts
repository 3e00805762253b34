import type { Clock, TimerHandle } from '#shared/lib/clock';

const INTERVAL_MS = 1000;

/** Messages a second, told once a second while there are any, and once at 0 when they stop. */
export class RateMeter {
  readonly #clock: Clock;
  readonly #onMeasured: (messagesPerSecond: number) => void;
  #timer: TimerHandle | null = null;
  #count = 0;
  #startedMs = 0;

  constructor(clock: Clock, onMeasured: (messagesPerSecond: number) => void) {
    this.#clock = clock;
    this.#onMeasured = onMeasured;
  }

  count(messages = 1): void {
    this.#count += messages;
    if (this.#timer === null) this.#start();
  }

  /** Something else of the trunk moved that is told with the rate. */
  touch(): void {
    if (this.#timer === null) this.#start();
  }

  /** Ends without another word. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#count = 0;
  }

  #start(): void {
    this.#startedMs = this.#clock.now();
    this.#timer = this.#clock.startTimer(INTERVAL_MS, () => this.#measure(), { isBackground: true });
  }

  #measure(): void {
    const elapsedMs = Math.max(1, this.#clock.now() - this.#startedMs);
    const messagesPerSecond = (this.#count * 1000) / elapsedMs;
    const isMoving = this.#count > 0;
    this.#count = 0;
    this.#timer = null;
    if (isMoving) this.#start();
    this.#onMeasured(Math.round(messagesPerSecond * 10) / 10);
  }
}
