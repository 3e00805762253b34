import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPattern, patternOf, wordPatterns } from '#electron/host/pdu-log/octet-pattern';

/** Few different octets, so that patterns are found and nearly found. */
const octet = fc.constantFrom(0x00, 0x41, 0x61, 0x62, 0x80, 0xff);
const pattern = fc.array(fc.uniqueArray(octet, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 7,
});

function findNaively(
  octets: readonly number[],
  start: number,
  end: number,
  classes: readonly (readonly number[])[],
): number {
  for (let at = start; at + classes.length <= end; at += 1) {
    if (classes.every((fitting, place) => fitting.includes(octets[at + place] ?? -1))) return at;
  }
  return -1;
}

describe('a search for octets', () => {
  it('finds the first place that a naive search finds, and nothing beyond the end', () => {
    fc.assert(
      fc.property(
        fc.array(octet, { maxLength: 60 }),
        pattern,
        fc.nat(60),
        fc.nat(60),
        (octets, classes, one, other) => {
          const start = Math.min(one, octets.length);
          const end = Math.max(start, Math.min(other, octets.length));
          const view = new DataView(Uint8Array.from(octets).buffer);
          const found = findPattern(view, start, end, patternOf(classes));
          expect(found).toBe(findNaively(octets, start, end, classes));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(['a', 'id', 'you', 'your', 'Ačiū'])('finds %s in any case', (word) => {
    const patterns = wordPatterns(word.toLowerCase());
    const text = ` .${word.toUpperCase()}. `;
    const wide = new DataView(new ArrayBuffer(text.length * 2));
    for (let at = 0; at < text.length; at += 1) wide.setUint16(at * 2, text.charCodeAt(at));
    const places = patterns?.wide.map((each) => findPattern(wide, 0, wide.byteLength, each));
    expect(places).toEqual([4]);
  });
});
