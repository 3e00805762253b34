import { encodeText } from './alphabets';
import { gsm7Cost, isGsm7 } from './gsm7';
import type { UnencodableCharacter } from './text-problems';
import { concatenation8Udh } from './udh';

/** total and number of a concatenation are one octet each (3GPP TS 23.040 section 9.2.3.24.1). */
export const MAX_SEGMENTS = 255;

/** Units (septets, or UTF-16 units) of a message that fits one segment, and of each part of one that does not. */
const capacities = { gsm7: { single: 160, part: 153 }, ucs2: { single: 70, part: 67 } } as const;

export interface TextCounts {
  readonly encoding: 'gsm7' | 'ucs2';
  /** Unicode characters (code points). */
  readonly characters: number;
  /** Septets of GSM 7-bit (an extension character costs two), or UTF-16 units of UCS-2. */
  readonly units: number;
  readonly unitsPerSegment: number;
  /** An empty text is one empty segment. */
  readonly segments: number;
  readonly unitsLeftInLast: number;
}

export interface Segment {
  /** The user data: header, where there is one, and text. GSM 7-bit is unpacked, one septet an octet. */
  readonly octets: Uint8Array;
  readonly hasUdh: boolean;
  readonly text: string;
}

export type SegmentPlan =
  | {
      readonly ok: true;
      readonly encoding: 'gsm7' | 'ucs2';
      readonly segments: readonly Segment[];
      readonly counts: TextCounts;
    }
  | { readonly ok: false; readonly sentence: string; readonly problem: UnencodableCharacter | null };

/**
 * Cuts a text into segments with an 8-bit concatenation header, in GSM 7-bit where it can be written so, else in UCS-2.
 * Refused with a sentence: more than 255 segments, or half a surrogate pair. `reference` is taken modulo 256.
 */
export function planSegments(text: string, options: { readonly reference: number }): SegmentPlan {
  const counts = countText(text);
  const { encoding } = counts;
  if (counts.segments > MAX_SEGMENTS) {
    const sentence = `The text needs ${counts.segments} segments; a message has at most ${MAX_SEGMENTS}. Shorten it.`;
    return { ok: false, sentence, problem: null };
  }
  const segments: Segment[] = [];
  for (let start = 0, number = 1; number <= counts.segments; number += 1) {
    const end = counts.segments === 1 ? text.length : segmentEnd(text, start, encoding).end;
    const part = text.slice(start, end);
    const encoded = encodeText(part, encoding);
    // The position is that in the whole text, so the whole is encoded once more to tell it.
    if (!encoded.ok) return refusal(text, encoding);
    const hasUdh = counts.segments > 1;
    const octets = hasUdh
      ? concat(concatenation8Udh(options.reference, counts.segments, number), encoded.octets)
      : encoded.octets;
    segments.push({ octets, hasUdh, text: part });
    start = end;
  }
  return { ok: true, encoding, segments, counts };
}

function refusal(text: string, encoding: 'gsm7' | 'ucs2'): SegmentPlan {
  const encoded = encodeText(text, encoding);
  if (encoded.ok) throw new Error('A part of the text was refused, but not the whole.');
  return { ok: false, sentence: encoded.problem.sentence, problem: encoded.problem };
}

/** What the composer's counter shows; the same cuts as `planSegments`, nothing encoded. */
export function countText(text: string): TextCounts {
  const encoding = isGsm7(text) ? 'gsm7' : 'ucs2';
  const { single, part } = capacities[encoding];
  const characters = codePointCount(text);
  const units = encoding === 'gsm7' ? septetCount(text, 0, text.length) : text.length;
  if (units <= single) {
    return {
      encoding,
      characters,
      units,
      unitsPerSegment: single,
      segments: 1,
      unitsLeftInLast: single - units,
    };
  }
  let segments = 0;
  let unitsInLast = 0;
  for (let start = 0; start < text.length;) {
    const cut = segmentEnd(text, start, encoding);
    segments += 1;
    unitsInLast = cut.units;
    start = cut.end;
  }
  return {
    encoding,
    characters,
    units,
    unitsPerSegment: part,
    segments,
    unitsLeftInLast: part - unitsInLast,
  };
}

interface Cut {
  readonly end: number;
  readonly units: number;
}

function segmentEnd(text: string, start: number, encoding: 'gsm7' | 'ucs2'): Cut {
  return encoding === 'gsm7' ? gsm7SegmentEnd(text, start) : ucs2SegmentEnd(text, start);
}

/** CR LF is the only cluster of more than one character in GSM 7-bit; an escape pair is one character here anyway. */
function gsm7SegmentEnd(text: string, start: number): Cut {
  const capacity = capacities.gsm7.part;
  let units = 0;
  let end = start;
  while (end < text.length) {
    const cost = gsm7Cost(text.charCodeAt(end));
    if (units + cost > capacity) break;
    units += cost;
    end += 1;
  }
  const splitsLineEnd = end < text.length && text[end - 1] === '\r' && text[end] === '\n';
  return splitsLineEnd ? { end: end - 1, units: units - 1 } : { end, units };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Steps back to where a grapheme begins; one that is longer than a segment is cut, but never inside a surrogate pair. */
function ucs2SegmentEnd(text: string, start: number): Cut {
  const capacity = capacities.ucs2.part;
  const end = start + capacity;
  if (end >= text.length) return { end: text.length, units: text.length - start };
  // Enough of the text to see a whole grapheme on either side of the cut, and no more: texts can be long.
  const window = text.slice(start, end + capacity);
  const cluster = graphemes.segment(window).containing(capacity);
  if (cluster !== undefined && cluster.index > 0 && cluster.segment.length <= capacity) {
    return { end: start + cluster.index, units: cluster.index };
  }
  const isInsidePair = isLowSurrogate(text.charCodeAt(end)) && isHighSurrogate(text.charCodeAt(end - 1));
  const cut = isInsidePair ? end - 1 : end;
  return { end: cut, units: cut - start };
}

function septetCount(text: string, start: number, end: number): number {
  let units = 0;
  for (let index = start; index < end; index += 1) units += gsm7Cost(text.charCodeAt(index));
  return units;
}

function codePointCount(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index += 1) {
    if (isLowSurrogate(text.charCodeAt(index)) && isHighSurrogate(text.charCodeAt(index - 1))) count -= 1;
  }
  return count;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function concat(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
