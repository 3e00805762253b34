import { assertNever } from '../../lib/assert-never';
import { encodeText, type Alphabet } from './alphabets';
import { gsm7Codec, type ShiftTables } from './gsm7';
import type { EncodedText } from './text-problems';

/** One alphabet as the planning of a message needs it: what a character costs, and its octets before packing. */
export interface TextCodec {
  /** Septets, octets, or UTF-16 units of UCS-2 that this UTF-16 unit takes; 0 when the alphabet does not have it. */
  cost(unit: number): number;
  /** GSM 7-bit unpacked, also where it is packed afterwards. */
  encode(text: string): EncodedText;
}

export function textCodec(encoding: Alphabet, tables: ShiftTables): TextCodec {
  switch (encoding) {
    case 'gsm7':
    case 'gsm7-packed':
      return gsm7Codec(tables);
    case 'latin1':
      return { cost: (unit) => (unit <= 0xff ? 1 : 0), encode: (text) => encodeText(text, 'latin1') };
    case 'ascii':
      return { cost: (unit) => (unit <= 0x7f ? 1 : 0), encode: (text) => encodeText(text, 'ascii') };
    case 'ucs2':
      return { cost: () => 1, encode: (text) => encodeText(text, 'ucs2') };
    default:
      return assertNever(encoding, 'encoding');
  }
}

/** True when the whole text can be written; half a surrogate pair never can. */
export function canWrite(text: string, codec: TextCodec): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (codec.cost(unit) === 0 || isUnpairedSurrogate(text, index)) return false;
  }
  return true;
}

export function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

export function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

export function isUnpairedSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (isHighSurrogate(unit)) return !isLowSurrogate(text.charCodeAt(index + 1));
  return isLowSurrogate(unit) && !isHighSurrogate(text.charCodeAt(index - 1));
}
