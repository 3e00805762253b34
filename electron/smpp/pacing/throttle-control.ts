import type { Clock, TimerHandle } from '#shared/lib/clock';
import { RateMeter } from './rate-meter';

/** What is multiplied to the rate when the SMSC throttles, and when it says that it is nearly congested. */
const DECREASE = 0.5;
const GENTLE_DECREASE = 0.9;
/** Refusals within this time belong to what was in flight when the rate was lowered: they lower it once. */
const REACTION_MS = 1000;
const TICK_MS = 1000;
/** What is added each second, as a part of the rate that throttling began at; twice as much where the SMSC has room. */
const INCREASE = 0.02;
/** After each such time without being throttled again the steps double: an SMSC that has recovered is soon found out. */
const DOUBLING_MS = 10_000;
/** Slowest rate, in messages a second: low enough for any SMSC, and never a stop, so that it always recovers. */
const LEAST_PER_SECOND = 0.2;
/** Without a configured rate, throttling has ended at so many times the rate that it began at. */
const HEADROOM = 2;
/**
 * The rate has settled once it has not fallen noticeably further for so long, and was found to be the limit: the SMSC
 * throttled again when it had risen, or says that it is used at its best.
 */
const SETTLED_MS = 10_000;
const NOTICEABLY = 0.9;
/** Levels of congestion_state (SMPP 5.0 section 4.8.4.18): best use, nearly congested, congested. */
const OPTIMUM = 80;
const NEARLY_CONGESTED = 91;
const CONGESTED = 100;
/** A level is believed for so long. */
const LEVEL_VALID_MS = 10_000;

export interface ThrottleListener {
  /** The rate that may leave has changed: for the token bucket. Null does not limit. */
  onRate(perSecond: number | null): void;
  /** Throttling began; `perSecond` is what was sent until then. */
  onBegan(perSecond: number): void;
  /** The limit was found: `perSecond` is what the SMSC took on average of late. Once for each throttling. */
  onSettled(perSecond: number): void;
  /** The full rate is allowed again. */
  onEnded(): void;
}

/**
 * Finds the rate that an SMSC takes: halves it when the SMSC says that it is too much (ESME_RTHROTTLED, ESME_RMSGQFUL,
 * congestion_state 100), and adds a little each second until it is full again. It has a timer only while it throttles.
 */
export class ThrottleControl {
  readonly #clock: Clock;
  readonly #listener: ThrottleListener;
  readonly #sent = new RateMeter(1);
  readonly #accepted = new RateMeter(SETTLED_MS / 1000);
  #full: number | null;
  #throttling: Throttling | null = null;
  #level: { readonly value: number; readonly atMs: number } | null = null;

  /** `fullPerSecond` is the trunk's own rate; null where it has none. */
  constructor(clock: Clock, fullPerSecond: number | null, listener: ThrottleListener) {
    this.#clock = clock;
    this.#full = fullPerSecond;
    this.#listener = listener;
  }

  /** What may leave a second; null does not limit. */
  get perSecond(): number | null {
    return this.#throttling?.perSecond ?? this.#full;
  }

  get isThrottled(): boolean {
    return this.#throttling !== null;
  }

  /** Since when the SMSC throttles, as a time of the clock; null while it does not. */
  get sinceMs(): number | null {
    return this.#throttling?.sinceMs ?? null;
  }

