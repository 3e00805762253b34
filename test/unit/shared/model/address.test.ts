import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressProblem, conversationKey, parseAddress } from '#shared/model/address';

describe('parseAddress', () => {
  it.each([
    ['+12025550123', 'international', '12025550123', 1, 1],
    ['12025550123', 'international', '12025550123', 1, 1],
    ['+1 (202) 555-0123', 'international', '12025550123', 1, 1],
    ['+1.202.555\u20110123', 'international', '12025550123', 1, 1],
    ['+4477', 'international', '4477', 1, 1],
    ['1234567', 'short-code', '1234567', 3, 0],
    ['12345678', 'short-code', '12345678', 3, 0],
    ['123456789', 'international', '123456789', 1, 1],
    ['4477', 'short-code', '4477', 3, 0],
    ['123456', 'short-code', '123456', 3, 0],
    ['02025550123', 'national', '02025550123', 2, 1],
    ['Shop', 'alphanumeric', 'Shop', 5, 0],
    [' My Shop ', 'alphanumeric', 'My Shop', 5, 0],
    ['555-HELP', 'alphanumeric', '555-HELP', 5, 0],
    ['1+2', 'alphanumeric', '1+2', 5, 0],
    ['+', 'alphanumeric', '+', 5, 0],
    ['', 'none', '', 0, 0],
    ['  ', 'none', '', 0, 0],
  ])('%j is %s', (typed, kind, address, ton, npi) => {
    expect(parseAddress(typed)).toEqual({ kind, address, ton, npi });
  });
});

describe('conversationKey', () => {
  it('is the same for every way of writing one number', () => {
    const written = ['+12025550123', '12025550123', '+1 202 555 0123', '1-202-555-0123'];
    expect(new Set(written.map(conversationKey))).toEqual(new Set(['12025550123']));
  });

  it('leaves names as they are', () => {
    expect(conversationKey('Shop')).not.toBe(conversationKey('SHOP'));
  });
});

describe('addressProblem', () => {
  it('has nothing to say of what can be sent', () => {
    for (const typed of ['', '+12025550123', 'Café', 'A'.repeat(20)]) {
      expect(addressProblem(parseAddress(typed))).toBeNull();
    }
  });

  it.each([
    ['A'.repeat(21), 'SMPP addresses have at most 20 characters; this one has 21.'],
    ['Банк', 'Use characters of Latin-1 only; SMPP sends addresses octet by octet.'],
    ['A\u0000B', 'Use characters of Latin-1 only; SMPP sends addresses octet by octet.'],
  ])('%j is told what is wrong', (typed, problem) => {
    expect(addressProblem(parseAddress(typed))).toBe(problem);
  });
});

describe('whatever is typed', () => {
  const separator = fc.constantFrom('', ' ', '-', '.', '(', ')', '\u00a0', '\u2011');
  const digit = fc.integer({ min: 0, max: 9 }).map(String);

  it('a number is the same number with and without signs between its digits', () => {
    const written = fc.array(fc.tuple(digit, separator), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.boolean(), written, (hasPlus, pairs) => {
        const plain = pairs.map(([each]) => each).join('');
        const plus = hasPlus ? '+' : '';
        const typed = plus + pairs.flat().join('');
        expect(parseAddress(typed)).toEqual(parseAddress(plus + plain));
        expect(parseAddress(typed).address).toBe(plain);
        if (hasPlus) expect(parseAddress(typed).kind).toBe('international');
      }),
    );
  });

  it('it is an address of one kind, whose own writing means the same', () => {
    const typed = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[+\d ().-]{0,24}$/),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const { kind, address } = parseAddress(text);
        expect(kind === 'none').toBe(address === '');
        expect(parseAddress(address).address).toBe(address);
        expect(conversationKey(conversationKey(text))).toBe(conversationKey(text));
      }),
    );
  });
});
