/** Octets that grow at their end, little-endian. */
export class OctetOutput {
  #octets: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #used = 0;

  constructor(capacity = 64 * 1024) {
    this.#octets = new Uint8Array(capacity);
    this.#view = new DataView(this.#octets.buffer);
  }

  get used(): number {
    return this.#used;
  }

  /** Makes room for `count` octets and returns where they start; their content is what was there before. */
  reserve(count: number): number {
    const start = this.#used;
    const end = start + count;
    if (end > this.#octets.length) {
      const larger = new Uint8Array(Math.max(end, this.#octets.length * 2));
      larger.set(this.#octets.subarray(0, start));
      this.#octets = larger;
      this.#view = new DataView(larger.buffer);
    }
    this.#used = end;
    return start;
  }

  /** Valid until the next `reserve`. */
  get octets(): Uint8Array<ArrayBuffer> {
    return this.#octets;
  }

  /** Valid until the next `reserve`. */
  get view(): DataView {
    return this.#view;
  }

  /** A view of everything so far; overwritten by what comes after, since it starts anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#octets.subarray(0, this.#used);
    this.#used = 0;
    return taken;
  }
}
