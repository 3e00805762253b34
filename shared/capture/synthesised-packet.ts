import type { OctetOutput } from './octet-output';
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

const HEADERS = IP_HEADER + TCP_HEADER;
const isLittleEndianMachine = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Writes the headers of an IPv4 packet (RFC 791) with TCP (RFC 9293) at `offset`, a multiple of four; the payload of
 * `length` octets stands behind them already, filled up with zeros to a multiple of four. Both checksums are right.
 */
export function writePacketHeaders(
  output: OctetOutput,
  offset: number,
  length: number,
  addresses: SessionAddresses,
  isFromEsme: boolean,
  sequence: number,
  acknowledged: number,
): void {
  const { view, words, halves } = output;
  const total = HEADERS + length;
  // Version 4, five words of header, no type of service.
  view.setUint32(offset, 0x45000000 | total);
  // Not fragmented, and not to be.
  view.setUint32(offset + 4, 0x00004000);
  // 64 hops to live.
  view.setUint32(offset + 8, 0x40000000 | (PROTOCOL_TCP << 16));
  view.setUint32(offset + 12, isFromEsme ? addresses.esme : addresses.smsc);
  view.setUint32(offset + 16, isFromEsme ? addresses.smsc : addresses.esme);
  const tcp = offset + IP_HEADER;
  const { esmePort } = addresses;
  view.setUint32(tcp, isFromEsme ? (esmePort << 16) | SMPP_PORT : (SMPP_PORT << 16) | esmePort);
  view.setUint32(tcp + 4, sequence);
  view.setUint32(tcp + 8, acknowledged);
  view.setUint32(tcp + 12, 0x5000ffff | ((length === 0 ? ACK : PUSH_AND_ACK) << 16));
  view.setUint32(tcp + 16, 0);

  // Ones' complement sums are the same in either order of octets (RFC 1071), so the machine's own serves.
  const first = offset >>> 2;
  const addressSum = sumOf(words, first + 3, first + 5);
  halves[(offset + 10) >>> 1] = ~folded(addressSum + sumOf(words, first, first + 3));
  const pseudoHeader = addressSum + inNetworkOrder(PROTOCOL_TCP) + inNetworkOrder(TCP_HEADER + length);
  const sum = sumOf(words, first + 5, first + ((total + 3) >>> 2));
  halves[(tcp + 16) >>> 1] = ~folded(pseudoHeader + sum);
}

/** Of words from `from` to `to`: of a packet's at most, which a number holds exactly. */
function sumOf(words: Uint32Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index += 1) sum += words[index] ?? 0;
  return sum;
}

/** As the machine would read a number of two octets that stands in a packet. */
function inNetworkOrder(value: number): number {
  return isLittleEndianMachine ? ((value & 0xff) << 8) | (value >>> 8) : value;
}

/** A sum of words as a ones' complement sum of 16 bits (RFC 1071). */
function folded(sum: number): number {
  const high = Math.floor(sum / 0x1_0000_0000);
  let rest = (high >>> 16) + (high & 0xffff) + ((sum >>> 16) & 0xffff) + (sum & 0xffff);
  while (rest > 0xffff) rest = (rest & 0xffff) + (rest >>> 16);
  return rest;
}
