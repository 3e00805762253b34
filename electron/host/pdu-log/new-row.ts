import { recordKinds, type RecordKind } from './batch-layout';

/** A record before it has a number. */
export interface NewRow {
  readonly kind: RecordKind;
  readonly isOut: boolean;
  /** Nanoseconds since the store's epoch. */
  readonly timeNs: number;
  readonly sessionId: number;
  readonly octets: Uint8Array;
  readonly sentence: Uint8Array;
  /** Where the octets stand in the file; -1 where they do not. */
  readonly fileOffset: number;
}

const encoder = new TextEncoder();

/** What is kept of a record that could not be taken apart: its octets, and why. */
export function unreadableRow(row: Omit<NewRow, 'fileOffset'>, error: unknown): NewRow {
  const reason = error instanceof Error ? error.message : String(error);
  const sentence = encoder.encode(`These octets could not be read as a PDU: ${reason}.`);
  return { ...row, kind: recordKinds.octets, sentence, fileOffset: -1 };
}
