import { areaOctets } from '#shared/model/broadcast-area';
import type { BroadcastOptions, TlvEntry } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import type { Tlv } from '#shared/smpp/pdu';
import { tlvDefinitions, type TlvDefinition } from '#shared/smpp/tables/tlvs';
import { tlv } from '#shared/smpp/tlv';

/** The octets of an entry, or a sentence that says why there are none. */
export function tlvOfEntry(entry: TlvEntry): Tlv | string {
  if (entry.kind === 'tag') return { tag: entry.tag, value: octetsOfHex(entry.hex) };
  const definition = definitionNamed(entry.name);
  if (definition === undefined) {
    return `There is no TLV named ${entry.name}. Give its tag and octets.`;
  }
  const value = valueOf(definition, entry.value);
  return typeof value === 'string' ? value : { tag: definition.tag, value };
}

/** A value as a person writes it: a number in decimal or after 0x, a text, or pairs of hexadecimal digits. */
function valueOf({ name, type, minLength, maxLength }: TlvDefinition, written: string): Uint8Array | string {
  switch (type) {
    case 'integer':
      return integerOctets(name, written.trim(), minLength, maxLength);
    case 'cString':
      return latin1(name, `${written}\0`);
    case 'text':
      return latin1(name, written);
    case 'octets':
    case 'userData':
    case 'structure':
      return hexOctets(name, written);
  }
}

function hexOctets(name: string, written: string): Uint8Array | string {
  const digits = written.replace(/^\s*0x/i, '');
  const isHex = /^(?:\s*[0-9a-f]{2})*\s*$/i.test(digits);
  return isHex ? octetsOfHex(digits) : `${name} is octets: write pairs of hexadecimal digits.`;
}

function integerOctets(name: string, written: string, min: number, max: number): Uint8Array | string {
  if (!/^(?:\d{1,10}|0x[0-9a-f]{1,8})$/i.test(written)) return `${name} is a number.`;
  const value = Number(written);
  let length = Math.max(1, min);
  while (length < Math.min(max, 4) && value >= 2 ** (8 * length)) length += 1;
  if (value >= 2 ** (8 * length))
    return `${name} has ${length} ${length === 1 ? 'octet' : 'octets'}, and ${written} does not fit.`;
  return Uint8Array.from({ length }, (_, index) => (value / 2 ** (8 * (length - 1 - index))) & 0xff);
}

function latin1(name: string, written: string): Uint8Array | string {
  if (!/^[\u0000-\u00ff]*$/.test(written)) return `${name} holds characters of Latin-1 only.`;
  return Uint8Array.from(written, (character) => character.charCodeAt(0));
}

export function octetsOfHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
}

function definitionNamed(name: string): TlvDefinition | undefined {
  const definitions: Readonly<Record<string, TlvDefinition>> = tlvDefinitions;
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

function valueOfArea(format: number, value: string): Uint8Array {
  const octets = areaOctets(format, value);
  if (typeof octets === 'string') throw new RpcError('invalid-input', octets, { broadcast: octets });
  return octets;
}

/** The TLVs of a broadcast (SMPP 5.0 section 4.4.1.1). */
export function broadcastTlvs(options: BroadcastOptions): Tlv[] {
  const { areas, networkType, service, repetitions, intervalUnit, interval } = options;
  return [
    ...areas.map(({ format, value }) =>
      tlv('broadcast_area_identifier', Uint8Array.of(format, ...valueOfArea(format, value))),
    ),
    tlv('broadcast_content_type', Uint8Array.of(networkType, service >> 8, service & 0xff)),
    tlv('broadcast_rep_num', Uint8Array.of(repetitions >> 8, repetitions & 0xff)),
    tlv('broadcast_frequency_interval', Uint8Array.of(intervalUnit, interval >> 8, interval & 0xff)),
  ];
}
