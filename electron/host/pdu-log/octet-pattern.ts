import { encodeText } from '#shared/smpp/text/alphabets';

/** What may stand at each place, as one table of 256 after the other: 1 for an octet that fits. */
export interface OctetPattern {
  readonly length: number;
  readonly fits: Uint8Array;
  /** 1 where an octet, or of a longer pattern two after each other (`pairCode`), may be a part of it. */
  readonly parts: Uint8Array;
}

/** A word as it may stand in octets, whatever the alphabet and the case of its letters. */
export interface WordPatterns {
  /** For texts of one octet a character, and addresses. */
  readonly plain: readonly OctetPattern[];
  /** For UCS-2. */
  readonly wide: readonly OctetPattern[];
}

const MAX_LENGTH = 127;
/** From this length on, two octets after each other are looked up at once: two of them seldom fit by chance. */
const PAIRS_FROM = 3;
const PAIR_CODES = 0x2000;

/**
 * Patterns that are in the octets of every PDU that shows the word, and in some that do not: what is found is to be
 * looked at. Null for a word that only decoding can find.
 */
export function wordPatterns(word: string): WordPatterns | null {
  if (word === '' || word.length > MAX_LENGTH || hardToFind.test(word)) return null;
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
  return { length, fits, parts: partsOf(fits, length) };
}

function partsOf(fits: Uint8Array, length: number): Uint8Array {
  const parts = new Uint8Array(length < PAIRS_FROM ? 256 : PAIR_CODES);
  for (let at = 0; at < length; at += 1) {
    for (const octet of octetsAt(fits, at)) {
      if (length < PAIRS_FROM) parts[octet] = 1;
      else if (at > 0)
        for (const before of octetsAt(fits, at - 1)) parts[pairCode((octet << 8) | before)] = 1;
    }
  }
  return parts;
}

/**
 * Of two octets read at once, the first of them the low one. There are few enough for a table that stays in the
 * processor's nearest memory; some pairs share theirs.
 */
function pairCode(pair: number): number {
  return (pair ^ (pair >> 5)) & (PAIR_CODES - 1);
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
  return [{ length: first.length, fits, parts: partsOf(fits, first.length) }];
}

/**
 * The first place from `start` on where the pattern lies wholly before `end`; -1 for none. Octets are looked at in steps
 * that each occurrence has exactly one of within it; no step waits for what the one before has found.
 */
export function findPattern(octets: DataView, start: number, end: number, pattern: OctetPattern): number {
  return pattern.length < PAIRS_FROM
    ? findShort(octets, start, end, pattern)
    : findLong(octets, start, end, pattern);
}

function findShort(octets: DataView, start: number, end: number, pattern: OctetPattern): number {
  const { parts, length } = pattern;
  for (let at = start + length - 1; at < end; at += length) {
    if (parts[octets.getUint8(at)] === 0) continue;
    const found = findAmong(octets, at - length + 1, Math.min(at, end - length), pattern);
    if (found >= 0) return found;
  }
  return -1;
}

function findLong(octets: DataView, start: number, end: number, pattern: OctetPattern): number {
  const { parts, length } = pattern;
  const step = length - 1;
  for (let at = start + step; at < end; at += step) {
    if (parts[pairCode(octets.getUint16(at - 1, true))] === 0) continue;
    const found = findAmong(octets, at - step, Math.min(at - 1, end - length), pattern);
    if (found >= 0) return found;
  }
  return -1;
}

/** The first place from `first` to `last` where the pattern stands; -1 for none. */
function findAmong(octets: DataView, first: number, last: number, { fits, length }: OctetPattern): number {
  for (let from = first; from <= last; from += 1) {
    let place = 0;
    while (place < length && fits[place * 256 + octets.getUint8(from + place)] === 1) place += 1;
    if (place === length) return from;
  }
  return -1;
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
