import { sameReading } from '../tables/replacements';
import type { TextCodec } from './text-codec';
import { canWrite, isHighSurrogate, isLowSurrogate } from './text-codec';

/** A character that the alphabet does not have, and what could stand for it. */
export interface ForcingCharacter {
  /** UTF-16 index in the text, and the units that it takes there. */
  readonly index: number;
  readonly length: number;
  readonly character: string;
  /** Null where nothing of the alphabet comes near. May be empty, for what is not seen anyway. */
  readonly replacement: string | null;
  /** The replacement reads the same; else it is only near, such as a letter without its accent. */
  readonly isSame: boolean;
}

/** The characters of the text that the codec does not have, in order, at most so many. */
export function forcingCharacters(
  text: string,
  codec: TextCodec,
  limit: number,
): readonly ForcingCharacter[] {
  const found: ForcingCharacter[] = [];
  for (let index = 0; index < text.length && found.length < limit;) {
    const forcing = forcingAt(text, index, codec);
    if (forcing !== null) found.push(forcing);
    index = forcing === null ? index + 1 : forcing.index + forcing.length;
  }
  return found;
}

/** The text with everything replaced that reads the same in the alphabet; the rest stays. */
export function replaceSame(text: string, codec: TextCodec): string {
  let replaced = '';
  for (let index = 0; index < text.length;) {
    const forcing = forcingAt(text, index, codec);
    const length = forcing?.length ?? 1;
    const isReplaced = forcing !== null && forcing.isSame && forcing.replacement !== null;
    replaced += isReplaced ? forcing.replacement : text.slice(index, index + length);
    index += length;
  }
  return replaced;
}

/** How many there are, one for each character. */
export function forcingCount(text: string, codec: TextCodec): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (codec.cost(unit) > 0) continue;
    if (!isLowSurrogate(unit) || !isHighSurrogate(text.charCodeAt(index - 1))) count += 1;
  }
  return count;
}

function forcingAt(text: string, index: number, codec: TextCodec): ForcingCharacter | null {
  const composed = composedAt(text, index, codec);
  if (composed !== null) return composed;
  if (codec.cost(text.charCodeAt(index)) > 0) return null;
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
  const same = sameReading.get(character);
  if (same !== undefined && canWrite(same, codec)) {
    return { index, length: character.length, character, replacement: same, isSame: true };
  }
  const replacement = nearReading(character, codec);
  return { index, length: character.length, character, replacement, isSame: false };
}

const combiningMarks = /^\p{M}+/u;

/** A letter with its accent as a character of its own, which the alphabet has as one. */
function composedAt(text: string, index: number, codec: TextCodec): ForcingCharacter | null {
  const next = text.charCodeAt(index + 1);
  if (Number.isNaN(next) || next < 0x300 || codec.cost(next) > 0) return null;
  const marks = combiningMarks.exec(text.slice(index + 1, index + 4))?.[0];
  if (marks === undefined) return null;
  const character = text.charAt(index) + marks;
  const replacement = character.normalize('NFC');
  if (replacement.length >= character.length || !canWrite(replacement, codec)) return null;
  return { index, length: character.length, character, replacement, isSame: true };
}

/** Full width, ligatures and the like as what they are made of; letters without accents. */
function nearReading(character: string, codec: TextCodec): string | null {
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  const candidates = [character.normalize('NFKC'), plain, strokeLetters.get(character) ?? ''];
  return (
    candidates.find(
      (candidate) => candidate !== '' && candidate !== character && canWrite(candidate, codec),
    ) ?? null
  );
}

/** Letters that Unicode does not take apart. */
const strokeLetters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ł: 'l',
    Ł: 'L',
    đ: 'd',
    Đ: 'D',
    ħ: 'h',
    Ħ: 'H',
    ı: 'i',
    œ: 'oe',
    Œ: 'OE',
    ẞ: 'SS',
    þ: 'th',
    Þ: 'Th',
    ð: 'd',
    Ð: 'D',
  }),
);
