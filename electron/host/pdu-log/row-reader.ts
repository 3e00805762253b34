import type { PduDetail, PduRow, PduTrait } from '#shared/model/pdu-row';
import { maskPasswords, maskPasswordsAnywhere } from '#shared/smpp/mask-passwords';
import { recordKinds } from './batch-layout';
import type { LogStore, RowPlace } from './log-store';
import { type PduWords, wordsOf } from './pdu-words';
import { isInbound, isNamed, rowFlags } from './row-flags';
import type { RowNotes } from './row-notes';
import { findingsOfRow, versionOfRow } from './row-verdict';
import { commandText, statusText } from './row-words';
import { type StoredRow, uint32At } from './segment';

const MAX_ROW_TEXT = 120;
const lineBreaks = /[\r\n\t]/;

const decoder = new TextDecoder();

/** Rows of one source for the screen. */
export class RowReader {
  readonly #store: LogStore;
  readonly #notes: RowNotes;

  constructor(store: LogStore, notes: RowNotes) {
    this.#store = store;
    this.#notes = notes;
  }

  /** `previous` is the row before it in the view; undefined for the first. */
  row(place: RowPlace, previous: number | undefined): PduRow {
    const store = this.#store;
    const { segment, index } = place;
    const row = segment.row(index);
    const session = store.sessions.get(row.sessionId);
    const flags = segment.flags(index);
    const isPdu = row.kind === recordKinds.pdu;
    const commandId = isPdu ? (store.commandId(segment, index) ?? 0) : 0;
    const commandStatus = isPdu ? store.commandStatus(segment, index) : 0;
    const words = isPdu ? wordsOf(row.octets, session?.facts.alphabets) : sentenceWords(row);
    const latencyNs = isPdu ? store.latencyNs(segment, index) : undefined;
    const before = previous === undefined ? undefined : store.timeOf(previous);
    const boundAtNs = session?.boundAtNs ?? null;
    // Written out in full: spreading objects into each other costs more than all the rest of a row.
    return {
      number: row.number,
      kind: isPdu ? 'pdu' : row.kind === recordKinds.loss ? 'loss' : 'octets',
      timeMs: store.timeMs(row.timeNs),
      timeNs: timeNsText(store.epochMs, row.timeNs),
      deltaNs: before === undefined ? null : row.timeNs - before,
      sinceBindNs: boundAtNs === null || row.timeNs < boundAtNs ? null : row.timeNs - boundAtNs,
      direction: row.isOut ? 'out' : 'in',
      isFromEsme: session?.isFromEsme(row.isOut) ?? row.isOut,
      trunk: session?.facts.name ?? '',
      sessionId: row.sessionId,
      command: isPdu ? commandText(commandId) : '',
      commandStatus,
      statusText: isPdu ? statusText(commandId, commandStatus) : '',
      sequenceNumber: isPdu ? uint32At(row.octets, 12) : 0,
      sourceAddress: words.sourceAddress,
      destinationAddress: words.destinationAddress,
      text: isPdu ? shortText(words.text) : words.text,
      length: isPdu ? segment.columns.length(index) : row.octets.length,
      partner: isPdu ? segment.partner(index) : null,
      latencyMs: latencyNs === undefined ? null : latencyNs / 1e6,
      traits: isPdu
        ? traitsOf(flags, commandId, commandStatus, segment.columns.partnerDistance(index) === 0)
        : [],
      hasProblem: store.hasProblem(segment, index),
      isMarked: this.#notes.isMarked(row.number),
      hasNote: this.#notes.noteOf(row.number) !== '',
    };
  }

  detail(place: RowPlace): PduDetail {
    const { segment, index } = place;
    const row = segment.row(index);
    return {
      row: this.row(place, undefined),
      // What is no PDU may hold one that is out of step.
      hex: hexOf(
        row.kind === recordKinds.pdu ? maskPasswords(row.octets) : maskPasswordsAnywhere(row.octets),
      ),
      version: versionOfRow(this.#store, place),
      findings: findingsOfRow(this.#store, place),
      note: this.#notes.noteOf(row.number),
    };
  }

  /** The line at the start of a view that says what is gone; it stands in the place of the last row lost. */
  loss(isInterrupted: boolean, startedAtMs: number): PduRow {
    const store = this.#store;
    const { lostCount, firstNumber } = store;
    const what = lostCount === 1 ? '1 earlier PDU is' : `${lostCount.toLocaleString('en')} earlier PDUs are`;
    const why = isInterrupted ? ' The log was interrupted and has started again.' : '';
    const first = store.timeOf(firstNumber);
    const timeMs = first === undefined ? startedAtMs : store.timeMs(first);
    return {
      number: Math.max(1, firstNumber - 1),
      kind: 'loss',
      timeMs,
      timeNs: first === undefined ? `${Math.round(timeMs)}000000` : timeNsText(store.epochMs, first),
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
}

/** Nanoseconds since the Unix epoch as digits. */
export function timeNsText(epochMs: number, timeNs: number): string {
  return String(BigInt(epochMs) * 1_000_000n + BigInt(Math.round(timeNs)));
}

const GENERIC_NACK = 'generic_nack';
const findingNames = ['duplicate', 'orphan', 'forbidden'] as const;

function traitsOf(flags: number, commandId: number, commandStatus: number, isAlone: boolean): PduTrait[] {
  const traits: PduTrait[] = [];
  if ((flags & rowFlags.receipt) !== 0) traits.push('receipt');
  if ((flags & rowFlags.keepalive) !== 0) traits.push('keepalive');
  if (isInbound(flags)) traits.push('inbound');
  if ((flags & rowFlags.segment) !== 0) traits.push('segment');
  if (commandStatus !== 0) traits.push('error');
  if (commandText(commandId) === GENERIC_NACK) traits.push('nack');
  if (isAlone && (flags & rowFlags.request) !== 0) traits.push('unanswered');
  for (const name of findingNames) if (isNamed(flags, name)) traits.push(name);
  return traits;
}

function sentenceWords(row: StoredRow): PduWords {
  return {
    sourceAddress: '',
    destinationAddress: '',
    text: decoder.decode(row.sentence),
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
