import { textFromUtf8, utf8FromText } from '../lib/utf8';
import { readUint32 } from '../smpp/codec/octets';
import type { CaptureRecord, CaptureRecordKind } from './capture-record';
import { MAX_RECORD_OCTETS } from './capture-limits';
import { isPduLength } from './smpp-evidence';

/** Longest sentence that goes into a comment; an option has at most 65,535 octets. */
const MAX_SENTENCE_LENGTH = 10_000;

/** What the packet of a record says in Wireshark beside its octets; null for a PDU. */
export function commentOf({ kind, octets, sentence }: CaptureRecord): Uint8Array | null {
  // A PDU says itself how long it is; one that is wrong about that is told apart.
  if (kind === 'pdu' && isPduLength(octets.length) && readUint32(octets, 0) === octets.length) return null;
  const words = sentence.slice(0, MAX_SENTENCE_LENGTH);
  if (kind === 'loss') return utf8FromText(`Missing: ${words}`);
  return utf8FromText(octets.length === 0 ? `Note: ${words}` : `No PDU, ${octets.length} octets: ${words}`);
}

export interface RecordComment {
  readonly kind: CaptureRecordKind;
  /** Octets of the record, over as many packets as they take. */
  readonly length: number;
  readonly sentence: string;
}

/** What a comment of ours says; null for any other. */
export function readComment(octets: Uint8Array): RecordComment | null {
  const found = /^(?:(Missing)|Note|No PDU, (\d{1,7}) octets): (.*)$/s.exec(textFromUtf8(octets));
  if (found === null) return null;
  const [, missing, length = '0', sentence = ''] = found;
  if (Number(length) > MAX_RECORD_OCTETS) return null;
  return { kind: missing === undefined ? 'octets' : 'loss', length: Number(length), sentence };
}
