/** Says that a value got no code of its own. */
export const OVERFLOW_CODE = 0xff;
const RECENT = 64;

/**
 * Small codes for 32-bit values of which few differ, so that a column needs one octet a row. Code 0 is kept for
 * `reserved`; when all codes are taken the last one says that the value has to be read from the octets.
 */
export class CodeTable {
  readonly #codes = new Map<number, number>();
  /** Values that were asked for lately; -1 for none. */
  readonly #recent = new Float64Array(RECENT).fill(-1);
  readonly #recentCodes = new Uint8Array(RECENT);
  readonly #values: number[];

  constructor(reserved: number) {
    this.#values = [reserved];
  }

  codeOf(value: number): number {
    // Few values come again and again: most are found without hashing them.
    const slot = (value ^ (value >>> 26)) & (RECENT - 1);
    if (this.#recent[slot] === value) return this.#recentCodes[slot] ?? 0;
    const code = this.#knownCode(value);
    this.#recent[slot] = value;
    this.#recentCodes[slot] = code;
    return code;
  }

  #knownCode(value: number): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = this.#values.length;
    if (code >= OVERFLOW_CODE) return OVERFLOW_CODE;
    this.#codes.set(value, code);
    this.#values.push(value);
    return code;
  }

  /** Codes that stand for values so far. */
  get size(): number {
    return this.#values.length;
  }

  /** Undefined for the overflow code. */
  valueOf(code: number): number | undefined {
    return this.#values[code];
  }
}
