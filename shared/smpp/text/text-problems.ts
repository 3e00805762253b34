/** A character that an alphabet does not have. `position` is its UTF-16 index in the text, counted from 0. */
export interface UnencodableCharacter {
  readonly character: string;
  readonly codePoint: number;
  readonly position: number;
  /** What is wrong and where, for the screen; positions are counted from 1 there. */
  readonly sentence: string;
}

/** Octets that do not say what the alphabet allows. `offset` counts octets from 0. */
export interface DecodeProblem {
  readonly offset: number;
  readonly sentence: string;
}

export interface DecodedText {
  readonly text: string;
  readonly problems: readonly DecodeProblem[];
}

export type EncodedText =
  | { readonly ok: true; readonly octets: Uint8Array }
  | { readonly ok: false; readonly problem: UnencodableCharacter };

/** U+FFFD, shown where octets stand for no character; the problem beside it gives their value. */
export const REPLACEMENT_UNIT = 0xfffd;

/** "0x1B", two digits. */
export function hexOctet(octet: number): string {
  return `0x${octet.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** "U+20AC", at least four digits. */
export function unicodeName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The refusal of the character at `position`, which may be half of a surrogate pair that has no other half. */
export function unencodable(text: string, position: number, alphabetName: string): EncodedText {
  const codePoint = text.codePointAt(position) ?? 0;
  const character = String.fromCodePoint(codePoint);
  const isHalf = codePoint >= 0xd800 && codePoint <= 0xdfff;
  const shown = isHalf ? 'Half a character' : codePoint < 0x20 ? 'The control character' : `“${character}”`;
  const sentence = `${shown} (${unicodeName(codePoint)}) at position ${position + 1} cannot be written in ${alphabetName}.`;
  return { ok: false, problem: { character, codePoint, position, sentence } };
}

const CHUNK = 8192;

/** A string of UTF-16 units; many times faster than adding them one by one, and within the limit of arguments. */
export function textOfUnits(units: readonly number[]): string {
  if (units.length <= CHUNK) return String.fromCharCode(...units);
  let text = '';
  for (let from = 0; from < units.length; from += CHUNK) {
    text += String.fromCharCode(...units.slice(from, from + CHUNK));
  }
  return text;
}
