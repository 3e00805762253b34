import { gsmDefaultLocking, gsmDefaultSingleShift } from '../tables/gsm-default';
import {
  hexOctet,
  REPLACEMENT,
  unencodable,
  type DecodedText,
  type DecodeProblem,
  type EncodedText,
} from './text-problems';

const ESCAPE = 0x1b;
const NOT_IN_ALPHABET = 0xffff;
/** Marks, in the table below, a septet that needs the escape before it. */
const NEEDS_ESCAPE = 0x100;

const extension = new Map<number, string>(gsmDefaultSingleShift);
const characterCodes = Uint16Array.from(gsmDefaultLocking, (character) => character.charCodeAt(0));
/** By UTF-16 unit: the septet, with `NEEDS_ESCAPE` for the extension table. Nothing of GSM 7-bit lies above U+20AC. */
const septets = new Uint16Array(0x20ad).fill(NOT_IN_ALPHABET);
characterCodes.forEach((code, septet) => {
  if (septet !== ESCAPE) septets[code] = septet;
});
for (const [septet, character] of gsmDefaultSingleShift) {
  septets[character.charCodeAt(0)] = septet | NEEDS_ESCAPE;
}

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
  const octets = new Uint8Array(text.length * 2);
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const septet = septets[text.charCodeAt(index)] ?? NOT_IN_ALPHABET;
    if (septet === NOT_IN_ALPHABET) return unencodable(text, index, 'GSM 7-bit');
    if (septet >= NEEDS_ESCAPE) {
      octets[length] = ESCAPE;
      length += 1;
    }
    octets[length] = septet & 0x7f;
    length += 1;
  }
  return { ok: true, octets: octets.slice(0, length) };
}

/**
 * Reads unpacked septets. An escape pair that is not in the extension table shows the character of the main table, an
 * escape followed by another or by nothing shows a space (3GPP TS 23.038 section 6.2.1.1); an octet above 0x7F shows
 * the replacement character. Each of these is also told as a problem.
 */
export function decodeGsm7(octets: Uint8Array): DecodedText {
  let text = '';
  const problems: DecodeProblem[] = [];
  const tell = (offset: number, sentence: string): void => {
    problems.push({ offset, sentence });
  };
  for (let offset = 0; offset < octets.length; offset += 1) {
    const octet = octets[offset] ?? 0;
    if (octet > 0x7f) {
      text += REPLACEMENT;
      tell(offset, `Octet ${hexOctet(octet)} is no septet of GSM 7-bit.`);
    } else if (octet !== ESCAPE) {
      text += gsmDefaultLocking.charAt(octet);
    } else {
      const next = octets[offset + 1];
      if (next === undefined) {
        text += ' ';
        tell(offset, 'The text ends with the GSM 7-bit escape 0x1B.');
      } else if (next > 0x7f) {
        text += ' ';
        tell(offset, `The GSM 7-bit escape is followed by ${hexOctet(next)}, which is no septet.`);
      } else {
        offset += 1;
        const character = extension.get(next);
        if (character === undefined) {
          text += next === ESCAPE ? ' ' : gsmDefaultLocking.charAt(next);
          tell(offset - 1, `The GSM 7-bit extension table has no character at ${hexOctet(next)}.`);
        } else {
          text += character;
        }
      }
    }
  }
  return { text, problems };
}
