import type { Clock } from '#shared/lib/clock';

/** What may be made up for when a timer fires late, in seconds of the rate. */
const LATENESS_S = 0.05;

/**
 * A rate in messages a second. Over any stretch of time no more leaves than the rate allows for it, and one burst
 * beyond: one message and what the rate gives in 50 ms, so that a timer that fires late costs no throughput. What costs
 * more than a burst (a submit_multi to many) leaves once a burst is there, and is waited off afterwards.
 */
export class TokenBucket {
  readonly #clock: Clock;
  #perSecond: number | null;
  #tokens: number;
  #atMs: number;

  /** `perSecond` above 0, fractions allowed; null does not limit. */
  constructor(clock: Clock, perSecond: number | null) {
    this.#clock = clock;
    this.#perSecond = perSecond;
    this.#tokens = 1;
    this.#atMs = clock.now();
  }

  get perSecond(): number | null {
    return this.#perSecond;
  }

  /** Messages that may leave at once after a pause; Infinity without a limit. */
  get burst(): number {
    return this.#perSecond === null ? Infinity : 1 + this.#perSecond * LATENESS_S;
  }

  /** Changes the rate from now on; what was saved or is owed stays, within the new burst. */
  setRate(perSecond: number | null): void {
    if (perSecond === this.#perSecond) return;
    this.#refill();
    const wasUnlimited = this.#perSecond === null;
    this.#perSecond = perSecond;
    this.#tokens = wasUnlimited ? 1 : Math.min(this.#tokens, this.burst);
  }

  /** Milliseconds until a message of this cost (segments times destinations) may leave; 0 is now. */
  waitMs(cost = 1): number {
    if (this.#perSecond === null) return 0;
    this.#refill();
    const missing = Math.min(cost, this.burst) - this.#tokens;
    return missing <= EPSILON ? 0 : (missing / this.#perSecond) * 1000;
  }

  /** Pays for a message if it may leave now. */
  tryTake(cost = 1): boolean {
    if (this.waitMs(cost) > 0) return false;
    if (this.#perSecond !== null) this.#tokens -= cost;
    return true;
  }

  /** Gives back what was paid for a message that did not leave. */
  giveBack(cost = 1): void {
    if (this.#perSecond !== null) this.#tokens = Math.min(this.#tokens + cost, this.burst);
  }

  #refill(): void {
    const now = this.#clock.now();
    const elapsedMs = Math.max(0, now - this.#atMs);
    this.#atMs = now;
    if (this.#perSecond === null) return;
    this.#tokens = Math.min(this.burst, this.#tokens + (elapsedMs * this.#perSecond) / 1000);
  }
}

/** Sums of fractions fall short of the whole by less than this. */
const EPSILON = 1e-6;
