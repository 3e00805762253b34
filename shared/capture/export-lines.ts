import { hexFromOctets } from '../lib/hex';
import type { ExportedRecord } from './exported-record';
import { pduLine } from './pdu-line';
import { timeText } from './time-text';

/** A line of JSON: a PDU as `trunkline listen` prints it, or what else the row has to say. */
export function jsonLine({
  number,
  kind,
  timeNs,
  direction,
  session,
  octets,
  sentence,
  reading,
}: ExportedRecord): string {
  const head = { number, session: session.id, trunk: session.name, kind };
  const time = timeText(timeNs);
  const line =
    kind === 'pdu'
      ? { ...head, ...pduLine(direction, octets, time, reading) }
      : { ...head, time, direction, reason: sentence, hex: hexFromOctets(octets) };
  return `${JSON.stringify(line)}\n`;
}

/**
 * What is known of a record after a "#", then its octets on a line of their own: any tool reads the octets, and
 * `readHexText` reads both.
 */
export function hexLine({
  number,
  kind,
  timeNs,
  direction,
  session,
  octets,
  sentence,
}: ExportedRecord): string {
  const { id, name, role, localAddress: local, remoteAddress: remote } = session;
  const time = timeText(timeNs);
  const head = { number, kind, time, direction, session: id, trunk: name, role, local, remote };
  const more = kind === 'pdu' ? {} : { reason: sentence };
  return `# ${JSON.stringify({ ...head, ...more })}\n${hexFromOctets(octets)}\n`;
}
