import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trunkAlphabets } from '#shared/model/alphabets';
import { countMessage, replaceForcing } from '#shared/smpp/text/message-counts';

describe('what the composer shows', () => {
  it.each([
    ['', 'gsm7', 0, 0, 1, 160, 0],
    ['Hello', 'gsm7', 5, 5, 1, 155, 5],
    ['5 €', 'gsm7', 3, 4, 1, 156, 4],
    ['a'.repeat(161), 'gsm7', 161, 161, 2, 145, 173],
    ['Привет', 'ucs2', 6, 6, 1, 64, 12],
    ['😀', 'ucs2', 1, 2, 1, 68, 4],
  ] as const)('%#', (text, encoding, characters, units, segments, unitsLeftInLast, octets) => {
    const counts = countMessage(text);
    expect(counts.characters).toBe(characters);
    expect(counts.measure).toMatchObject({ encoding, units, segments, unitsLeftInLast, octets });
  });

  it('measures a message of too many segments and refuses it', () => {
    const counts = countMessage('a'.repeat(255 * 153 + 1));
    expect(counts.measure?.segments).toBe(256);
    expect(counts.refusal?.kind).toBe('too-long');
  });

  it('takes the alphabet that data_coding 0 means on the trunk', () => {
    const map = trunkAlphabets.parse({ default: 'latin1' });
    expect(countMessage('façade', { map }).measure).toMatchObject({
      encoding: 'latin1',
      unitsPerSegment: 140,
    });
    expect(countMessage('€', { map }).measure?.encoding).toBe('ucs2');
    expect(countMessage('€', { map }).forcing).toHaveLength(1);
  });

  it('takes the tables that make a message shorter, and only then', () => {
    const turkish = 'şğı '.repeat(30);
    expect(countMessage(turkish, { shiftTables: 'auto' }).measure).toMatchObject({
      encoding: 'gsm7',
      tables: { locking: 1, single: 0 },
      segments: 1,
    });
    expect(countMessage('şğı', { shiftTables: 'auto' }).measure?.encoding).toBe('ucs2');
    expect(countMessage('şğı', { shiftTables: { language: 1, tables: 'best' } }).measure?.encoding).toBe(
      'gsm7',
    );
    expect(countMessage('plain', { shiftTables: 'auto' }).measure?.tables).toEqual({ locking: 0, single: 0 });
    const { forcing } = countMessage('şğı 😀', { shiftTables: { language: 1, tables: 'single' } });
    expect(forcing.map(({ character }) => character)).toEqual(['😀']);
  });
});

describe('what forces UCS-2', () => {
  it.each([
    ['“Hi”', [0, 3], ['"', '"'], true],
    ['a – b', [2], ['-'], true],
    ['a\u00a0b', [1], [' '], true],
    ['wait…', [4], ['...'], true],
    ['a\u200bb', [1], [''], true],
    ['e\u0301a', [0], ['é'], true],
    ['ΑΒ', [0, 1], ['A', 'B'], true],
    ['łódź', [0, 1, 3], ['l', 'o', 'z'], false],
    ['ﬁn', [0], ['fi'], false],
    ['ж', [0], [null], false],
    ['a😀', [1], [null], false],
  ] as const)('%j', (text, indices, replacements, isSame) => {
    const { forcing, forcingCount } = countMessage(text);
    expect(forcing.map(({ index }) => index)).toEqual(indices);
    expect(forcing.map(({ replacement }) => replacement)).toEqual(replacements);
    expect(forcing.every((each) => each.isSame === isSame)).toBe(true);
    expect(forcingCount).toBe(indices.length);
  });

  it('is nothing where UCS-2 was chosen, or the text needs none', () => {
    expect(countMessage('“Hi”', { alphabet: 'ucs2' }).forcing).toEqual([]);
    expect(countMessage('Hi').forcing).toEqual([]);
  });

  it('is told of a chosen alphabet that cannot write the text', () => {
    const counts = countMessage('“Hi” ж', { alphabet: 'gsm7' });
    expect(counts.measure).toBeNull();
    expect(counts.refusal).toMatchObject({ kind: 'character', problem: { position: 0, character: '“' } });
    expect(counts.forcing.map(({ index }) => index)).toEqual([0, 3, 5]);
  });

  it('is replaced as far as it reads the same', () => {
    expect(replaceForcing('“Don’t” – wait…\u00a0e\u0301 łж')).toBe('"Don\'t" - wait... é łж');
    expect(replaceForcing('“Hi”', { alphabet: 'ucs2' })).toBe('“Hi”');
    expect(replaceForcing('“é”', { alphabet: 'ascii' })).toBe('"é"');
  });

  it('is gone once everything of it is replaced', () => {
    const unit = fc.constantFrom('a', '“', '–', '\u00a0', '…', 'é', 'e\u0301', '\u200b', '•', 'Α');
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const replaced = replaceForcing(units.join(''));
        expect(countMessage(replaced)).toMatchObject({ forcing: [], measure: { encoding: 'gsm7' } });
        expect(replaceForcing(replaced)).toBe(replaced);
      }),
    );
  });

  it('names each place of any text, and its replacement can be written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        for (const { index, length, character, replacement } of countMessage(text).forcing) {
          expect(text.slice(index, index + length)).toBe(character);
          if (replacement !== null) expect(countMessage(replacement).measure?.encoding).toBe('gsm7');
        }
      }),
    );
  });
});
