import { assertNever } from '../../lib/assert-never';
import type { TextEncoding } from '../../model/message';
import { latin1FromOctets } from '../latin1';
import { decodeGsm7, encodeGsm7, isGsm7 } from './gsm7';
import { packSeptets, unpackSeptets } from './septets';
import {
  hexOctet,
  REPLACEMENT_UNIT,
  textOfUnits,
  unencodable,
  unicodeName,
  type DecodedText,
  type DecodeProblem,
  type EncodedText,
} from './text-problems';

/** The alphabets that text can be written in; `binary` is octets and no text. */
export type Alphabet = Exclude<TextEncoding, 'binary'>;

/** The text's octets, or the first character that the alphabet does not have. Nothing is ever replaced. */
export function encodeText(text: string, encoding: Alphabet): EncodedText {
  switch (encoding) {
    case 'gsm7':
      return encodeGsm7(text);
    case 'gsm7-packed':
      return encodeGsm7Packed(text);
    case 'latin1':
      return encodeSingleOctets(text, 0xff, 'Latin-1');
    case 'ascii':
      return encodeSingleOctets(text, 0x7f, 'ASCII');
    case 'ucs2':
      return encodeUcs2(text);
    default:
      return assertNever(encoding, 'encoding');
  }
}

/** Never fails: what the alphabet does not allow is shown as well as it can be and told as a problem. */
export function decodeText(octets: Uint8Array, encoding: TextEncoding): DecodedText {
  switch (encoding) {
    case 'gsm7':
      return decodeGsm7(octets);
    case 'gsm7-packed':
      return decodeGsm7Packed(octets);
    case 'latin1':
      return { text: latin1FromOctets(octets), problems: [] };
    case 'ascii':
      return decodeAscii(octets);
    case 'ucs2':
      return decodeUcs2(octets);
    case 'binary':
      return { text: hexText(octets), problems: [] };
    default:
      return assertNever(encoding, 'encoding');
  }
}

/** GSM 7-bit where every character is in it, else UCS-2. */
export function chooseEncoding(text: string): 'gsm7' | 'ucs2' {
  return isGsm7(text) ? 'gsm7' : 'ucs2';
}

/** "05 00 03", two digits an octet. */
export function hexText(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(' ');
}

function encodeGsm7Packed(text: string): EncodedText {
  const encoded = encodeGsm7(text);
  return encoded.ok ? { ok: true, octets: packSeptets(encoded.octets, 0) } : encoded;
}

function decodeGsm7Packed(octets: Uint8Array): DecodedText {
  const { text, problems } = decodeGsm7(unpackSeptets(octets, 0));
  return { text, problems: problems.map((problem) => ({ ...problem, offset: (problem.offset * 7) >> 3 })) };
}

function encodeSingleOctets(text: string, highest: number, alphabetName: string): EncodedText {
  const octets = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > highest) return unencodable(text, index, alphabetName);
    octets[index] = unit;
  }
  return { ok: true, octets };
}

function decodeAscii(octets: Uint8Array): DecodedText {
  const problems: DecodeProblem[] = [];
  octets.forEach((octet, offset) => {
    if (octet > 0x7f) {
      problems.push({
        offset,
        sentence: `Octet ${hexOctet(octet)} is not ASCII; shown as the Latin-1 character.`,
      });
    }
  });
  return { text: latin1FromOctets(octets), problems };
}

/** UTF-16BE: surrogate pairs are sent, as everybody does, and cost two units. Half a pair is refused. */
function encodeUcs2(text: string): EncodedText {
  const octets = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (isUnpairedSurrogate(text, index)) return unencodable(text, index, 'UCS-2');
    octets[index * 2] = unit >> 8;
    octets[index * 2 + 1] = unit & 0xff;
  }
  return { ok: true, octets };
}

/** A byte order mark stays in the text; an odd last octet shows the replacement character. */
function decodeUcs2(octets: Uint8Array): DecodedText {
  const problems: DecodeProblem[] = [];
  const units = new Array<number>(octets.length >> 1);
  let hasSurrogate = false;
  for (let index = 0; index < units.length; index += 1) {
    const unit = ((octets[index * 2] ?? 0) << 8) | (octets[index * 2 + 1] ?? 0);
    units[index] = unit;
    hasSurrogate ||= unit >= 0xd800 && unit <= 0xdfff;
  }
  if (octets.length % 2 === 1) units.push(REPLACEMENT_UNIT);
  const text = textOfUnits(units);
  for (let index = 0; hasSurrogate && index < text.length; index += 1) {
    if (!isUnpairedSurrogate(text, index)) continue;
    const name = unicodeName(text.charCodeAt(index));
    problems.push({
      offset: index * 2,
      sentence: `${name} is half of a surrogate pair without its other half.`,
    });
  }
  if (octets.length % 2 === 1) {
    const last = hexOctet(octets[octets.length - 1] ?? 0);
    problems.push({
      offset: octets.length - 1,
      sentence: `UCS-2 takes two octets a character; the last octet ${last} stands alone.`,
    });
  }
  return { text, problems };
}

function isUnpairedSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0xd800 || unit > 0xdfff) return false;
  const other = unit < 0xdc00 ? text.charCodeAt(index + 1) : text.charCodeAt(index - 1);
  return unit < 0xdc00 ? !(other >= 0xdc00 && other <= 0xdfff) : !(other >= 0xd800 && other <= 0xdbff);
}
