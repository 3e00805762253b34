const STEP_SHIFT = 4;
const OVERFLOW = 0xffff;

/** Octets of a file by offset and length; null where they cannot be read (any more). */
export interface OctetFile {
  read(offset: number, length: number): Uint8Array | null;
  /** The file itself, with what stands between the rows. */
  readSpan(from: number, length: number): Uint8Array | null;
}

/**
 * Where each row's octets stand in a file, in two octets a row: as the gap to the row before, since rows mostly follow
 * each other. A row that is not in the file in one piece has no place.
 */
export class FilePlaces {
  readonly file: OctetFile;
  readonly #gaps: Uint16Array;
  /** Ends of the rows before each sixteenth row. */
  readonly #ends: Float64Array;
  readonly #far = new Map<number, number>();
  #end = 0;

  constructor(file: OctetFile, capacity: number) {
    this.file = file;
    this.#gaps = new Uint16Array(capacity);
    this.#ends = new Float64Array((capacity >> STEP_SHIFT) + 1);
  }

  get footprint(): number {
    return this.#gaps.byteLength + this.#ends.byteLength;
  }

  /** In the order of rows. `offset` is -1 for a row without a place. */
  set(index: number, offset: number, length: number): void {
    if ((index & 15) === 0) this.#ends[index >> STEP_SHIFT] = this.#end;
    const gap = offset - this.#end;
    const isNear = offset >= 0 && gap >= 0 && gap < OVERFLOW;
    this.#gaps[index] = isNear ? gap : OVERFLOW;
    if (!isNear) this.#far.set(index, offset);
    if (offset >= 0) this.#end = offset + length;
  }

  offset(index: number, lengthOf: (index: number) => number): number {
    if (this.#gaps[index] === OVERFLOW) return this.#far.get(index) ?? -1;
    const first = index & ~15;
    let end = this.#ends[index >> STEP_SHIFT] ?? 0;
    for (let row = first; row < index; row += 1) {
      const gap = this.#gaps[row] ?? 0;
      const start = gap === OVERFLOW ? (this.#far.get(row) ?? -1) : end + gap;
      if (start >= 0) end = start + lengthOf(row);
    }
    return end + (this.#gaps[index] ?? 0);
  }

  /** The first `count` rows in buffers that fit. */
  sealed(count: number): FilePlaces {
    const places = new FilePlaces(this.file, count);
    places.#gaps.set(this.#gaps.subarray(0, count));
    places.#ends.set(this.#ends.subarray(0, places.#ends.length));
    for (const [index, offset] of this.#far) places.#far.set(index, offset);
    return places;
  }
}
