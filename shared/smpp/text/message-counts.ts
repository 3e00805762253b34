import type { TextEncoding } from '../../model/message';
import { forcingCharacters, forcingCount, replaceSame, type ForcingCharacter } from './forcing';
import type { ShiftTables } from './gsm7';
import { codingsFor, type MessageCoding } from './message-codings';
import { layOutText, tooManySegments, type MessageMethod } from './message-layout';
import type { MessageOptions, MessageRefusal } from './message-options';
import { isHighSurrogate, isLowSurrogate, textCodec, type TextCodec } from './text-codec';

/** More than anybody looks at one by one. */
const MAX_LISTED = 500;

export interface TextMeasure {
  readonly encoding: TextEncoding;
  readonly tables: ShiftTables;
  /** As it goes out: chosen, or the one of the trunk's map. */
  readonly dataCoding: number;
  readonly method: MessageMethod;
  /** Septets (an extension character costs two), octets, or UTF-16 units of UCS-2. */
  readonly units: number;
  readonly unitsPerSegment: number;
  readonly unitsLeftInLast: number;
  /** An empty text is one empty segment. */
  readonly segments: number;
  /** User data of all segments together, headers included. */
  readonly octets: number;
}

/** What the composer shows of a text before it is sent; the same cuts as `planMessage`, nothing encoded. */
export interface MessageCounts {
  /** Unicode characters (code points). */
  readonly characters: number;
  /** Null where the text cannot be cut so. A message of too many segments is measured and refused. */
  readonly measure: TextMeasure | null;
  readonly refusal: MessageRefusal | null;
  /**
   * What forces the message into UCS-2, or cannot be written in the chosen alphabet: the first ones, and how many there
   * are.
   */
  readonly forcing: readonly ForcingCharacter[];
  readonly forcingCount: number;
}

export function countMessage(text: string, options: MessageOptions = {}): MessageCounts {
  const layout = layOutText(text, options);
  const characters = codePointCount(text);
  const isForced = layout.ok ? layout.coding.encoding === 'ucs2' : layout.kind === 'character';
  const narrow = isForced ? narrowCodec(text, options) : null;
  const forcing = narrow === null ? [] : forcingCharacters(text, narrow, MAX_LISTED);
  const count = narrow === null ? 0 : forcingCount(text, narrow);
  if (!layout.ok) {
    return { characters, measure: null, refusal: layout, forcing, forcingCount: count };
  }
  const { coding, method, cuts, unitsPerSegment, octets } = layout;
  let units = 0;
  for (const cut of cuts) units += cut.units;
  const measure: TextMeasure = {
    encoding: coding.encoding,
    tables: coding.tables,
    dataCoding: coding.dataCoding,
    method,
    units,
    unitsPerSegment,
    unitsLeftInLast: unitsPerSegment - (cuts.at(-1)?.units ?? 0),
    segments: cuts.length,
    octets,
  };
  return { characters, measure, refusal: tooManySegments(cuts.length), forcing, forcingCount: count };
}

/** The text without what forces it into UCS-2, as far as it reads the same: quotes, dashes, spaces and the like. */
export function replaceForcing(text: string, options: MessageOptions = {}): string {
  const codec = narrowCodec(text, options);
  return codec === null ? text : replaceSame(text, codec);
}

/** The alphabet that comes nearest to having the whole text; null where UCS-2 was chosen. */
function narrowCodec(text: string, options: MessageOptions): TextCodec | null {
  const choice = codingsFor(options);
  if (!choice.ok) return null;
  let best: { readonly codec: TextCodec; readonly count: number } | null = null;
  for (const { encoding, tables } of [...choice.plain, ...choice.national] satisfies MessageCoding[]) {
    if (encoding === 'ucs2') continue;
    const codec = textCodec(encoding, tables);
    const count = forcingCount(text, codec);
    if (best === null || count < best.count) best = { codec, count };
  }
  return best?.codec ?? null;
}

function codePointCount(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index += 1) {
    if (isLowSurrogate(text.charCodeAt(index)) && isHighSurrogate(text.charCodeAt(index - 1))) count -= 1;
  }
  return count;
}
