import { hexFromOctets } from '../lib/hex';
import { describeCommandStatus } from '../smpp/command-status';
import { destinationAddressOf, sourceAddressOf, summarize } from '../smpp/summarize';
import type { ExportedRecord } from './exported-record';
import { pduLine, type PduLine } from './pdu-line';
import { timeText } from './time-text';

const columns = [
  'number',
  'time',
  'direction',
  'session',
  'trunk',
  'command',
  'status',
  'status_text',
  'sequence',
  'source',
  'destination',
  'text',
  'length',
  'problems',
  'hex',
] as const;

/** RFC 4180, the first line. */
export const csvHead = `${columns.join(',')}\r\n`;

export function csvLine(record: ExportedRecord): string {
  const { number, kind, timeNs, direction, session, octets, sentence, reading } = record;
  const head = [String(number), timeText(timeNs), direction, String(session.id), session.name];
  const line = kind === 'pdu' ? pduLine(direction, octets, '', reading) : null;
  const cells = line === null ? ['', '', '', '', '', '', sentence] : pduCells(octets, line);
  const problems = (line?.problems ?? []).join(' ');
  return `${[...head, ...cells, String(octets.length), problems, hexFromOctets(octets)].map(cell).join(',')}\r\n`;
}

function pduCells(octets: Uint8Array, { command, status, sequence, text }: PduLine): readonly string[] {
  const summary = summarize(octets);
  return [
    command,
    `0x${status.toString(16).toUpperCase().padStart(8, '0')}`,
    status === 0 ? '' : describeCommandStatus(status),
    String(sequence),
    sourceAddressOf(octets, summary),
    destinationAddressOf(octets, summary),
    text ?? '',
  ];
}

/**
 * Quoted where need be. What a spreadsheet would take for a formula gets an apostrophe in front, which it does not
 * show: a text that somebody sends must not run on the computer of whoever opens the file.
 */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
