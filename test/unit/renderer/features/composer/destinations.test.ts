import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isListEnded,
  listedNumberProblem,
  mergeDestinations,
  splitAtBlanks,
  splitDestinations,
  wrongFirst,
} from '../../../../../renderer/features/composer/destinations';

const numbers = fc.array(
  fc
    .tuple(fc.boolean(), fc.integer({ min: 1, max: 9 }), fc.stringMatching(/^\d{8,13}$/))
    .map(([hasPlus, first, digits]) => `${hasPlus ? '+' : ''}${first}${digits}`),
  { maxLength: 30 },
);

describe('a pasted list', () => {
  it('is taken apart at lines, commas, semicolons, tabs and blanks', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom('\n', '\r\n', ', ', ';', '\t', ' ', ' | '), (list, between) => {
        expect(splitDestinations(list.join(between))).toEqual(list);
      }),
    );
  });

  it.each([
    ['+1 202 555 0123', ['+1 202 555 0123']],
    ['+1 (202) 555-0123, 00370 612 34567', ['+1 (202) 555-0123', '00370 612 34567']],
    ['"12025550123";\'12025550124\'', ['12025550123', '12025550124']],
    ['12345', ['12345']],
    ['Anna Berg, 12025550123', ['Anna Berg', '12025550123']],
    [' ,;\n', []],
  ])('%j', (pasted, expected) => {
    expect(splitDestinations(pasted)).toEqual(expected);
  });

  it('never throws, and gives nothing that is empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (pasted) => {
        for (const each of splitDestinations(pasted)) expect(each.trim()).not.toBe('');
      }),
    );
  });
});

describe('a typed list', () => {
  it('is taken apart at blanks between whole numbers, and a number with blanks is left whole', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        expect(splitAtBlanks(list.join(' '))).toEqual(list);
      }),
    );
    expect(splitAtBlanks('+1 202 555 0123')).toEqual(['+1 202 555 0123']);
    expect(splitAtBlanks('+49 170 1234567')).toEqual(['+49 170 1234567']);
    expect(splitAtBlanks(' Anna Berg ')).toEqual(['Anna Berg']);
    expect(splitAtBlanks('  ')).toEqual([]);
  });

  it.each([
    ['12025550123,', false, true],
    ['12025550123;', false, true],
    ['12025550123\t', false, true],
    ['12025550123 ', false, false],
    ['12025550123 ', true, true],
    ['12025550123  ', true, false],
    ['+49 170 ', true, false],
    ['0049170 ', true, false],
    ['12025550123 1202555012', false, false],
    ['12025550123 12025550124 ', false, true],
    [' ', true, false],
  ])('%j, after others: %s, is ended: %s', (typed, hasList, expected) => {
    expect(isListEnded(typed, hasList)).toBe(expected);
  });
});

describe('merging', () => {
  it('keeps one of each number, however it is written, and counts the others', () => {
    expect(mergeDestinations(['+12025550123'], ['1 202 555 0123', '12025550124', '12025550124'])).toEqual({
      destinations: ['+12025550123', '12025550124'],
      duplicateCount: 2,
    });
  });

  it('loses no number and invents none', () => {
    fc.assert(
      fc.property(numbers, numbers, (present, added) => {
        const { destinations, duplicateCount } = mergeDestinations(present, added);
        expect(destinations.length + duplicateCount).toBe(present.length + added.length);
        for (const each of destinations) expect([...present, ...added]).toContain(each);
      }),
    );
  });
});

describe('what is no number', () => {
  it('comes first, and nothing is lost', () => {
    expect(wrongFirst(['12025550101', 'Anna', '12025550102', 'x'])).toEqual([
      'Anna',
      'x',
      '12025550101',
      '12025550102',
    ]);
  });

  it.each([
    ['12025550123', null],
    ['+370 612 34567', null],
    ['900', null],
    ['Anna', '“Anna” is not a number. Correct it or take it out.'],
    ['1234567890123456', 'A number has at most 15 digits; this one has 16.'],
  ])('%s', (typed, sentence) => {
    expect(listedNumberProblem(typed)).toBe(sentence);
  });
});
