import type { PduDirection } from '../model/pdu-row';
import type { CaptureRecordKind, CaptureSession } from './capture-record';

/** The record that is being told: one object for all of them, valid during the call. */
export class ReadRecord {
  kind: CaptureRecordKind = 'pdu';
  /** When the packet came that completed the record: whole seconds since the Unix epoch, and the rest in nanoseconds. */
  timeSeconds = 0;
  timeNanos = 0;
  sessionId = 0;
  direction: PduDirection = 'in';
  /** The octets stand in `buffer` from `start` to `end`. */
  buffer = new Uint8Array(0);
  start = 0;
  end = 0;
  sentence = '';
  /** Where the block of the packet begins in the file that completed the record. */
  blockOffset = 0;
  /** Where the octets stand in the file; -1 where they are not there in one piece. */
  octetsOffset = -1;

  /** Nanoseconds since the Unix epoch. */
  get timeNs(): bigint {
    return BigInt(this.timeSeconds) * 1_000_000_000n + BigInt(this.timeNanos);
  }

  /** A view of the octets. */
  get octets(): Uint8Array {
    return this.buffer.subarray(this.start, this.end);
  }
}

/** Who is told what a capture holds, in the order of the file. */
export interface CaptureSink {
  /** Before its first record; once more when more is known. */
  session(session: CaptureSession): void;
  record(record: ReadRecord): void;
}
