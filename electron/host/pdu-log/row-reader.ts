import type { PduDetail, PduRow } from '#shared/model/pdu-row';
import { describeCommandStatus, ESME_ROK } from '#shared/smpp/command-status';
import { maskPasswords } from '#shared/smpp/mask-passwords';
import { commandById } from '#shared/smpp/pdu';
import { RESPONSE_BIT } from '#shared/smpp/tables/commands';
import { recordKinds } from './batch-layout';
import type { LogStore } from './log-store';
import { type PduWords, wordsOf } from './pdu-words';
import { type StoredRow, uint32At } from './segment';

const MAX_ROW_TEXT = 120;
const lineBreaks = /[\r\n\t]/;

const decoder = new TextDecoder();

/** command_id in words: as the specification spells it, or in hexadecimal. */
export function commandText(commandId: number): string {
  return commandById(commandId) ?? `0x${commandId.toString(16).padStart(8, '0').toUpperCase()}`;
}

/** command_status in words; empty for a request, which has none, unless it carries one all the same. */
export function statusText(commandId: number, commandStatus: number): string {
  if (commandStatus !== ESME_ROK) return describeCommandStatus(commandStatus);
  return commandId >= RESPONSE_BIT ? 'OK' : '';
}

/** A row that is in memory, for the screen. */
export function readRow(store: LogStore, number: number): PduRow {
  const row = store.row(number);
  if (row === undefined) throw new Error(`Row ${number} is not in memory.`);
  return rowOf(store, row);
}

export function readDetail(store: LogStore, number: number): PduDetail {
  const row = store.row(number);
  if (row === undefined) throw new Error(`Row ${number} is not in memory.`);
  return {
    row: rowOf(store, row),
    hex: hexOf(maskPasswords(row.octets)),
    findings: [],
    note: '',
  };
}

/** The line at the start of a view that says what left memory; it stands in the place of the last row lost. */
export function lossRow(store: LogStore, isInterrupted: boolean, startedAtMs: number): PduRow {
  const { lostCount, firstNumber } = store;
  const what = lostCount === 1 ? '1 earlier PDU is' : `${lostCount.toLocaleString('en')} earlier PDUs are`;
  const why = isInterrupted ? ' The log was interrupted and has started again.' : '';
  const timeMs = store.row(firstNumber)?.timeMs ?? startedAtMs;
  return {
    number: Math.max(1, firstNumber - 1),
    kind: 'loss',
    timeMs,
    timeNs: nanoseconds(timeMs),
    deltaNs: null,
    sinceBindNs: null,
    direction: 'in',
    isFromEsme: false,
    trunk: '',
    sessionId: 0,
    command: '',
    commandStatus: 0,
    statusText: '',
    sequenceNumber: 0,
    sourceAddress: '',
    destinationAddress: '',
    text: `${what} no longer in memory.${why}`,
    length: 0,
    partner: null,
    latencyMs: null,
    traits: [],
    hasProblem: false,
    isMarked: false,
    hasNote: false,
  };
}

/** Written out in full: spreading objects into each other costs more than all the rest of a row. */
function rowOf(store: LogStore, row: StoredRow): PduRow {
  const isPdu = row.kind === recordKinds.pdu;
  const commandId = isPdu ? uint32At(row.octets, 4) : 0;
  const commandStatus = isPdu ? uint32At(row.octets, 8) : 0;
  const words = isPdu ? wordsOf(row.octets) : sentenceWords(row);
  return {
    number: row.number,
    kind: isPdu ? 'pdu' : row.kind === recordKinds.loss ? 'loss' : 'octets',
    timeMs: row.timeMs,
    timeNs: nanoseconds(row.timeMs),
    deltaNs: null,
    sinceBindNs: null,
    direction: row.isOut ? 'out' : 'in',
    isFromEsme: row.isOut,
    trunk: store.sessionNames.get(row.sessionId) ?? '',
    sessionId: row.sessionId,
    command: isPdu ? commandText(commandId) : '',
    commandStatus,
    statusText: isPdu ? statusText(commandId, commandStatus) : '',
    sequenceNumber: isPdu ? uint32At(row.octets, 12) : 0,
    sourceAddress: words.sourceAddress,
    destinationAddress: words.destinationAddress,
    text: isPdu ? shortText(words.text) : words.text,
    length: row.octets.length,
    partner: null,
    latencyMs: null,
    traits: [],
    hasProblem: words.hasProblem,
    isMarked: false,
    hasNote: false,
  };
}

/** Times of this process are no finer than a microsecond. */
function nanoseconds(timeMs: number): string {
  return `${Math.round(timeMs * 1000)}000`;
}

function sentenceWords(row: StoredRow): PduWords {
  return {
    sourceAddress: '',
    destinationAddress: '',
    text: decoder.decode(row.sentence),
    hasProblem: row.kind === recordKinds.octets,
  };
}

/** One line that fits a row. */
function shortText(text: string): string {
  let start = text;
  if (text.length > MAX_ROW_TEXT) {
    const isPairCut = isHighSurrogate(text.charCodeAt(MAX_ROW_TEXT - 1));
    start = `${text.slice(0, isPairCut ? MAX_ROW_TEXT - 1 : MAX_ROW_TEXT)}…`;
  }
  return lineBreaks.test(start) ? start.replaceAll(/[\r\n\t]+/g, ' ') : start;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
}
