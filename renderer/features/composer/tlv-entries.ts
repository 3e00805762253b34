import type { TlvEntry } from '#shared/model/submission';
import { hexFromOctets, octetsFromHex } from '#shared/lib/hex';
import { tlvDefinitions, type TlvDefinition } from '#shared/smpp/tables/tlvs';
import { packEntryOf, type TlvPackEntry } from '#shared/smpp/tlv-packs';
import type { TlvDraft } from './draft';
import { readNumber } from './numbers';

export type TlvReading =
  | { readonly ok: true; readonly entry: TlvEntry; readonly tag: number; readonly length: number }
  | { readonly ok: false; readonly sentence: string };

export function definitionOf(name: string): TlvDefinition | undefined {
  const definitions: Readonly<Record<string, TlvDefinition>> = tlvDefinitions;
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined;
}

/** What an optional parameter is made into, or why it cannot be. */
export function readTlv(draft: TlvDraft): TlvReading {
  switch (draft.kind) {
    case 'tag': {
      const tag = readNumber(draft.tag, 0, 0xffff);
      if (tag === null) return wrong('Enter a tag from 0x0000 to 0xFFFF.');
      return asTag(tag, octetsOf(draft.hex));
    }
    case 'pack': {
      const entry = packEntryOf(draft.pack, draft.tag);
      if (entry === undefined) return wrong(`The pack ${draft.pack} has no such TLV any more. Remove it.`);
      return asTag(draft.tag, packValue(entry, draft.value));
    }
    case 'name': {
      const definition = definitionOf(draft.name);
      if (definition === undefined)
        return wrong(`There is no TLV named ${draft.name}. Give its tag and octets.`);
      // An integer of no octets has no digits to write: it goes by its tag.
      const isEmptyInteger = definition.type === 'integer' && definition.minLength === 0;
      if (isEmptyInteger && draft.value.trim() === '') return asTag(definition.tag, new Uint8Array(0));
      const value = namedValue(definition, draft.value);
      if (typeof value === 'string') return wrong(value);
      const { name } = draft;
      const isOctets = !['integer', 'cString', 'text'].includes(definition.type);
      const written = isOctets ? hexFromOctets(value) : draft.value;
      return {
        ok: true,
        entry: { kind: 'name', name, value: written },
        tag: definition.tag,
        length: value.length,
      };
    }
  }
}

function asTag(tag: number, value: Uint8Array | string): TlvReading {
  if (typeof value === 'string') return wrong(value);
  return { ok: true, entry: { kind: 'tag', tag, hex: hexFromOctets(value) }, tag, length: value.length };
}

const wrong = (sentence: string): TlvReading => ({ ok: false, sentence });

function namedValue({ type, minLength, maxLength }: TlvDefinition, typed: string): Uint8Array | string {
  switch (type) {
    case 'integer':
      return integerOctets(typed, Math.max(1, minLength), maxLength);
    case 'cString':
      return latin1Octets(`${typed}\0`);
    case 'text':
      return latin1Octets(typed);
    case 'octets':
    case 'userData':
    case 'structure':
      return octetsOf(typed);
  }
}

function packValue({ type, maxLength }: TlvPackEntry, typed: string): Uint8Array | string {
  if (typed === '') return 'Enter a value.';
  const value =
    type === 'integer'
      ? integerOctets(typed, maxLength, maxLength)
      : type === 'hex'
        ? octetsOf(typed)
        : latin1Octets(type === 'cString' ? `${typed}\0` : typed);
  if (typeof value === 'string' || value.length <= maxLength) return value;
  return `Use at most ${maxLength} octets; this has ${value.length}.`;
}

function integerOctets(typed: string, min: number, max: number): Uint8Array | string {
  const most = Math.min(max, 4);
  const highest = 256 ** most - 1;
  const value = readNumber(typed, 0, highest);
  if (value === null) return `Enter a number from 0 to ${highest}.`;
  let length = Math.min(min, 4);
  while (length < most && value >= 256 ** length) length += 1;
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) & 0xff);
}

function latin1Octets(text: string): Uint8Array | string {
  if (!/^[\u0000-\u00ff]*$/.test(text))
    return 'Use characters of Latin-1 only; SMPP sends this octet by octet.';
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function octetsOf(typed: string): Uint8Array | string {
  const octets = octetsFromHex(typed.replaceAll(/[\s:]/g, ''));
  return octets ?? 'Write octets as pairs of hexadecimal digits, such as “05 00 03”.';
}
