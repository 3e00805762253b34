import { gsm7Cost } from '#shared/smpp/text/gsm7';
import { countText, type TextCounts } from '#shared/smpp/text/segmentation';

const encodingNames = { gsm7: 'GSM 7-bit', ucs2: 'UCS-2' } as const;

export interface CounterWords {
  readonly characters: number;
  readonly encoding: string;
  readonly segments: number;
  /** Room left in the last segment, in characters of the encoding. */
  readonly left: number;
  /** What GSM 7-bit cannot write, as typed, each once and the first few; empty when all of it can. */
  readonly forcedBy: readonly string[];
  readonly counts: TextCounts;
}

const MAX_NAMED = 5;

/** The characters that are not in GSM 03.38, each once, in the order of the text. */
export function charactersBeyondGsm(text: string): readonly string[] {
  const found = new Set<string>();
  for (const character of text) {
    if (gsm7Cost(character.charCodeAt(0)) === 0) found.add(character);
    if (found.size > MAX_NAMED) break;
  }
  return [...found];
}

/** What the counter under the text says. */
export function counterWords(text: string): CounterWords {
  const counts = countText(text);
  return {
    characters: counts.characters,
    encoding: encodingNames[counts.encoding],
    segments: counts.segments,
    left: counts.unitsLeftInLast,
    forcedBy: counts.encoding === 'ucs2' ? charactersBeyondGsm(text) : [],
    counts,
  };
}

/** "“ł” and “ę” are not in GSM 7-bit": why the text goes as UCS-2. */
export function forcedByWords(forcedBy: readonly string[]): string {
  const named = forcedBy.slice(0, MAX_NAMED).map((character) => `“${character}”`);
  const isMore = forcedBy.length > MAX_NAMED;
  const list =
    named.length > 1 && !isMore
      ? `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`
      : named.join(', ');
  return `${list}${isMore ? ' and others' : ''} ${named.length > 1 ? 'are' : 'is'} not in GSM 7-bit`;
}
