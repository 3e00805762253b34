/** Octets that grow at their end. */
export class OctetOutput {
  #octets: Uint8Array<ArrayBuffer>;
  #view: DataView;
  #words: Uint32Array;
  #halves: Uint16Array;
  #used = 0;

  constructor(capacity = 64 * 1024) {
    this.#octets = new Uint8Array(whole(capacity));
    this.#view = new DataView(this.#octets.buffer);
    this.#words = new Uint32Array(this.#octets.buffer);
    this.#halves = new Uint16Array(this.#octets.buffer);
  }

  get used(): number {
    return this.#used;
  }

  /** Makes room for `count` octets and returns where they start; their content is what was there before. */
  reserve(count: number): number {
    const start = this.#used;
    const end = start + count;
    if (end > this.#octets.length) {
      const larger = new Uint8Array(whole(Math.max(end, this.#octets.length * 2)));
      larger.set(this.#octets.subarray(0, start));
      this.#octets = larger;
      this.#view = new DataView(larger.buffer);
      this.#words = new Uint32Array(larger.buffer);
      this.#halves = new Uint16Array(larger.buffer);
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

  /** The same octets as numbers of four and of two, in the order of the machine; valid as long. */
  get words(): Uint32Array {
    return this.#words;
  }

  get halves(): Uint16Array {
    return this.#halves;
  }

  /** A view of everything so far; overwritten by what comes after, since it starts anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#octets.subarray(0, this.#used);
    this.#used = 0;
    return taken;
  }
}

function whole(length: number): number {
  return (length + 3) & ~3;
}
