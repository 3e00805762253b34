/**
 * Small codes for 32-bit values of which few differ, so that a column needs one or two octets a row. Code 0 is kept for
 * `reserved`; when all codes are taken the last one says that the value has to be read from the octets.
 */
export class CodeTable {
  readonly #codes = new Map<number, number>();
  readonly #values: number[];
  readonly overflow: number;

  constructor(maxCode: number, reserved: number) {
    this.overflow = maxCode;
    this.#values = [reserved];
  }

  codeOf(value: number): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    const code = this.#values.length;
    if (code >= this.overflow) return this.overflow;
    this.#codes.set(value, code);
    this.#values.push(value);
    return code;
  }

  /** Undefined for the overflow code. */
  valueOf(code: number): number | undefined {
    return this.#values[code];
  }
}
