import type { PduDetail, PduRow } from '#shared/model/pdu-row';
import { describeCommandStatus, ESME_ROK } from '#shared/smpp/command-status';
import { maskPasswords } from '#shared/smpp/mask-passwords';
import { commandById } from '#shared/smpp/pdu';
import { RESPONSE_BIT } from '#shared/smpp/tables/commands';
import { recordKinds } from './batch-layout';
import type { LogStore } from './log-store';
import { wordsOf } from './pdu-words';
import { type StoredRow, uint32At } from './segment';

const MAX_ROW_TEXT = 120;

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
  };
}

/** The line at the start of a view that says what left memory; it stands in the place of the last row lost. */
export function lossRow(store: LogStore, isInterrupted: boolean): PduRow {
  const { lostCount, firstNumber } = store;
  const what = lostCount === 1 ? '1 earlier PDU is' : `${lostCount.toLocaleString('en')} earlier PDUs are`;
  const why = isInterrupted ? ' The log was interrupted and has started again.' : '';
  const next = store.row(firstNumber);
  return {
    ...emptyRow,
    number: Math.max(1, firstNumber - 1),
    kind: 'loss',
    timeMs: next?.timeMs ?? 0,
    text: `${what} no longer in memory.${why}`,
  };
}

const emptyRow = {
  direction: 'in',
  trunk: '',
  sessionId: 0,
  command: '',
  commandStatus: 0,
  statusText: '',
  sequenceNumber: 0,
  sourceAddress: '',
  destinationAddress: '',
  length: 0,
  hasProblem: false,
} as const;

function rowOf(store: LogStore, row: StoredRow): PduRow {
  const common = {
    ...emptyRow,
    number: row.number,
    timeMs: row.timeMs,
    direction: row.isOut ? 'out' : 'in',
    trunk: store.sessionNames.get(row.sessionId) ?? '',
    sessionId: row.sessionId,
    length: row.octets.length,
  } as const;
  if (row.kind !== recordKinds.pdu) {
    const kind = row.kind === recordKinds.loss ? 'loss' : 'octets';
    return { ...common, kind, text: decoder.decode(row.sentence), hasProblem: kind === 'octets' };
  }
  const commandId = uint32At(row.octets, 4);
  const commandStatus = uint32At(row.octets, 8);
  const words = wordsOf(row.octets);
  return {
    ...common,
    kind: 'pdu',
    command: commandText(commandId),
    commandStatus,
    statusText: statusText(commandId, commandStatus),
    sequenceNumber: uint32At(row.octets, 12),
    sourceAddress: words.sourceAddress,
    destinationAddress: words.destinationAddress,
    text: shortText(words.text),
    hasProblem: words.hasProblem,
  };
}

/** One line that fits a row. */
function shortText(text: string): string {
  const start = text.length > MAX_ROW_TEXT ? `${text.slice(0, MAX_ROW_TEXT)}…` : text;
  return start.replaceAll(/[\r\n\t]+/g, ' ');
}

function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
}
