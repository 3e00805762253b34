const NS_PER_SECOND = 1_000_000_000;
/** Powers of two that a time's upper half is made of, as two numbers of 16 bits. */
const MIDDLE = 2 ** 32;
const UPPER = 2 ** 48;

/**
 * Makes seconds and nanoseconds of times of 64 bits, in the unit of an interface. Neither a number nor half a number
 * holds nanoseconds since 1970 exactly, and a bigint for each of a million packets costs more than all else of them.
 */
export class TimeUnits {
  /** The time that was read last: whole seconds since the Unix epoch, and nanoseconds from 0 to 999,999,999. */
  seconds = 0;
  nanos = 0;
  readonly #base: 10 | 2;
  readonly #exponent: number;
  readonly #offsetSeconds: number;
  /** Units of a second, and what the powers of two are in seconds and units left over; 0 where numbers cannot say it. */
  readonly #perSecond: number;
  readonly #nanosPerUnit: number;
  readonly #middleSeconds: number;
  readonly #middleRest: number;
  readonly #upperSeconds: number;
  readonly #upperRest: number;

  /** A second has `base` to the power of `exponent` units; times count from `offsetSeconds` after the epoch. */
  constructor(base: 10 | 2, exponent: number, offsetSeconds: bigint) {
    this.#base = base;
    this.#exponent = exponent;
    this.#offsetSeconds = Number(offsetSeconds);
    this.#perSecond = base === 10 && exponent <= 9 ? 10 ** exponent : 0;
    const perSecond = this.#perSecond === 0 ? 1 : this.#perSecond;
    this.#nanosPerUnit = NS_PER_SECOND / perSecond;
    this.#middleSeconds = Math.floor(MIDDLE / perSecond);
    this.#middleRest = MIDDLE % perSecond;
    this.#upperSeconds = Math.floor(UPPER / perSecond);
    this.#upperRest = UPPER % perSecond;
  }

  read(high: number, low: number): void {
    const perSecond = this.#perSecond;
    if (perSecond === 0) {
      this.#readWide(high, low);
      return;
    }
    const upper = high >>> 16;
    const middle = high & 0xffff;
    // Below 2 to the power of 47: exact.
    const units = upper * this.#upperRest + middle * this.#middleRest + low;
    const more = Math.floor(units / perSecond);
    this.seconds = upper * this.#upperSeconds + middle * this.#middleSeconds + more + this.#offsetSeconds;
    this.nanos = (units - more * perSecond) * this.#nanosPerUnit;
  }

  /** Units that are a part of a nanosecond, or a power of two. */
  #readWide(high: number, low: number): void {
    const units = (BigInt(high) << 32n) | BigInt(low);
    const exponent = BigInt(this.#exponent);
    const perSecond = this.#base === 2 ? 1n << exponent : 10n ** exponent;
    this.seconds = Number(units / perSecond) + this.#offsetSeconds;
    this.nanos = Number(((units % perSecond) * BigInt(NS_PER_SECOND)) / perSecond);
  }
}
