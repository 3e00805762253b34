import type { PduDirection } from '#shared/model/pdu-row';

/**
 * Where a session hands every octet that it sent or received, once, in order. It must not keep the caller waiting;
 * `octets` may be a view into a larger buffer and is copied by the recorder before it returns.
 */
export interface PduRecorder {
  /** A framed PDU, header included. `timeMs` is wall-clock time with a fraction. */
  recordPdu(direction: PduDirection, octets: Uint8Array, timeMs: number): void;
  /** Octets that could not be framed, with the reason as a sentence. */
  recordOctets(direction: PduDirection, octets: Uint8Array, timeMs: number, reason: string): void;
}
