/**
 * How eagerly a trunk tries again. `normal`: from the trunk's connection timeout up to 5 minutes. `slow`, after a refusal
 * that trying again does not heal (wrong credentials, or a bind that someone else holds): from 1 up to 15 minutes.
 */
export type RetryPace = 'normal' | 'slow';

const NORMAL_CAP_MS = 5 * 60_000;
const SLOW_FIRST_MS = 60_000;
const SLOW_CAP_MS = 15 * 60_000;
/** ±20 %, so that the clients of an SMSC that came back do not all arrive in the same second. */
const JITTER = 0.2;

/**
 * Counts the rounds of failures since the last success. The first wait is exact, since it is the number that the user typed;
 * every later one is twice the one before, with jitter, up to the cap.
 */
export class RetrySchedule {
  readonly #random: () => number;
  readonly #failures: Record<RetryPace, number> = { normal: 0, slow: 0 };

  /** `random` gives numbers from 0 up to 1, as Math.random does. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Milliseconds until the next attempt, counted from the failure that is reported by this call. Hosts of one round are
   * equally far apart: only a round in which every host failed (`isRoundOver`) makes the waits longer.
   */
  next(pace: RetryPace, connectionTimeoutMs: number, isRoundOver = true): number {
    const failuresBefore = this.#failures[pace];
    if (isRoundOver) this.#failures[pace] = failuresBefore + 1;
    const firstMs = pace === 'slow' ? Math.max(SLOW_FIRST_MS, connectionTimeoutMs) : connectionTimeoutMs;
    if (failuresBefore === 0) return firstMs;
    // A connection timeout above the cap is the user's wish and stands.
    const capMs = Math.max(firstMs, pace === 'slow' ? SLOW_CAP_MS : NORMAL_CAP_MS);
    const factor = 1 - JITTER + 2 * JITTER * this.#random();
    return Math.min(capMs, firstMs * 2 ** failuresBefore * factor);
  }

  /** After a bind that succeeded, or when the user asks for an attempt. */
  reset(): void {
    this.#failures.normal = 0;
    this.#failures.slow = 0;
  }
}
