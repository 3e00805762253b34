import { latin1FromOctets } from './latin1';
import type { Pdu, Tlv } from './pdu';
import { tlvDefinitions, type TlvDefinition, type TlvName } from './tables/tlvs';

const byTag = new Map<number, TlvDefinition & { readonly name: TlvName }>(
  Object.values(tlvDefinitions).map((definition) => [definition.tag, definition]),
);

/** Undefined for tags that neither 3.4 nor 5.0 defines, the vendors' among them. */
export function tlvDefinition(tag: number): (TlvDefinition & { readonly name: TlvName }) | undefined {
  return byTag.get(tag);
}

/** "receipted_message_id"; "0x1403" for a tag that has no name. */
export function tlvName(tag: number): string {
  return byTag.get(tag)?.name ?? `0x${tag.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The first TLV of this name; undefined when there is none, and for unknown commands. */
export function findTlv(pdu: Pdu, name: TlvName): Tlv | undefined {
  if (pdu.command === 'unknown') return undefined;
  const { tag } = tlvDefinitions[name];
  return pdu.tlvs.find((tlv) => tlv.tag === tag);
}

/** A TLV of this name with a value as given; the length is the caller's to choose (see the table). */
export function tlv(name: TlvName, value: Uint8Array): Tlv {
  return { tag: tlvDefinitions[name].tag, value };
}

/** The value as an unsigned integer of one to four octets, whatever length the sender gave it; null for any other. */
export function readTlvInteger({ value }: Tlv): number | null {
  if (value.length === 0 || value.length > 4) return null;
  return value.reduce((number, octet) => number * 256 + octet, 0);
}

/** The value as Latin-1 text up to its NUL; many senders leave the NUL out. */
export function readTlvCString({ value }: Tlv): string {
  const nul = value.indexOf(0);
  return latin1FromOctets(value, 0, nul < 0 ? value.length : nul);
}
