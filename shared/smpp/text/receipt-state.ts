import type { MessageState } from '../../model/message';

/** message_state of SMPP 5.0 section 4.7.15 by number; ACCEPTED is shown as acknowledged and is not final. */
const statesByNumber: readonly MessageState[] = [
  'scheduled',
  'enroute',
  'delivered',
  'expired',
  'deleted',
  'undeliverable',
  'acknowledged',
  'unknown',
  'rejected',
  'skipped',
];

/** Words after `stat:` as senders write them (SMPP 3.4 Appendix B, and what is seen beside it), in capitals. */
const statesByWord: ReadonlyMap<string, MessageState> = new Map([
  ['SCHEDULED', 'scheduled'],
  ['SCHEDLD', 'scheduled'],
  ['ENROUTE', 'enroute'],
  ['UNDELIV-INTERIM', 'enroute'],
  ['DELIVRD', 'delivered'],
  ['DELIVERED', 'delivered'],
  ['EXPIRED', 'expired'],
  ['DELETED', 'deleted'],
  ['UNDELIV', 'undeliverable'],
  ['UNDELIVERABLE', 'undeliverable'],
  ['UNDELIVERED', 'undeliverable'],
  ['FAILED', 'undeliverable'],
  ['ACCEPTD', 'acknowledged'],
  ['ACCEPTED', 'acknowledged'],
  ['ACKED', 'acknowledged'],
  ['ACCEPTED-BUFFERED', 'acknowledged'],
  ['DELIVERED-TO-CARRIER', 'acknowledged'],
  ['UNKNOWN', 'unknown'],
  ['BADSTAT', 'unknown'],
  ['REJECTD', 'rejected'],
  ['REJECTED', 'rejected'],
  ['DND_REJECTED', 'rejected'],
  ['BWLISTS', 'rejected'],
  ['NACK', 'rejected'],
  ['SKIPPED', 'skipped'],
]);

/** The state of the message_state TLV or of query_sm_resp; null for a number that is not defined. */
export function stateOfNumber(number: number): MessageState | null {
  return statesByNumber[number] ?? null;
}

/** The state that a `stat:` word means, whatever its case; null for a word that is not known. */
export function stateOfWord(word: string): MessageState | null {
  return statesByWord.get(word.toUpperCase()) ?? null;
}
