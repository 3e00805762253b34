import { commandStatusLabel } from '#shared/smpp/command-status';
import type { PduRow } from '#shared/model/pdu-row';
import { latencyWords } from './related-pdus';
import { rowMeaning, timeOfDay, type RowMeaning } from './row-words';

/** One arrow of a sequence diagram, in words and with its direction. */
export interface LadderStep {
  readonly number: number;
  readonly time: string;
  readonly isFromEsme: boolean;
  readonly meaning: RowMeaning;
  /** Above the arrow: the command, and what tells it apart. */
  readonly label: string;
  /** Below it: status, latency, or that the answer is missing; empty where there is nothing. */
  readonly detail: string;
  /** Drawn with dashes: a request that nobody answered. */
  readonly isUnanswered: boolean;
}

const MAX_TEXT = 48;

export function ladderStep(row: PduRow): LadderStep {
  const isUnanswered = row.traits.includes('unanswered');
  const isResponse = row.command.endsWith('_resp') || row.command === 'generic_nack';
  return {
    number: row.number,
    time: timeOfDay(row.timeMs),
    isFromEsme: row.isFromEsme,
    meaning: rowMeaning(row),
    label: row.kind === 'pdu' ? `${row.command} ${row.sequenceNumber}` : row.text,
    detail: detailOf(row, isResponse, isUnanswered),
    isUnanswered,
  };
}

function detailOf(row: PduRow, isResponse: boolean, isUnanswered: boolean): string {
  if (row.kind !== 'pdu') return '';
  const parts: string[] = [];
  if (row.commandStatus !== 0) {
    // In words with its name; the name alone where a log has no words for it.
    parts.push(row.statusText === '' ? commandStatusLabel(row.commandStatus) : row.statusText);
  } else if (isResponse) parts.push('OK');
  if (isResponse && row.latencyMs !== null) parts.push(latencyWords(row.latencyMs));
  if (isUnanswered) parts.push('no response');
  if (!isResponse && row.text !== '') {
    parts.push(row.text.length > MAX_TEXT ? `${row.text.slice(0, MAX_TEXT)}…` : row.text);
  }
  return parts.join(' · ');
}

/** px of the drawing; one unit at 100 %. */
export const ladderSizes = {
  row: 40,
  time: 96,
  margin: 16,
  arrow: 6,
  lane: 480,
  head: 32,
  label: 232,
} as const;

export interface LadderPlace {
  readonly width: number;
  /** x of the two lanes. */
  readonly esme: number;
  readonly smsc: number;
}

/** Where the lanes stand in a drawing so wide; with room for words on the right where they do not stand at the arrows. */
export function ladderPlace(width: number, hasLabelsBeside = false): LadderPlace {
  const esme = ladderSizes.time + ladderSizes.margin * 3;
  const rest = hasLabelsBeside ? ladderSizes.label : ladderSizes.margin * 3;
  return { width, esme, smsc: Math.max(esme + 160, width - rest) };
}
