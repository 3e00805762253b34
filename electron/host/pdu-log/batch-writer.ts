import type { PduDirection } from '#shared/model/pdu-row';
import { recordDirections, recordHeader, type RecordKind } from './batch-layout';

/** Octets of a batch buffer; a batch that outgrows it gets a larger one of its own. */
export const BATCH_OCTETS = 128 * 1024;
/** Buffers kept for the next batches; the worker sends them back when it has read them. */
const MAX_SPARE_BUFFERS = 4;
const MAX_SENTENCE_OCTETS = 4096;

export interface Batch {
  readonly buffer: ArrayBuffer;
  readonly used: number;
}

const encoder = new TextEncoder();

/** Collects records in one buffer until it is taken as a batch. Copies what it is handed. */
export class BatchWriter {
  readonly #spare: ArrayBuffer[] = [];
  #octets = new Uint8Array(0);
  #view = new DataView(this.#octets.buffer);
  #used = 0;

  get used(): number {
    return this.#used;
  }

  append(
    kind: RecordKind,
    direction: PduDirection,
    sessionId: number,
    timeMs: number,
    octets: Uint8Array,
    sentence: string,
  ): void {
    const words = sentence === '' ? null : encoder.encode(sentence).subarray(0, MAX_SENTENCE_OCTETS);
    const wordsLength = words?.length ?? 0;
    const start = this.#used;
    const end = start + recordHeader.size + octets.length + wordsLength;
    if (end > this.#octets.length) this.#grow(end);
    const view = this.#view;
    view.setFloat64(start + recordHeader.time, timeMs, true);
    view.setUint32(start + recordHeader.session, sessionId, true);
    view.setUint32(start + recordHeader.length, octets.length, true);
    view.setUint16(start + recordHeader.sentence, wordsLength, true);
    view.setUint8(start + recordHeader.kind, kind);
    view.setUint8(start + recordHeader.direction, recordDirections[direction]);
    this.#octets.set(octets, start + recordHeader.size);
    if (words !== null) this.#octets.set(words, end - wordsLength);
    this.#used = end;
  }

  /** What was collected, to be handed over for good; null when there is nothing. */
  take(): Batch | null {
    if (this.#used === 0) return null;
    const batch = { buffer: this.#octets.buffer, used: this.#used };
    this.#adopt(new ArrayBuffer(0));
    this.#used = 0;
    return batch;
  }

  /** A batch's buffer that nobody reads any more. */
  giveBack(buffer: ArrayBuffer): void {
    if (buffer.byteLength === BATCH_OCTETS && this.#spare.length < MAX_SPARE_BUFFERS)
      this.#spare.push(buffer);
  }

  #grow(needed: number): void {
    const before = this.#octets.subarray(0, this.#used);
    let size = BATCH_OCTETS;
    while (size < needed) size *= 2;
    this.#adopt((size === BATCH_OCTETS ? this.#spare.pop() : undefined) ?? new ArrayBuffer(size));
    this.#octets.set(before);
  }

  #adopt(buffer: ArrayBuffer): void {
    this.#octets = new Uint8Array(buffer);
    this.#view = new DataView(buffer);
  }
}
