import type { PduRow } from '#shared/model/pdu-row';

/** "UTC+2", "UTC−3:30": the zone that the times of the list are in. */
export function zoneName(atMs: number): string {
  const minutes = -new Date(atMs).getTimezoneOffset();
  if (minutes === 0) return 'UTC';
  const sign = minutes > 0 ? '+' : '−';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `UTC${sign}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Local time of day to the millisecond: "14:03:22.105". */
export function timeOfDay(atMs: number): string {
  const at = new Date(atMs);
  const ms = String(at.getMilliseconds()).padStart(3, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${ms}`;
}

/** Local date: "2026-11-22". */
export function dayText(atMs: number): string {
  const at = new Date(atMs);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** What a row means at a glance; decides its colour, beside the words that say the same. */
export type RowMeaning = 'error' | 'problem' | 'unanswered' | 'keepalive' | 'receipt' | 'inbound' | 'plain';

export function rowMeaning(row: PduRow): RowMeaning {
  if (row.kind !== 'pdu') return 'problem';
  const has = (trait: PduRow['traits'][number]): boolean => row.traits.includes(trait);
  if (has('error') || has('nack')) return 'error';
  if (row.hasProblem) return 'problem';
  if (has('keepalive')) return 'keepalive';
  if (has('receipt')) return 'receipt';
  if (has('inbound')) return 'inbound';
  return has('unanswered') ? 'unanswered' : 'plain';
}

/** The row as one line of text, for copying and for screen readers. */
export function rowText(row: PduRow): string {
  const parts = [
    timeOfDay(row.timeMs),
    row.direction === 'in' ? 'in' : 'out',
    row.trunk,
    row.command,
    row.statusText,
    row.kind === 'pdu' ? `sequence ${row.sequenceNumber}` : '',
    row.sourceAddress === '' ? '' : `from ${row.sourceAddress}`,
    row.destinationAddress === '' ? '' : `to ${row.destinationAddress}`,
    row.text,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
