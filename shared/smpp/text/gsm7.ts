import { gsmDefaultLocking, gsmDefaultSingleShift } from '../tables/gsm-default';
import {
  hexOctet,
  REPLACEMENT_UNIT,
  textOfUnits,
  unencodable,
  type DecodedText,
  type DecodeProblem,
  type EncodedText,
} from './text-problems';

const ESCAPE = 0x1b;
const NOT_IN_ALPHABET = 0xffff;
/** Marks, in the table below, a septet that needs the escape before it. */
const NEEDS_ESCAPE = 0x100;

const SPACE = 0x20;

const lockingUnits = Array.from(gsmDefaultLocking, (character) => character.charCodeAt(0));
const shiftedUnits = new Map(
  gsmDefaultSingleShift.map(([septet, character]) => [septet, character.charCodeAt(0)]),
);
/** By UTF-16 unit: the septet, with `NEEDS_ESCAPE` for the extension table. Nothing of GSM 7-bit lies above U+20AC. */
const septets = new Uint16Array(0x20ad).fill(NOT_IN_ALPHABET);
lockingUnits.forEach((unit, septet) => {
  if (septet !== ESCAPE) septets[unit] = septet;
});
shiftedUnits.forEach((unit, septet) => {
  septets[unit] = septet | NEEDS_ESCAPE;
});

/** Septets that the UTF-16 unit costs: 1, 2 for the extension table, 0 when the alphabet does not have it. */
export function gsm7Cost(unit: number): 0 | 1 | 2 {
  const septet = septets[unit] ?? NOT_IN_ALPHABET;
  if (septet === NOT_IN_ALPHABET) return 0;
  return septet >= NEEDS_ESCAPE ? 2 : 1;
}

/** True when every character of the text is in GSM 03.38 or its extension table. */
export function isGsm7(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (gsm7Cost(text.charCodeAt(index)) === 0) return false;
  }
  return true;
}

/** Unpacked: one septet an octet, the high bit clear, as GSM 7-bit normally travels in SMPP. */
export function encodeGsm7(text: string): EncodedText {
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const cost = gsm7Cost(text.charCodeAt(index));
    if (cost === 0) return unencodable(text, index, 'GSM 7-bit');
    length += cost;
  }
  const octets = new Uint8Array(length);
  for (let index = 0, offset = 0; index < text.length; index += 1) {
    const septet = septets[text.charCodeAt(index)] ?? NOT_IN_ALPHABET;
    if (septet >= NEEDS_ESCAPE) {
      octets[offset] = ESCAPE;
      offset += 1;
    }
    octets[offset] = septet & 0x7f;
    offset += 1;
  }
  return { ok: true, octets };
}

/**
 * Reads unpacked septets. An escape pair that is not in the extension table shows the character of the main table, an
 * escape followed by another or by nothing shows a space (3GPP TS 23.038 section 6.2.1.1); an octet above 0x7F shows
 * the replacement character. Each of these is also told as a problem.
 */
export function decodeGsm7(octets: Uint8Array): DecodedText {
  const units = new Array<number>(octets.length);
  const problems: DecodeProblem[] = [];
  let length = 0;
  for (let offset = 0; offset < octets.length; offset += 1) {
    const octet = octets[offset] ?? 0;
    let unit = SPACE;
    if (octet > 0x7f) {
      unit = REPLACEMENT_UNIT;
      problems.push({ offset, sentence: `Octet ${hexOctet(octet)} is no septet of GSM 7-bit.` });
    } else if (octet !== ESCAPE) {
      unit = lockingUnits[octet] ?? SPACE;
    } else {
      const next = octets[offset + 1];
      const problem = next === undefined || next > 0x7f ? brokenEscape(next) : unknownPair(next);
      if (problem !== null) problems.push({ offset, sentence: problem });
      if (next !== undefined && next <= 0x7f) {
        unit = shiftedUnits.get(next) ?? (next === ESCAPE ? SPACE : (lockingUnits[next] ?? SPACE));
        offset += 1;
      }
    }
    units[length] = unit;
    length += 1;
  }
  units.length = length;
  return { text: textOfUnits(units), problems };
}

function brokenEscape(next: number | undefined): string {
  return next === undefined
    ? 'The text ends with the GSM 7-bit escape 0x1B.'
    : `The GSM 7-bit escape is followed by ${hexOctet(next)}, which is no septet.`;
}

function unknownPair(septet: number): string | null {
  return shiftedUnits.has(septet)
    ? null
    : `The GSM 7-bit extension table has no character at ${hexOctet(septet)}.`;
}
