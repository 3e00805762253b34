import { readUint32 } from '../smpp/codec/octets';
import { FramingError, DEFAULT_MAX_PDU_OCTETS } from '../smpp/framer';
import { HEADER_OCTETS } from '../smpp/pdu';
import { findHeader, isPduLength } from './smpp-evidence';

/** Octets of what is no PDU that are worth a look. */
const MAX_BROKEN_OCTETS = 256;
const SMALLEST_CARRY = 256;
/** Room for a PDU that has begun is kept for the next one up to this. */
const LARGEST_IDLE_CARRY = 1024;
const NO_OFFSET = -1;
const nothing = new Uint8Array(0);

export interface PduStreamSink {
  /** A PDU from `start` to `end`, valid during the call; its place in the file where it lies there in one piece, or -1. */
  pdu(octets: Uint8Array, start: number, end: number, fileOffset: number): void;
  /** What stands where a PDU should; the next one that can be recognised is looked for. */
  broken(octets: Uint8Array, sentence: string): void;
  /** Octets that were passed over on the way to a PDU. */
  skipped(count: number): void;
  /** Room for octets that wait: false when there is none left. Negative gives room back. */
  reserve(octets: number): boolean;
}

/**
 * Cuts the octets of one direction into PDUs. Where it does not know where one begins (at the start of a capture, after
 * a loss, after a length that cannot be) it looks for a header that the octets themselves speak for.
 */
export class PduStream {
  readonly #sink: PduStreamSink;
  /** The PDU that has begun; grows with what came, not with what its length promises. */
  #carry = nothing;
  #filled = 0;
  /** True once a header was found, until one is lost. */
  #isSynced: boolean;

  constructor(sink: PduStreamSink, isSynced: boolean) {
    this.#sink = sink;
    this.#isSynced = isSynced;
  }

  /** `fileBase` is where `octets` begins in the file, or -1. */
  push(octets: Uint8Array, start: number, end: number, fileBase: number): void {
    if (this.#filled === 0) this.#cut(octets, start, end, fileBase);
    else if (this.#filled < HEADER_OCTETS || !this.#isSynced) this.#cutJoined(octets, start, end);
    else this.#complete(octets, start, end, fileBase);
  }

  /** Octets are missing here: gives up what was begun. */
  lose(): void {
    this.#filled = 0;
    this.#isSynced = false;
    this.#giveBack(LARGEST_IDLE_CARRY);
  }

  /** No octet follows: what was begun is given up. */
  close(): void {
    this.#filled = 0;
    this.#giveBack(0);
  }

  /** The octets of a PDU that did not come to its end. */
  rest(): Uint8Array {
    return this.#isSynced ? this.#carry.slice(0, this.#filled) : nothing;
  }

  /** Octets that may begin a PDU, and wait for more. */
  get waiting(): number {
    return this.#filled;
  }

  #cut(octets: Uint8Array, from: number, end: number, fileBase: number): void {
    let start = from;
    while (start < end) {
      if (!this.#isSynced) {
        const found = findHeader(octets, start, end);
        if (found < 0) {
          const kept = Math.min(HEADER_OCTETS - 1, end - start);
          this.#skip(end - kept - start);
          this.#keep(octets, end - kept, end);
          return;
        }
        this.#skip(found - start);
        this.#isSynced = true;
        start = found;
      }
      if (end - start < HEADER_OCTETS) break;
      const length = readUint32(octets, start);
      if (!isPduLength(length)) {
        const broken = octets.slice(start, Math.min(end, start + MAX_BROKEN_OCTETS));
        this.#sink.broken(broken, new FramingError(length, broken, DEFAULT_MAX_PDU_OCTETS).message);
        this.#isSynced = false;
        start += 1;
        continue;
      }
      if (start + length > end) break;
      this.#sink.pdu(octets, start, start + length, fileBase < 0 ? NO_OFFSET : fileBase + start);
      start += length;
    }
    if (start < end) this.#keep(octets, start, end);
  }

  #cutJoined(octets: Uint8Array, start: number, end: number): void {
    const joined = new Uint8Array(this.#filled + end - start);
    joined.set(this.#carry.subarray(0, this.#filled));
    joined.set(octets.subarray(start, end), this.#filled);
    this.#filled = 0;
    this.#cut(joined, 0, joined.length, NO_OFFSET);
  }

  #complete(octets: Uint8Array, start: number, end: number, fileBase: number): void {
    const length = readUint32(this.#carry, 0);
    if (!isPduLength(length)) {
      this.#cutJoined(octets, start, end);
      return;
    }
    const taken = Math.min(end - start, length - this.#filled);
    if (!this.#keep(octets, start, start + taken)) {
      this.#cut(octets, start + taken, end, fileBase);
      return;
    }
    if (this.#filled < length) return;
    this.#filled = 0;
    this.#sink.pdu(this.#carry, 0, length, NO_OFFSET);
    this.#giveBack(LARGEST_IDLE_CARRY);
    this.#cut(octets, start + taken, end, fileBase);
  }

  /** False where there is no room: then what was begun is given up. */
  #keep(octets: Uint8Array, start: number, end: number): boolean {
    const filled = this.#filled + end - start;
    if (filled > this.#carry.length) {
      const capacity = Math.max(SMALLEST_CARRY, filled, this.#carry.length * 2);
      if (!this.#sink.reserve(capacity - this.#carry.length)) {
        this.#giveUp(octets, start, end);
        return false;
      }
      const larger = new Uint8Array(capacity);
      larger.set(this.#carry.subarray(0, this.#filled));
      this.#carry = larger;
    }
    this.#carry.set(octets.subarray(start, end), this.#filled);
    this.#filled = filled;
    return true;
  }

  #giveUp(octets: Uint8Array, start: number, end: number): void {
    const head = this.#filled > 0 ? this.#carry.subarray(0, this.#filled) : octets.subarray(start, end);
    const shown = head.slice(0, MAX_BROKEN_OCTETS);
    const isSynced = this.#isSynced;
    this.lose();
    if (isSynced) this.#sink.broken(shown, 'Too many PDUs of this capture have begun and not ended.');
  }

  #giveBack(kept: number): void {
    if (this.#carry.length <= kept) return;
    this.#sink.reserve(-this.#carry.length);
    this.#carry = nothing;
  }

  #skip(count: number): void {
    if (count > 0) this.#sink.skipped(count);
  }
}
