import { readUint16, readUint32 } from '../smpp/codec/octets';
import { linkTypes } from './pcapng-format';

export const tcpFlags = { fin: 0x01, syn: 0x02, rst: 0x04, ack: 0x10 } as const;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;
const vlanTypes: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100, 0x9200]);
const PROTOCOL_TCP = 6;
const PROTOCOL_FRAGMENT = 44;
const PROTOCOL_AUTHENTICATION = 51;
/** Hop-by-hop, routing and destination options: length in the second octet, in units of eight (RFC 8200). */
const extensionHeaders: ReadonlySet<number> = new Set([0, 43, 60]);

/** Why a packet has nothing to say here. */
export type PacketVerdict = 'tcp' | 'other' | 'fragment' | 'malformed' | 'unknown-link';

/** The packet that is being looked at: one object for all of them. */
export class TcpPacket {
  /** Where the addresses stand, and how long each is: 4 or 16. */
  sourceAt = 0;
  destinationAt = 0;
  addressLength = 4;
  sourcePort = 0;
  destinationPort = 0;
  sequence = 0;
  acknowledged = 0;
  flags = 0;
  /** The payload that was captured. */
  start = 0;
  end = 0;
  /** Octets of the payload that were not captured. */
  missing = 0;

  /** Looks at the packet in `octets` from `from` to `to`. Never throws; nothing beyond `to` is looked at. */
  parse(octets: Uint8Array, from: number, to: number, linkType: number): PacketVerdict {
    switch (linkType) {
      case linkTypes.raw:
      case linkTypes.rawDlt:
      case linkTypes.rawOpenBsd:
      case linkTypes.ipv4:
      case linkTypes.ipv6:
        return this.#parseIp(octets, from, to);
      case linkTypes.ethernet:
        return this.#parseTyped(octets, from + 12, to);
      case linkTypes.linuxCooked:
        return this.#parseTyped(octets, from + 14, to);
      case linkTypes.linuxCooked2:
        return this.#parseEthertype(octets, from + 20, to, readUint16(octets, from));
      case linkTypes.null:
      case linkTypes.loop:
        // The family of the protocol, as the capturing system numbers it: the version field of IP says enough.
        return this.#parseIp(octets, from + 4, to);
      default:
        return 'unknown-link';
    }
  }

  /** From where an EtherType stands; VLAN tags are passed over. */
  #parseTyped(octets: Uint8Array, from: number, to: number): PacketVerdict {
    let at = from;
    let type = readUint16(octets, at);
    while (vlanTypes.has(type) && at + 6 <= to) {
      at += 4;
      type = readUint16(octets, at);
    }
    return this.#parseEthertype(octets, at + 2, to, type);
  }

  #parseEthertype(octets: Uint8Array, from: number, to: number, type: number): PacketVerdict {
    if (from > to) return 'malformed';
    return type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6 ? this.#parseIp(octets, from, to) : 'other';
  }

  #parseIp(octets: Uint8Array, from: number, to: number): PacketVerdict {
    if (from + 20 > to) return 'malformed';
    const version = (octets[from] ?? 0) >> 4;
    if (version === 4) return this.#parseIpv4(octets, from, to);
    return version === 6 ? this.#parseIpv6(octets, from, to) : 'other';
  }

  #parseIpv4(octets: Uint8Array, from: number, to: number): PacketVerdict {
    const headerLength = ((octets[from] ?? 0) & 0x0f) * 4;
    const total = readUint16(octets, from + 2);
    if (headerLength < 20) return 'malformed';
    if (octets[from + 9] !== PROTOCOL_TCP) return 'other';
    // An offset, or more fragments to come.
    if ((readUint16(octets, from + 6) & 0x3fff) !== 0) return 'fragment';
    this.sourceAt = from + 12;
    this.destinationAt = from + 16;
    this.addressLength = 4;
    // The length is 0 where the network card cut the packet after it was captured.
    return this.#parseTcp(octets, from + headerLength, to, total === 0 ? to : from + total);
  }

  #parseIpv6(octets: Uint8Array, from: number, to: number): PacketVerdict {
    if (from + 40 > to) return 'malformed';
    const length = readUint16(octets, from + 4);
    this.sourceAt = from + 8;
    this.destinationAt = from + 24;
    this.addressLength = 16;
    let next = octets[from + 6] ?? 0;
    let at = from + 40;
    while (next !== PROTOCOL_TCP) {
      if (at + 8 > to) return 'other';
      const following = octets[at] ?? 0;
      const words = octets[at + 1] ?? 0;
      if (extensionHeaders.has(next)) at += (words + 1) * 8;
      else if (next === PROTOCOL_AUTHENTICATION) at += (words + 2) * 4;
      else if (next !== PROTOCOL_FRAGMENT) return 'other';
      else if ((readUint16(octets, at + 2) & 0xfff9) !== 0) return 'fragment';
      else at += 8;
      next = following;
    }
    return this.#parseTcp(octets, at, to, length === 0 ? to : from + 40 + length);
  }

  /** `to` ends what was captured, `end` what was sent; behind it may be padding. */
  #parseTcp(octets: Uint8Array, at: number, to: number, end: number): PacketVerdict {
    if (at + 20 > Math.min(to, end)) return 'malformed';
    const headerLength = ((octets[at + 12] ?? 0) >> 4) * 4;
    const start = at + headerLength;
    if (headerLength < 20 || start > end) return 'malformed';
    this.sourcePort = readUint16(octets, at);
    this.destinationPort = readUint16(octets, at + 2);
    this.sequence = readUint32(octets, at + 4);
    this.acknowledged = readUint32(octets, at + 8);
    this.flags = octets[at + 13] ?? 0;
    this.start = Math.min(start, to);
    this.end = Math.min(end, to);
    this.missing = end - Math.max(start, this.end);
    return 'tcp';
  }
}
