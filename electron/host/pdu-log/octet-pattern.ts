import { encodeText } from '#shared/smpp/text/alphabets';

/** What may stand at each place, as one table of 256 after the other: 1 for an octet that fits. */
export interface OctetPattern {
  readonly length: number;
  readonly fits: Uint8Array;
  /**
   * How far the pattern may move on when this octet stands at its last place; of a longer pattern, when these two do:
   * two of them seldom fit by chance, so that the search moves on by nearly the length of the pattern.
   */
  readonly shifts: Uint8Array;
}

/** A word as it may stand in octets, whatever the alphabet and the case of its letters. */
export interface WordPatterns {
  /** For texts of one octet a character, and addresses. */
  readonly plain: readonly OctetPattern[];
  /** For UCS-2. */
  readonly wide: readonly OctetPattern[];
}

const MAX_SHIFT = 255;
/** From this length on, a pattern moves on by two octets. */
const PAIRS_FROM = 4;

/**
 * Patterns that are in the octets of every PDU that shows the word, and in some that do not: what is found is to be
 * looked at. Null for a word that only decoding can find.
 */
export function wordPatterns(word: string): WordPatterns | null {
  if (word === '' || word.length > MAX_SHIFT / 2 || hardToFind.test(word)) return null;
  const units = Array.from({ length: word.length }, (_, at) => variantsOf(word.charAt(at)));
  const plain: OctetPattern[] = [];
  const latin1 = units.map((variants) =>
    [...variants].map((unit) => unit.charCodeAt(0)).filter((code) => code <= 0xff),
  );
  if (latin1.every((codes) => codes.length > 0)) plain.push(patternOf(latin1));
  const gsm7 = gsm7Classes(units);
  if (gsm7 === 'unsure') return null;
  if (gsm7 !== null) plain.push(patternOf(gsm7));
  const wide = units.flatMap((variants) => {
    const codes = [...variants].map((unit) => unit.charCodeAt(0));
    return [codes.map((code) => code >> 8), codes.map((code) => code & 0xff)];
  });
  return { plain: merged(plain), wide: [patternOf(wide)] };
}

/** Surrogates, the dot that İ leaves behind, and what stands for octets that are no characters. */
const hardToFind = /[\ud800-\udfff\u0307\ufffd]/;

/** Null where GSM 7-bit cannot write it; `unsure` where its cases differ in length. */
function gsm7Classes(units: readonly ReadonlySet<string>[]): number[][] | null | 'unsure' {
  const classes: number[][] = [];
  for (const variants of units) {
    const written = [...variants].flatMap((unit) => {
      const encoded = encodeText(unit, 'gsm7');
      return encoded.ok ? [[...encoded.octets]] : [];
    });
    const [first] = written;
    if (first === undefined) return null;
    if (written.some((octets) => octets.length !== first.length)) return 'unsure';
    for (let at = 0; at < first.length; at += 1) classes.push(written.map((octets) => octets[at] ?? 0));
  }
  return classes;
}

export function patternOf(classes: readonly (readonly number[])[]): OctetPattern {
  const length = classes.length;
  const fits = new Uint8Array(length * 256);
  for (const [at, codes] of classes.entries()) for (const code of codes) fits[at * 256 + code] = 1;
  return { length, fits, shifts: shiftsOf(fits, length) };
}

function shiftsOf(fits: Uint8Array, length: number): Uint8Array {
  if (length >= PAIRS_FROM) return pairShiftsOf(fits, length);
  const shifts = new Uint8Array(256).fill(length);
  for (let at = 0; at < length - 1; at += 1) {
    for (const octet of octetsAt(fits, at)) shifts[octet] = length - 1 - at;
  }
  return shifts;
}

/** 0 for the pairs that the pattern ends with; for those that are not in it, as if the second octet were its first. */
function pairShiftsOf(fits: Uint8Array, length: number): Uint8Array {
  const shifts = new Uint8Array(0x10000).fill(length - 1);
  for (let at = 1; at < length; at += 1) {
    for (const first of octetsAt(fits, at - 1)) {
      for (const second of octetsAt(fits, at)) shifts[first * 256 + second] = length - 1 - at;
    }
  }
  return shifts;
}

function octetsAt(fits: Uint8Array, at: number): readonly number[] {
  const octets: number[] = [];
  for (let octet = 0; octet < 256; octet += 1) if (fits[at * 256 + octet] === 1) octets.push(octet);
  return octets;
}

/** Two patterns of one length become one that finds what either does. */
function merged(patterns: readonly OctetPattern[]): readonly OctetPattern[] {
  const [first, second] = patterns;
  if (first === undefined || first.length !== second?.length) return patterns;
  const fits = first.fits.map((fit, at) => fit | (second.fits[at] ?? 0));
  return [{ length: first.length, fits, shifts: shiftsOf(fits, first.length) }];
}

/** The first place from `start` on where the pattern lies wholly before `end`; -1 for none. (Horspool's search.) */
export function findPattern(octets: Uint8Array, start: number, end: number, pattern: OctetPattern): number {
  return pattern.length < PAIRS_FROM
    ? findShort(octets, start, end, pattern)
    : findLong(octets, start, end, pattern);
}

function findShort(octets: Uint8Array, start: number, end: number, pattern: OctetPattern): number {
  const { fits, shifts, length } = pattern;
  const last = length - 1;
  const lastTable = last * 256;
  let at = start + last;
  while (at < end) {
    const octet = octets[at] ?? 0;
    if (fits[lastTable + octet] === 1 && isFit(octets, at - last, last, fits)) return at - last;
    at += shifts[octet] ?? 1;
  }
  return -1;
}

function findLong(octets: Uint8Array, start: number, end: number, pattern: OctetPattern): number {
  const { fits, shifts, length } = pattern;
  const last = length - 1;
  let at = start + last;
  while (at < end) {
    const shift = shifts[((octets[at - 1] ?? 0) << 8) | (octets[at] ?? 0)] ?? 1;
    if (shift !== 0) at += shift;
    else if (isFit(octets, at - last, last - 1, fits)) return at - last;
    else at += 1;
  }
  return -1;
}

/** Whether the first `count` octets of the pattern stand at `from`. */
function isFit(octets: Uint8Array, from: number, count: number, fits: Uint8Array): boolean {
  let place = count - 1;
  while (place >= 0 && fits[place * 256 + (octets[from + place] ?? 0)] === 1) place -= 1;
  return place < 0;
}

let variantsByLower: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/** The characters that are this one in lower case, itself among them. */
function variantsOf(lower: string): ReadonlySet<string> {
  variantsByLower ??= readVariants();
  return variantsByLower.get(lower) ?? new Set([lower]);
}

function readVariants(): ReadonlyMap<string, ReadonlySet<string>> {
  const variants = new Map<string, Set<string>>();
  for (let code = 0; code <= 0xffff; code += 1) {
    const unit = String.fromCharCode(code);
    const lower = unit.toLowerCase();
    if (lower === unit) continue;
    const first = lower.charAt(0);
    const known = variants.get(first) ?? new Set([first]);
    known.add(unit);
    variants.set(first, known);
  }
  // At the end of a word, Σ becomes ς.
  variants.set('ς', new Set(['ς', 'Σ']));
  return variants;
}
