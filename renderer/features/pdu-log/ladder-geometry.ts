import { commandStatusLabel } from '#shared/smpp/command-status';
import type { PduRow } from '#shared/model/pdu-row';
import { latencyWords } from './related-pdus';
import { rowMeaning, type RowMeaning } from './row-words';
import { timeWords, type TimeDisplay, type TimeMode } from './time-words';

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
  readonly trunk: string;
}

export function ladderStep(
  row: PduRow,
  time: TimeDisplay,
  { esme, smsc }: LadderPlace,
  side: LadderSide,
): LadderStep {
  const room =
    ((side === 'labels' ? ladderSizes.label : smsc - esme) - ladderSizes.margin * 2) / CHARACTER_PX;
  const label = shortened(row.kind === 'pdu' ? `${row.command} ${row.sequenceNumber}` : row.text, room);
  const isUnanswered = row.traits.includes('unanswered');
  const isResponse = row.command.endsWith('_resp') || row.command === 'generic_nack';
  return {
    number: row.number,
    time: timeWords(row, time.mode, time.referenceNs),
    isFromEsme: row.isFromEsme,
    meaning: rowMeaning(row),
    label,
    detail: shortened(
      detailOf(row, isResponse, isUnanswered),
      side === 'labels' ? room - label.length : room,
    ),
    isUnanswered,
    trunk: shortened(row.trunk, ladderSizes.trunk / CHARACTER_PX),
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
  if (!isResponse && row.text !== '') parts.push(row.text);
  return parts.join(' · ');
}

/** What fits into so many characters. */
function shortened(text: string, characters: number): string {
  const room = Math.max(8, Math.floor(characters));
  return text.length > room ? `${text.slice(0, room - 1).trimEnd()}…` : text;
}

/** px of the drawing; one unit at 100 %. */
export const ladderSizes = {
  row: 40,
  /** A time of day, or seconds; a date as well. */
  time: 104,
  date: 168,
  margin: 16,
  arrow: 6,
  lane: 480,
  head: 32,
  label: 360,
  trunk: 144,
} as const;
/** Width of a character of the labels, on average. */
const CHARACTER_PX = 6.2;

export interface LadderPlace {
  readonly width: number;
  /** x of the two lanes. */
  readonly esme: number;
  readonly smsc: number;
}

/** What stands on the right of the lanes: words that have no room at the arrows, or the trunk of each PDU. */
export type LadderSide = 'labels' | 'trunk' | 'nothing';

/** Where the lanes stand in a drawing so wide. */
export function ladderPlace(width: number, mode: TimeMode, side: LadderSide): LadderPlace {
  const esme = (mode === 'date' ? ladderSizes.date : ladderSizes.time) + ladderSizes.margin * 2.5;
  const beside = { labels: ladderSizes.label, trunk: ladderSizes.trunk + ladderSizes.margin * 2, nothing: 0 };
  return { width, esme, smsc: Math.max(esme + 160, width - Math.max(beside[side], ladderSizes.margin * 3)) };
}
