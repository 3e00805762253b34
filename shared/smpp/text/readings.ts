import type { Alphabet } from './alphabets';
import { defaultTables, type ShiftTables } from './gsm7';
import type { TextEncoding } from '../../model/message';
import { hasControls, plausibilityOf } from './plausibility';
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
/** What it is worth to be what data_coding claims, where nothing in the octets speaks against it. */
const CLAIM = 0.1;
/** What speaks against packed septets before anything is read: few send them, and any octets give many plain letters. */
const PACKED = 0.15;
/** Fewer octets than this tell nothing by their looks. */
const FEW_OCTETS = 8;
/** Octets of a text that are looked at: more would say no more. */
const MAX_OCTETS = 1000;

/** What the octets of a text (header left out) say in each alphabet, and which looks right; `claimed` by data_coding. */
export function readings(
  octets: Uint8Array,
  options: ReadingOptions = {},
  claimed: TextEncoding | null = null,
): readonly Reading[] {
  const { tables = defaultTables, fillBits = 0 } = options;
  const hasPattern = hasUnitPattern(octets.subarray(0, MAX_OCTETS));
  const read = alphabets.map((encoding) => {
    const coding = { encoding, tables, fillBits: encoding === 'gsm7-packed' ? fillBits : 0 };
    const { text, problems } = decodeCoded(octets, coding);
    const { score, doubts } = plausibilityOf(text, problems.length);
    const said = [...(problems[0] === undefined ? [] : [problems[0].sentence.replace(/\.$/, '')]), ...doubts];
    const patterned = hasPattern ? score + (encoding === 'ucs2' ? UNIT_PATTERN : -UNIT_PATTERN) : score;
    const isFine = encoding === claimed && text !== '' && problems.length === 0 && !hasControls(text);
    return { encoding, text, score: Math.max(0, Math.min(1, patterned)), said, isFine };
  });
  const best = bestOf(read, octets.length < FEW_OCTETS);
  return read.map(({ said, isFine, ...reading }) => {
    const isBest = reading.encoding === best?.encoding;
    const isByClaim = isBest && isFine && octets.length < FEW_OCTETS && reading.score < LEAST_SCORE;
    const isPatterned = hasPattern && reading.encoding === 'ucs2';
    return { ...reading, isBest, why: isByClaim ? BY_CLAIM : why(said, isBest, isPatterned) };
  });
}

const BY_CLAIM = 'What data_coding says; so few octets tell nothing by their looks.';

interface Judged {
  readonly encoding: Alphabet;
  readonly score: number;
  /** What data_coding claims, with nothing in it that no text has. */
  readonly isFine: boolean;
}

function bestOf<R extends Judged>(read: readonly R[], isShort: boolean): R | undefined {
  const claimed = read.find(({ isFine }) => isFine);
  if (isShort && claimed !== undefined) return claimed;
  const worth = ({ encoding, score, isFine }: Judged): number => {
    if (isFine) return score + CLAIM;
    return encoding === 'gsm7-packed' ? score - PACKED : score;
  };
  const most = Math.max(...read.map(worth));
  return most < LEAST_SCORE ? undefined : read.find((each) => worth(each) === most);
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
