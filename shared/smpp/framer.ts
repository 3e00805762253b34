import { readUint32 } from './codec/octets';
import { describeForeignOctets } from './foreign-octets';
import { HEADER_OCTETS } from './pdu';

/** Longest PDU that is taken by default: message_payload holds 64 KiB, and a PDU may carry more than that one. */
export const DEFAULT_MAX_PDU_OCTETS = 128 * 1024;
const MAX_ERROR_OCTETS = 256;

/** The stream cannot be cut into PDUs any more: nothing says where the next one starts. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
  readonly commandLength: number;
  /** What stands where a header should, at most 256 octets. */
  readonly octets: Uint8Array;

  constructor(commandLength: number, octets: Uint8Array, maxOctets: number) {
    const reason =
      commandLength < HEADER_OCTETS
        ? `command_length is ${commandLength}; a PDU has at least 16 octets.`
        : `command_length is ${commandLength}; the longest PDU taken has ${maxOctets} octets.`;
    super(describeForeignOctets(octets) ?? reason);
    this.commandLength = commandLength;
    this.octets = octets;
  }
}

/**
 * Cuts a stream of octets into PDUs, whatever the chunks (SMPP 3.4 section 3.2.1). A PDU that lies in one chunk is
 * handed on as a view of it; one that is spread over several is copied once.
 */
export class Framer {
  readonly #maxOctets: number;
  /** The PDU that has begun but not ended: its header's first octets, then, once its length is known, all of it. */
  #partial = new Uint8Array(4);
  #partialFilled = 0;
  /** Octets that were not looked at since a listener threw. */
  #unread: Uint8Array | null = null;
  #error: FramingError | null = null;

  constructor(maxOctets = DEFAULT_MAX_PDU_OCTETS) {
    this.#maxOctets = maxOctets;
  }

  /** Set once and for ever by the first length that cannot be. */
  get error(): FramingError | null {
    return this.#error;
  }

  /** Octets of a PDU that has not come to its end. */
  get pendingOctets(): number {
    return this.#partialFilled + (this.#unread?.length ?? 0);
  }

  /** A copy of those octets, for the log. */
  pending(): Uint8Array {
    return concat(this.#partial.subarray(0, this.#partialFilled), this.#unread ?? new Uint8Array(0));
  }

  /**
   * Takes a chunk and calls `onFrame` for every PDU that it completes. Returns the error that ended the stream, if
   * one did; frames before it have been handed on. Whatever `onFrame` throws passes through, and nothing is lost by it.
   */
  push(chunk: Uint8Array, onFrame: (octets: Uint8Array) => void): FramingError | null {
    if (this.#error !== null) return this.#error;
    const octets = this.#unread === null ? chunk : concat(this.#unread, chunk);
    this.#unread = null;
    let offset = 0;
    try {
      while (offset < octets.length) {
        const from = offset;
        if (this.#partialFilled > 0) {
          offset = this.#fillPartial(octets, from);
          const frame = this.#takeCompleted();
          if (frame !== null) onFrame(frame);
        } else if (octets.length - from < 4) {
          offset = this.#fillPartial(octets, from);
        } else {
          const length = readUint32(octets, from);
          if (!this.#isPossible(length)) {
            offset = octets.length;
            return this.#fail(length, octets.subarray(from));
          }
          if (from + length <= octets.length) {
            offset = from + length;
            onFrame(octets.subarray(from, offset));
          } else {
            this.#partial = new Uint8Array(length);
            offset = this.#fillPartial(octets, from);
          }
        }
        if (this.error !== null) return this.error;
      }
    } finally {
      if (offset < octets.length && this.error === null) this.#unread = octets.subarray(offset);
    }
    return null;
  }

  #isPossible(length: number): boolean {
    return length >= HEADER_OCTETS && length <= this.#maxOctets;
  }

  #fail(length: number, octets: Uint8Array): FramingError {
    this.#error = new FramingError(length, octets.slice(0, MAX_ERROR_OCTETS), this.#maxOctets);
    this.#reset();
    return this.#error;
  }

  #reset(): void {
    this.#partial = new Uint8Array(4);
    this.#partialFilled = 0;
  }

  /** Copies what fits; once the four octets of command_length are there, makes room for the whole PDU. */
  #fillPartial(octets: Uint8Array, from: number): number {
    const taken = Math.min(octets.length - from, this.#partial.length - this.#partialFilled);
    this.#partial.set(octets.subarray(from, from + taken), this.#partialFilled);
    this.#partialFilled += taken;
    if (this.#partialFilled !== 4 || this.#partial.length !== 4) return from + taken;
    const length = readUint32(this.#partial, 0);
    if (!this.#isPossible(length)) {
      this.#fail(
        length,
        concat(this.#partial, octets.subarray(from + taken, from + taken + MAX_ERROR_OCTETS)),
      );
      return octets.length;
    }
    const whole = new Uint8Array(length);
    whole.set(this.#partial);
    this.#partial = whole;
    return from + taken;
  }

  #takeCompleted(): Uint8Array | null {
    if (this.#partialFilled < HEADER_OCTETS || this.#partialFilled < this.#partial.length) return null;
    const frame = this.#partial;
    this.#reset();
    return frame;
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
