import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSmppTime, readSmppTime } from '#shared/model/smpp-time';

const NOW_MS = Date.UTC(2026, 0, 31, 12, 0, 0);
const YEAR_SECONDS = 365 * 24 * 60 * 60;

describe('a time of SMPP', () => {
  it.each([
    ['260201000000000+', Date.UTC(2026, 1, 1)],
    ['260201000000300+', Date.UTC(2026, 1, 1, 0, 0, 0, 300)],
    ['260201020000008+', Date.UTC(2026, 1, 1)],
    ['260131220000008-', Date.UTC(2026, 1, 1)],
    ['260201000000', Date.UTC(2026, 1, 1)],
    ['990201000000000+', Date.UTC(1999, 1, 1)],
    ['000001000000000R', NOW_MS + 24 * 60 * 60_000],
    ['010203040506000R', NOW_MS + ((365 + 2 * 30 + 3) * 24 * 60 * 60 + 4 * 3600 + 5 * 60 + 6) * 1000],
  ])('“%s” is read', (text, atMs) => {
    expect(readSmppTime(text, NOW_MS)).toBe(atMs);
  });

  it.each([
    '',
    '2602',
    '260230000000000+',
    '261301000000000+',
    '260201240000000+',
    '260201006000000+',
    '260201000060000+',
    '260201000000049+',
    '260201000000000',
    '260201000000000Z',
    'tomorrow',
  ])('“%s” is none', (text) => {
    expect(readSmppTime(text, NOW_MS)).toBeNull();
  });

  it('is read as it was written, to the tenth of a second or the second', () => {
    const moments = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2037, 11, 31) });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 99 * YEAR_SECONDS }), (atMs, seconds) => {
        const text = formatSmppTime({ kind: 'at', atMs });
        expect(readSmppTime(text, NOW_MS)).toBe(Math.floor(atMs / 100) * 100);
        const later = formatSmppTime({ kind: 'in', seconds });
        expect(readSmppTime(later, NOW_MS)).toBe(NOW_MS + seconds * 1000);
      }),
    );
  });

  it('of any octets is read or is none', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (text) => {
        const atMs = readSmppTime(text, NOW_MS);
        expect(atMs === null || Number.isFinite(atMs)).toBe(true);
      }),
    );
  });
});
