import { IP_HEADER, SMPP_PORT, TCP_HEADER } from './pcapng-format';

const PROTOCOL_TCP = 6;
const ACK = 0x10;
const PUSH_AND_ACK = 0x18;
const FIRST_EPHEMERAL_PORT = 49_152;
const EPHEMERAL_PORTS = 16_384;

/** The addresses that stand for a session: one pair for each, always the same, from the private 10.0.0.0/8. */
export interface SessionAddresses {
  readonly esme: number;
  readonly smsc: number;
  readonly esmePort: number;
}

export function addressesOf(sessionId: number): SessionAddresses {
  const host = (sessionId + 1) % 0x800000;
  return {
    esme: 0x0a000000 + host,
    smsc: 0x0a800000 + host,
    esmePort: FIRST_EPHEMERAL_PORT + (sessionId % EPHEMERAL_PORTS),
  };
}

/**
 * Writes the headers of an IPv4 packet (RFC 791) with TCP (RFC 9293) at `offset`; the payload of `length` octets
 * stands behind them already. Both checksums are right.
 */
export function writePacketHeaders(
  octets: Uint8Array,
  view: DataView,
  offset: number,
  length: number,
  addresses: SessionAddresses,
  isFromEsme: boolean,
  sequence: number,
  acknowledged: number,
): void {
  const source = isFromEsme ? addresses.esme : addresses.smsc;
  const destination = isFromEsme ? addresses.smsc : addresses.esme;
  const total = IP_HEADER + TCP_HEADER + length;
  // Version 4, five words of header, no type of service.
  view.setUint16(offset, 0x4500);
  view.setUint16(offset + 2, total);
  // Not fragmented, and not to be.
  view.setUint32(offset + 4, 0x00004000);
  // 64 hops to live.
  view.setUint16(offset + 8, 0x4000 | PROTOCOL_TCP);
  view.setUint16(offset + 10, 0);
  view.setUint32(offset + 12, source);
  view.setUint32(offset + 16, destination);
  view.setUint16(offset + 10, folded(sumOf(octets, offset, offset + IP_HEADER)));

  const tcp = offset + IP_HEADER;
  view.setUint16(tcp, isFromEsme ? addresses.esmePort : SMPP_PORT);
  view.setUint16(tcp + 2, isFromEsme ? SMPP_PORT : addresses.esmePort);
  view.setUint32(tcp + 4, sequence);
  view.setUint32(tcp + 8, acknowledged);
  view.setUint16(tcp + 12, 0x5000 | (length === 0 ? ACK : PUSH_AND_ACK));
  view.setUint16(tcp + 14, 0xffff);
  view.setUint32(tcp + 16, 0);
  const pseudoHeader =
    (source >>> 16) +
    (source & 0xffff) +
    (destination >>> 16) +
    (destination & 0xffff) +
    PROTOCOL_TCP +
    (TCP_HEADER + length);
  view.setUint16(tcp + 16, folded(pseudoHeader + sumOf(octets, tcp, offset + total)));
}

function sumOf(octets: Uint8Array, from: number, to: number): number {
  let sum = 0;
  let index = from;
  for (; index + 1 < to; index += 2) sum += ((octets[index] ?? 0) << 8) | (octets[index + 1] ?? 0);
  if (index < to) sum += (octets[index] ?? 0) << 8;
  return sum;
}

/** The ones' complement of a ones' complement sum (RFC 1071). */
function folded(sum: number): number {
  let rest = sum;
  while (rest > 0xffff) rest = (rest & 0xffff) + Math.floor(rest / 0x10000);
  return ~rest & 0xffff;
}
