import { annotate, type PduNode } from '../smpp/annotate';
import type { ExportedRecord } from './exported-record';
import { timeText } from './time-text';

const OCTETS_A_LINE = 16;

/** A record for reading: its line, its fields indented as they hang together, its octets. */
export function textBlock({
  number,
  kind,
  timeNs,
  direction,
  session,
  octets,
  sentence,
  reading,
}: ExportedRecord): string {
  const annotated = kind === 'pdu' ? annotate(octets, reading) : null;
  const what = annotated?.command ?? (kind === 'loss' ? 'missing' : 'no PDU');
  const lines = [`${number}  ${timeText(timeNs)}  ${direction.padEnd(3)}  ${session.name}  ${what}`];
  if (sentence !== '') lines.push(`    ${sentence}`);
  if (annotated !== null) addNodes(lines, annotated.nodes, 1);
  for (let from = 0; from < octets.length; from += OCTETS_A_LINE) lines.push(octetLine(octets, from));
  return `${lines.join('\n')}\n\n`;
}

function addNodes(lines: string[], nodes: readonly PduNode[], depth: number): void {
  for (const { name, value, meaning, problem, children = [] } of nodes) {
    const parts = [value === '' ? name : `${name}: ${value}`];
    if (meaning !== '' && meaning !== value) parts.push(`(${meaning})`);
    if (problem !== undefined) parts.push(`! ${problem}`);
    lines.push(`${'    '.repeat(depth)}${parts.join(' ')}`);
    addNodes(lines, children, depth + 1);
  }
}

/** "    0010  00 00 00 3b …  ...;". */
function octetLine(octets: Uint8Array, from: number): string {
  const line = octets.subarray(from, from + OCTETS_A_LINE);
  const hex = Array.from(line, (octet) => octet.toString(16).padStart(2, '0')).join(' ');
  const text = Array.from(line, (octet) =>
    octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.',
  ).join('');
  return `    ${from.toString(16).padStart(4, '0')}  ${hex.padEnd(OCTETS_A_LINE * 3 - 1)}  ${text}`;
}
