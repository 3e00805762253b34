import type { PduDirection } from '../model/pdu-row';

/** One SMPP session in a capture: a connection of a trunk, of the simulator, or one found in a file from elsewhere. */
export interface CaptureSession {
  /** Unique within the capture. */
  readonly id: number;
  /** Name of the trunk; in a capture from elsewhere the two ends. */
  readonly name: string;
  /** Which side `in` and `out` are told from. In a capture from elsewhere always the ESME. */
  readonly role: 'esme' | 'smsc';
  /** "192.0.2.4:51200", "[2001:db8::1]:2775"; empty while it is not known. */
  readonly localAddress: string;
  readonly remoteAddress: string;
}

/** A PDU; octets that could not be framed, or a note without any; a line that says that something is missing. */
export type CaptureRecordKind = 'pdu' | 'octets' | 'loss';

export interface CaptureRecord {
  readonly kind: CaptureRecordKind;
  /** Nanoseconds since the Unix epoch. */
  readonly timeNs: bigint;
  readonly sessionId: number;
  readonly direction: PduDirection;
  /** For a PDU: header included, as long as its command_length says. */
  readonly octets: Uint8Array;
  /** What there is to say; empty for a PDU. */
  readonly sentence: string;
}
