import type { Alphabet } from './alphabets';
import { defaultTables, type ShiftTables } from './gsm7';
import { plausibilityOf } from './plausibility';
import { decodeCoded } from './text-coding';

/** The same octets read in one alphabet. */
export interface Reading {
  readonly encoding: Alphabet;
  readonly text: string;
  /** 0 to 1: how much it looks like a text. */
  readonly score: number;
  /** One at most; of readings that are the same text the commonest alphabet. None where nothing looks like a text. */
  readonly isBest: boolean;
  /** What speaks for it or against it, as a sentence. */
  readonly why: string;
}

export interface ReadingOptions {
  /** National language tables that the header names. */
  readonly tables?: ShiftTables;
  /** Bits before the first septet, by the length of the header. */
  readonly fillBits?: number;
}

/** In the order in which readings of the same worth are preferred. */
const alphabets: readonly Alphabet[] = ['gsm7', 'ascii', 'latin1', 'ucs2', 'gsm7-packed'];
/** Below it nothing is called the best. */
const LEAST_SCORE = 0.5;
/** What the even spacing of the high octets is worth, which no other alphabet has. */
const UNIT_PATTERN = 0.3;
/** Octets of a text that are looked at: more would say no more. */
const MAX_OCTETS = 1000;

/** What the octets of a text (header left out) say in each alphabet, and which looks right. */
export function readings(octets: Uint8Array, options: ReadingOptions = {}): readonly Reading[] {
  const { tables = defaultTables, fillBits = 0 } = options;
  const hasPattern = hasUnitPattern(octets.subarray(0, MAX_OCTETS));
  const read = alphabets.map((encoding) => {
    const coding = { encoding, tables, fillBits: encoding === 'gsm7-packed' ? fillBits : 0 };
    const { text, problems } = decodeCoded(octets, coding);
    const { score, doubts } = plausibilityOf(text, problems.length);
    const said = [...(problems[0] === undefined ? [] : [problems[0].sentence.replace(/\.$/, '')]), ...doubts];
    const patterned = hasPattern ? score + (encoding === 'ucs2' ? UNIT_PATTERN : -UNIT_PATTERN) : score;
    return { encoding, text, score: Math.max(0, Math.min(1, patterned)), said };
  });
  const most = Math.max(...read.map(({ score }) => score));
  const best = most < LEAST_SCORE ? undefined : read.find(({ score }) => score === most);
  return read.map(({ said, ...reading }) => {
    const isBest = reading.encoding === best?.encoding;
    return { ...reading, isBest, why: why(said, isBest, hasPattern && reading.encoding === 'ucs2') };
  });
}

function why(said: readonly string[], isBest: boolean, isPatterned: boolean): string {
  const reasons = isPatterned ? ['The octets come in pairs of the same kind', ...said] : said;
  if (reasons.length === 0) return isBest ? 'Reads as text throughout.' : 'Reads as text as well.';
  const [first = '', ...rest] = reasons;
  const sentence = [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join('; ');
  return isBest ? `Looks most like a text. ${sentence}.` : `${sentence}.`;
}

/**
 * Every other octet is nearly always the same, or 0 as with spaces and digits: the high octets of one writing system in
 * UCS-2.
 */
function hasUnitPattern(octets: Uint8Array): boolean {
  if (octets.length < 4 || octets.length % 2 === 1) return false;
  const counts = new Array<number>(256).fill(0);
  const lows = new Set<number>();
  for (let index = 0; index < octets.length; index += 2) {
    const high = octets[index] ?? 0;
    counts[high] = (counts[high] ?? 0) + 1;
    lows.add(octets[index + 1] ?? 0);
  }
  const [zeros = 0, ...others] = counts;
  return lows.size > 1 && zeros + Math.max(...others) >= (octets.length / 2) * 0.8;
}
