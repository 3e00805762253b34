import { recordDirections, recordHeader, type RecordKind } from './batch-layout';

export interface BatchRecord {
  readonly kind: RecordKind;
  readonly isOut: boolean;
  readonly timeMs: number;
  readonly sessionId: number;
  /** Views into the batch. */
  readonly octets: Uint8Array;
  readonly sentence: Uint8Array;
}

/** The records of a batch (`batch-layout`), in order. */
export function* recordsOf(batch: Uint8Array): Generator<BatchRecord> {
  const view = new DataView(batch.buffer, batch.byteOffset, batch.byteLength);
  let at = 0;
  while (at + recordHeader.size <= batch.length) {
    const start = at + recordHeader.size;
    const sentenceAt = start + view.getUint32(at + recordHeader.length, true);
    const end = sentenceAt + view.getUint16(at + recordHeader.sentence, true);
    yield {
      kind: view.getUint8(at + recordHeader.kind) as RecordKind,
      isOut: view.getUint8(at + recordHeader.direction) === recordDirections.out,
      timeMs: view.getFloat64(at + recordHeader.time, true),
      sessionId: view.getUint32(at + recordHeader.session, true),
      octets: batch.subarray(start, sentenceAt),
      sentence: batch.subarray(sentenceAt, end),
    };
    at = end;
  }
}
