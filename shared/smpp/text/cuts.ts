import { isHighSurrogate, isLowSurrogate, type TextCodec } from './text-codec';

/** A part of a text from `start` to `end` (UTF-16 indices), and the units of the alphabet that it takes. */
export interface Cut {
  readonly start: number;
  readonly end: number;
  readonly units: number;
}

export interface Measure {
  readonly codec: TextCodec;
  /** Units of one part. */
  readonly capacity: number;
  /** Bits before the first septet where septets are packed, else null. */
  readonly packedFillBits: number | null;
}

/**
 * The text in parts that fit. No surrogate pair and no escape sequence is cut, and no grapheme but one that is longer
 * than a part. The codec must have every character and a part have room for some. An empty text is one empty part.
 */
export function cutText(text: string, measure: Measure): readonly Cut[] {
  const cuts = [cutFrom(text, 0, measure)];
  for (let end = cuts[0]?.end ?? text.length; end < text.length;) {
    const cut = cutFrom(text, end, measure);
    cuts.push(cut);
    end = cut.end;
  }
  return cuts;
}

function cutFrom(text: string, start: number, measure: Measure): Cut {
  const { codec, capacity } = measure;
  let units = 0;
  let end = start;
  while (end < text.length) {
    const cost = codec.cost(text.charCodeAt(end));
    if (units + cost > capacity) break;
    units += cost;
    end += 1;
  }
  const isWhole = end === text.length && !endsInFilling(text, start, end, units, measure);
  return isWhole ? { start, end, units } : stepBack(text, start, end, measure);
}

/** To where a grapheme begins, if there is such a place. */
function stepBack(text: string, start: number, limit: number, measure: Measure): Cut {
  let end = graphemeBoundary(text, start, limit, measure.capacity);
  let units = unitsOf(text, start, end, measure.codec);
  while (end - 1 > start && endsInFilling(text, start, end, units, measure)) {
    end -= 1;
    units -= measure.codec.cost(text.charCodeAt(end));
  }
  return { start, end, units };
}

const CR = 0x0d;

/**
 * A CR that would end on an octet boundary of packed septets reads as filling. At the end of the text it is sent twice
 * if there is room; between parts it moves to the next one.
 */
function endsInFilling(text: string, start: number, end: number, units: number, measure: Measure): boolean {
  const { packedFillBits, capacity } = measure;
  if (packedFillBits === null || end === start || text.charCodeAt(end - 1) !== CR) return false;
  if ((packedFillBits + units * 7) % 8 !== 0) return false;
  return end < text.length || units === capacity;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Below it nothing joins with what stands before it, but LF after CR. */
const FIRST_COMBINING = 0x300;
/** Far more than any grapheme of a language has. */
const LONGEST_GRAPHEME = 128;

function graphemeBoundary(text: string, start: number, limit: number, capacity: number): number {
  if (limit >= text.length) return limit;
  const before = text.charCodeAt(limit - 1);
  const after = text.charCodeAt(limit);
  if (before < FIRST_COMBINING && after < FIRST_COMBINING) {
    return before === CR && after === 0x0a && limit - 1 > start ? limit - 1 : limit;
  }
  // The whole part, since flags pair from its start, and enough behind it to see the grapheme's end.
  const window = text.slice(start, limit + LONGEST_GRAPHEME);
  const grapheme = graphemes.segment(window).containing(limit - start);
  const isAvoidable = grapheme !== undefined && grapheme.index > 0 && grapheme.segment.length <= capacity;
  if (isAvoidable) return start + grapheme.index;
  const isInsidePair = isLowSurrogate(after) && isHighSurrogate(before);
  return isInsidePair && limit - 1 > start ? limit - 1 : limit;
}

export function unitsOf(text: string, start: number, end: number, codec: TextCodec): number {
  let units = 0;
  for (let index = start; index < end; index += 1) units += codec.cost(text.charCodeAt(index));
  return units;
}
