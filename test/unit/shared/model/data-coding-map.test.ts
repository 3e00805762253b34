import { describe, expect, it } from 'vitest';
import { shiftTablesChoice, trunkAlphabets } from '#shared/model/alphabets';
import { alphabetOf, dataCodingFor, isFlash } from '#shared/model/data-coding-map';
import { textEncoding } from '#shared/model/message';

const map = (input: unknown = {}) => trunkAlphabets.parse(input);
const shown = { flash: false };
const flash = { flash: true };

describe('the alphabets of a trunk', () => {
  it('are the specification’s where nothing is said', () => {
    expect(map()).toEqual({ default: 'gsm7', overrides: {} });
  });

  it.each(['0', '256', '-1', '01', 'x', '1.5'])('take no override of %s', (key) => {
    expect(trunkAlphabets.safeParse({ overrides: { [key]: 'ucs2' } }).success).toBe(false);
  });

  it('have a meaning for every data_coding, and an override goes before it', () => {
    for (let dataCoding = 0; dataCoding <= 0xff; dataCoding += 1) {
      expect(textEncoding.options).toContain(alphabetOf(dataCoding, map()));
      if (dataCoding === 0) continue;
      expect(alphabetOf(dataCoding, map({ overrides: { [dataCoding]: 'latin1' } }))).toBe('latin1');
    }
  });

  it('take the default where the specification falls back to it', () => {
    const latin1 = map({ default: 'latin1' });
    expect([0, 11, 12, 15, 0x80, 0xbf].map((dataCoding) => alphabetOf(dataCoding, latin1))).toEqual(
      Array.from({ length: 6 }, () => 'latin1'),
    );
    // These name GSM 7-bit whatever 0 is.
    expect([0x10, 0x40, 0xc0, 0xf0].map((dataCoding) => alphabetOf(dataCoding, latin1))).toEqual(
      Array.from({ length: 4 }, () => 'gsm7'),
    );
    const packed = map({ default: 'gsm7-packed' });
    expect([0, 0x10, 0xc0, 0xf0].map((dataCoding) => alphabetOf(dataCoding, packed))).toEqual(
      Array.from({ length: 4 }, () => 'gsm7-packed'),
    );
  });
});

describe('the data_coding for an alphabet', () => {
  it.each([
    ['gsm7', 0, 0x10],
    ['latin1', 3, null],
    ['ascii', 1, null],
    ['ucs2', 8, 0x18],
    ['binary', 4, 0x14],
    ['gsm7-packed', null, null],
  ] as const)('%s: %s, as flash %s', (alphabet, plain, asFlash) => {
    expect(dataCodingFor(alphabet, shown, map())).toBe(plain);
    expect(dataCodingFor(alphabet, flash, map())).toBe(asFlash);
  });

  it.each([
    [{ default: 'latin1' }, 'latin1', 0],
    // Only values that carry more than the alphabet mean GSM 7-bit here, so none is taken.
    [{ default: 'latin1' }, 'gsm7', null],
    [{ default: 'latin1', overrides: { 241: 'gsm7' } }, 'gsm7', 241],
    [{ default: 'ucs2' }, 'ucs2', 0],
    [{ overrides: { 8: 'binary' } }, 'ucs2', null],
    [{ overrides: { 8: 'binary', 25: 'ucs2' } }, 'ucs2', 25],
  ] as const)('%j: %s is %s', (input, alphabet, expected) => {
    expect(dataCodingFor(alphabet, shown, map(input))).toBe(expected);
  });

  it('means the alphabet, and flash where that was asked for', () => {
    for (const fallback of ['gsm7', 'gsm7-packed', 'latin1', 'ascii', 'ucs2'] as const) {
      for (const alphabet of textEncoding.options) {
        for (const how of [shown, flash]) {
          const found = dataCodingFor(alphabet, how, map({ default: fallback }));
          if (found === null) continue;
          expect(alphabetOf(found, map({ default: fallback }))).toBe(alphabet);
          expect(isFlash(found)).toBe(how.flash);
        }
      }
    }
  });
});

describe('shift tables', () => {
  it('are named by a language that exists', () => {
    expect(shiftTablesChoice.parse({ language: 1 })).toEqual({ language: 1, tables: 'best' });
    expect(shiftTablesChoice.safeParse({ language: 14 }).success).toBe(false);
    expect(shiftTablesChoice.safeParse('some').success).toBe(false);
  });
});
