import { octetsFromHex } from '../lib/hex';

/** Format of an area that is named; the others are shapes of 3GPP TS 23.032, octet by octet. */
const NAMED_AREA = 0;
const MAX_AREA_OCTETS = 100;

/** The value of an area behind its format octet, or a sentence that says why there is none. */
export function areaOctets(format: number, typed: string): Uint8Array | string {
  const value = typed.trim();
  if (value === '') return 'Name each area that the message is to be broadcast in.';
  const octets = format === NAMED_AREA ? latin1(value) : octetsFromHex(value.replaceAll(/[\s:]/g, ''));
  if (octets === null) {
    return format === NAMED_AREA
      ? 'Use characters of Latin-1 only; SMPP sends the name octet by octet.'
      : 'Write the shape as pairs of hexadecimal digits (3GPP TS 23.032).';
  }
  if (octets.length <= MAX_AREA_OCTETS) return octets;
  return `An area has at most ${MAX_AREA_OCTETS} octets; this has ${octets.length}.`;
}

function latin1(text: string): Uint8Array | null {
  if (!/^[\u0000-\u00ff]*$/.test(text)) return null;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
