import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pattern } from '#shared/rules/pattern';
import { PatternError } from '#shared/rules/pattern-syntax';

const matches = (pattern: string, text: string, ignoresCase = false): boolean =>
  Pattern.compile(pattern, { ignoresCase }).test(text);

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\d',
  '\\w',
  '\\s',
  '\\b',
  '^',
  '$',
  '(?:ab|b)',
  '(a|)',
);
const quantifier = fc.constantFrom('', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?');
const patterns = fc
  .array(fc.tuple(atom, quantifier), { minLength: 1, maxLength: 6 })
  .map((parts) =>
    parts.map(([each, times]) => (/^(?:\\b|\^|\$)$/.test(each) ? each : `${each}${times}`)).join(''),
  );
const texts = fc.string({ unit: fc.constantFrom('a', 'b', '1', ' ', '\n', 'é'), maxLength: 12 });

describe('a pattern', () => {
  it('matches what a regular expression of JavaScript matches', () => {
    fc.assert(
      fc.property(patterns, texts, (pattern, text) => {
        expect(matches(pattern, text)).toBe(new RegExp(pattern, 'u').test(text));
      }),
    );
  });

  it.each([
    ['^stop\\b', 'STOP now', true],
    ['stra(ss|ß)e', 'Hauptstraße', true],
    ['^\\+?3706\\d{7}$', '+37060000001', true],
    ['[\\u0410-\\u044f]+', 'Привет', true],
    ['code: \\x34', 'Code: 4', true],
    ['a{3,}', 'aa', false],
  ])('%s in “%s”: %s', (pattern, text, expected) => {
    expect(matches(pattern, text, true)).toBe(expected);
  });

  it.each([
    '(',
    ')',
    '[a',
    'a**',
    '*a',
    '(?=a)',
    '(?<n>a)',
    '\\1',
    '\\q',
    '[z-a]',
    'a{5000}',
    '(a{100}){100}',
    '\\',
  ])('is refused with a sentence: %s', (pattern) => {
    expect(() => Pattern.compile(pattern, { ignoresCase: false })).toThrow(PatternError);
  });

  it('answers at once where a backtracking engine never would', () => {
    const evil = `${'a'.repeat(3000)}!`;
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(.*a){20}$', '^(a|aa)+$']) {
      expect(matches(pattern, evil)).toBe(false);
    }
  });
});
