import { compiledById } from '../smpp/codec/compiled';
import { readUint32 } from '../smpp/codec/octets';
import { DEFAULT_MAX_PDU_OCTETS } from '../smpp/framer';
import { HEADER_OCTETS } from '../smpp/pdu';
import { RESPONSE_BIT } from '../smpp/tables/commands';

/** Largest command_status that a header is believed with: 3.4 and 5.0 define two octets of it. */
const MAX_STATUS = 0xffff;
/** Requests that only an ESME sends; by their ids. */
const esmeRequests: ReadonlySet<number> = new Set([
  0x01, 0x02, 0x03, 0x04, 0x07, 0x08, 0x09, 0x21, 0x22, 0x23, 0x24, 0x111, 0x112, 0x113,
]);
/** deliver_sm, outbind, alert_notification. */
const smscRequests: ReadonlySet<number> = new Set([0x05, 0x0b, 0x102]);

export function isPduLength(length: number): boolean {
  return length >= HEADER_OCTETS && length <= DEFAULT_MAX_PDU_OCTETS;
}

/** Who must have sent this command: true for the ESME, false for the SMSC, null where both may. */
export function isSentByEsme(commandId: number): boolean | null {
  const isResponse = commandId >= RESPONSE_BIT;
  const request = isResponse ? commandId - RESPONSE_BIT : commandId;
  if (esmeRequests.has(request)) return !isResponse;
  return smscRequests.has(request) ? isResponse : null;
}

/** Where a PDU's header stands that the octets themselves speak for; -1 when there is none. */
export function findHeader(octets: Uint8Array, from: number, to: number): number {
  const last = to - HEADER_OCTETS;
  for (let at = from; at <= last; at += 1) {
    if (isHeader(octets, at) && (at === from || isFollowed(octets, at, to))) return at;
  }
  return -1;
}

function isHeader(octets: Uint8Array, at: number): boolean {
  // No length has anything in its first octet: most places are passed over at once.
  if (octets[at] !== 0 || (octets[at + 4] ?? 0) % 0x80 !== 0) return false;
  if (!isPduLength(readUint32(octets, at)) || compiledById(readUint32(octets, at + 4)) === undefined)
    return false;
  return readUint32(octets, at + 8) <= MAX_STATUS;
}

/** What lies behind it looks like a PDU as well, as far as it is there. */
function isFollowed(octets: Uint8Array, at: number, to: number): boolean {
  const next = at + readUint32(octets, at);
  if (next + 8 > to) return true;
  return isPduLength(readUint32(octets, next)) && isCommandLike(readUint32(octets, next + 4));
}

/** Commands of vendors and of later versions are numbered close to those that are known. */
function isCommandLike(commandId: number): boolean {
  const request = commandId >= RESPONSE_BIT ? commandId - RESPONSE_BIT : commandId;
  return request <= 0x0102_ffff;
}
