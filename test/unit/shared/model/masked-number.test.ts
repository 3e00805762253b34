import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskNumber, maskText } from '#shared/model/masked-number';

describe('a masked number', () => {
  it.each([
    ['12025550123', '120••••••23'],
    ['+442079460000', '+44••••••••00'],
    ['1234567', '1••••67'],
    ['4711', '4711'],
    ['Trunkline', 'Trunkline'],
    ['', ''],
  ])('of %j is %j', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });
});

describe('a text with masked numbers', () => {
  it.each([
    ['Call 12025550188.', 'Call 120••••••88.'],
    ['Call +44 7700 900123 or (202) 555-0188!', 'Call +44 7••• ••••23 or (202) •••-••88!'],
    ['Your code is 471123, table 12 at 19:30.', 'Your code is 471123, table 12 at 19:30.'],
    ['https://example.com/t/12345', 'https://example.com/t/12345'],
    ['On 2026-11-22 or 22.11.2026', 'On 2026-11-22 or 22.11.2026'],
    ['هاتف ٠٧٧٠٠٩٠٠١٢٣', 'هاتف ٠٧٧••••••٢٣'],
    [
      'id:0123456789 submit date:2611222000 stat:DELIVRD text:12025550188',
      'id:0123456789 submit date:2611222000 stat:DELIVRD text:120••••••88',
    ],
  ])('%j', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });

  it('shows five digits of a number at most, wherever it stands', () => {
    const words = fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/\p{Nd}|:/gu, 'x'));
    const number = fc.stringMatching(/^\+?[1-9]\d{6,14}$/);
    fc.assert(
      fc.property(words, number, words, (before, written, after) => {
        const text = `${before} ${written} ${after}`;
        const masked = maskText(text);
        expect(masked.length).toBe(text.length);
        expect(masked.match(/\p{Nd}/gu)?.length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