  /** What the SMSC took a second on average once the rate had settled; null before. */
  get settledPerSecond(): number | null {
    if (this.#throttling?.isSettled !== true) return null;
    return this.#accepted.mean(this.#clock.now());
  }

  /** A message left; `cost` as for the token bucket. */
  onSent(cost = 1): void {
    this.#sent.add(this.#clock.now(), cost);
  }

  /** A message was accepted. */
  onAccepted(cost = 1): void {
    this.#accepted.add(this.#clock.now(), cost);
  }

  /** A message was refused with ESME_RTHROTTLED or ESME_RMSGQFUL. */
  onThrottled(): void {
    this.#lower(DECREASE);
  }

  /** A response stated the SMSC's congestion_state, 0 to 100. */
  onCongestion(level: number): void {
    this.#level = { value: level, atMs: this.#clock.now() };
    if (level >= CONGESTED) this.#lower(DECREASE);
    else if (level >= NEARLY_CONGESTED) this.#lower(GENTLE_DECREASE);
  }

  /** The trunk's own rate was changed. */
  setFullRate(fullPerSecond: number | null): void {
    if (fullPerSecond === this.#full) return;
    this.#full = fullPerSecond;
    if (this.#throttling === null) this.#listener.onRate(fullPerSecond);
    else if (this.#throttling.perSecond >= this.#ceiling(this.#throttling)) this.#finish();
  }

  /** The trunk is unbound: nothing is known of the next session's rate. No event. */
  reset(): void {
    this.#throttling?.timer.cancel();
    this.#throttling = null;
    this.#level = null;
  }

  #lower(factor: number): void {
    const now = this.#clock.now();
    const throttling = this.#throttling;
    if (throttling === null) {
      this.#begin(now, factor);
      return;
    }
    if (now - throttling.loweredAtMs < REACTION_MS) return;
    throttling.loweredAtMs = now;
    throttling.perSecond = Math.max(LEAST_PER_SECOND, throttling.perSecond * factor);
    if (throttling.perSecond < throttling.lowest * NOTICEABLY) {
      throttling.lowest = throttling.perSecond;
      throttling.lowestAtMs = now;
    }
    this.#listener.onRate(throttling.perSecond);
  }

  #begin(now: number, factor: number): void {
    // Without a rate of its own the trunk sent as fast as the window let it: that was too much.
    const measured = Math.max(1, this.#sent.recent(now));
    const before = this.#full === null ? measured : Math.min(this.#full, measured);
    const perSecond = Math.max(LEAST_PER_SECOND, before * factor);
    this.#throttling = {
      sinceMs: now,
      before,
      perSecond,
      lowest: perSecond,
      lowestAtMs: now,
      loweredAtMs: now,
      isSettled: false,
      timer: this.#clock.startTimer(TICK_MS, this.#onTick, { isBackground: true }),
    };
    this.#listener.onBegan(before);
    this.#listener.onRate(perSecond);
  }

  readonly #onTick = (): void => {
    const throttling = this.#throttling;
    if (throttling === null) return;
    const now = this.#clock.now();
    const level = this.#currentLevel(now);
    // At its best use of itself an SMSC is neither pushed nor spared.
    if (level === null || level < OPTIMUM) {
      const doublings = Math.floor((now - throttling.loweredAtMs) / DOUBLING_MS) + (level === null ? 0 : 1);
      throttling.perSecond += Math.max(LEAST_PER_SECOND, throttling.before * INCREASE) * 2 ** doublings;
      if (throttling.perSecond >= this.#ceiling(throttling)) {
        this.#finish();
        return;
      }
      this.#listener.onRate(throttling.perSecond);
    }
    throttling.timer = this.#clock.startTimer(TICK_MS, this.#onTick, { isBackground: true });
    const isLimit = throttling.loweredAtMs > throttling.lowestAtMs || (level ?? 0) >= OPTIMUM;
    if (throttling.isSettled || !isLimit || now - throttling.lowestAtMs < SETTLED_MS) return;
    throttling.isSettled = true;
    this.#listener.onSettled(this.#accepted.mean(now));
  };

  #finish(): void {
    this.#throttling?.timer.cancel();
    this.#throttling = null;
    this.#listener.onRate(this.#full);
    this.#listener.onEnded();
  }

  #ceiling({ before }: Throttling): number {
    return this.#full ?? before * HEADROOM;
  }

  #currentLevel(now: number): number | null {
    if (this.#level === null || now - this.#level.atMs > LEVEL_VALID_MS) return null;
    return this.#level.value;
  }
}

interface Throttling {
  readonly sinceMs: number;
  /** What was sent a second when it began. */
  readonly before: number;
  perSecond: number;
  lowest: number;
  lowestAtMs: number;
  loweredAtMs: number;
  isSettled: boolean;
  timer: TimerHandle;
}
