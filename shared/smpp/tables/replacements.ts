/**
 * Characters that text processors and phones put in by themselves, and what reads the same without them. An empty
 * replacement leaves out what is not seen. U+200C and U+200D are not here: they are spelling in some scripts.
 */
const groups: readonly (readonly [replacement: string, characters: string])[] = [
  ["'", '\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u00b4\u0060\u2039\u203a'],
  ['"', '\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u02ba\u300c\u300d'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63'],
  [' ', '\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000'],
  ['', '\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff'],
  ['\n', '\u0085\u000b\u2028\u2029'],
  ['...', '\u2026'],
  ['*', '\u2022\u2217\u2219\u25cf\u25e6\u00b7'],
  ['/', '\u2044\u2215'],
  [':', '\u2236'],
  ['~', '\u223c\u02dc'],
  ['(C)', '\u00a9'],
  ['(R)', '\u00ae'],
  ['(TM)', '\u2122'],
  ['x', '\u00d7'],
  ['1/2', '\u00bd'],
  ['1/4', '\u00bc'],
  ['3/4', '\u00be'],
  ['<=', '\u2264'],
  ['>=', '\u2265'],
  ['->', '\u2192'],
  ['<-', '\u2190'],
];

/** Greek capitals that look like Latin ones (3GPP TS 23.038 section 6.2.1 leaves them out for that), and the Latin ones. */
const greek = ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'] as const;

export const sameReading: ReadonlyMap<string, string> = new Map([
  ...groups.flatMap(([replacement, characters]) =>
    Array.from(characters, (character) => [character, replacement] as const),
  ),
  ...Array.from(greek[0], (character, index) => [character, greek[1][index] ?? ''] as const),
]);
