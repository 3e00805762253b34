import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { PduDirection } from '#shared/model/pdu-row';
import { decode } from '#shared/smpp/decode';

export interface RecordedRow {
  readonly direction: PduDirection;
  readonly octets: Uint8Array;
  readonly timeMs: number;
  /** Null for a framed PDU. */
  readonly reason: string | null;
}

/** A log that a test can read: every record, in order, with its own copy of the octets. */
export class ListRecorder implements PduRecorder {
  readonly rows: RecordedRow[] = [];

  recordPdu(direction: PduDirection, octets: Uint8Array, timeMs: number): void {
    this.rows.push({ direction, octets: new Uint8Array(octets), timeMs, reason: null });
  }

  recordOctets(direction: PduDirection, octets: Uint8Array, timeMs: number, reason: string): void {
    this.rows.push({ direction, octets: new Uint8Array(octets), timeMs, reason });
  }

  /** "in submit_sm 3", "out submit_sm_resp 3", "in 7 octets". */
  get lines(): string[] {
    return this.rows.map(({ direction, octets, reason }) => {
      if (reason !== null) return `${direction} ${octets.length} octets`;
      const { pdu } = decode(octets);
      return `${direction} ${pdu.command} ${pdu.sequenceNumber}`;
    });
  }
}
