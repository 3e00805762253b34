import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receiptIdRule, type ReceiptIdRule } from '#shared/model/receipt-ids';
import { candidateIds, idKey, idRuleWords, idsMatch, recogniseIdRule } from '#shared/smpp/text/receipt-ids';

const rule = (fields: Partial<ReceiptIdRule> = {}): ReceiptIdRule => receiptIdRule.parse(fields);

/** What SMSCs gave: the id of the response, the id of the receipt, and the narrowest rule between them. */
const pairs: readonly (readonly [response: string, receipt: string, expected: ReceiptIdRule | null])[] = [
  ['39f99dd5', '0972660181', rule({ conversion: 'response-hex' })],
  ['5f878c79', '1602718841', rule({ conversion: 'response-hex' })],
  ['6aad5', '0000436949', rule({ conversion: 'response-hex' })],
  ['18d0e03a', '0416342074', rule({ conversion: 'response-hex' })],
  ['38601fa', '0059113978', rule({ conversion: 'response-hex' })],
  ['1d305b4c', '0489708364', rule({ conversion: 'response-hex' })],
  ['3005', '0000003005', rule({ ignoresPadding: true })],
  ['812FC7470000001B', '9308878062554710043', rule({ conversion: 'response-hex' })],
  ['10C8F40D', '281605133', rule({ conversion: 'response-hex' })],
  ['33E95179', '870928761', rule({ conversion: 'response-hex' })],
  ['33647f6c', '862224236', rule({ conversion: 'response-hex' })],
  ['16fee0e525', '98765432101', rule({ conversion: 'response-hex' })],
  ['00B8BE19', '00B8BE19', rule()],
  ['0e999f21-81ef-4974-a414-3de98174e3c7', '0e999f21-81ef-4974-a414-3de98174e3c7', rule()],
  ['SAR-2340000245475-1eedf843-2-1', 'SAR-2340000245475-1EEDF843-2-1', rule({ ignoresCase: true })],
  ['1101c1-c9d03d-f000', '1101C1-C9D03D-F000', rule({ ignoresCase: true })],
  ['04062581461644996000141', '4062581461644996000141', rule({ ignoresPadding: true })],
  // The receipt of another part: not the same message.
  ['04062581461644996000241', '4062581461644996000141', null],
  ['4D19C83C', '4D19C83C', rule()],
  ['862224236', '33647f6c', rule({ conversion: 'response-decimal' })],
  ['0862224236', '33647F6C', rule({ conversion: 'response-decimal', ignoresPadding: true })],
  ['0000abcd', '43981', rule({ conversion: 'response-hex', ignoresPadding: true })],
  ['6000', '5000', null],
  ['abc', 'xyz', null],
];

describe('pairs of ids that SMSCs gave', () => {
  it.each(pairs)('%s and %s', (response, receipt, expected) => {
    expect(recogniseIdRule(response, receipt)).toEqual(expected);
    const found = [...candidateIds(receipt, rule())].filter(({ key }) => key === idKey(response));
    expect(found.map(({ conversion }) => conversion)).toEqual(expected === null ? [] : [expected.conversion]);
    if (expected !== null) expect(idsMatch(response, receipt, expected)).toBe(true);
  });
});

describe('rules', () => {
  const anyRule = fc.record<ReceiptIdRule>({
    conversion: fc.constantFrom('same', 'response-hex', 'response-decimal'),
    ignoresPadding: fc.boolean(),
    ignoresCase: fc.boolean(),
  });
  const number = fc.bigInt({ min: 0n, max: 2n ** 128n });

  it('find the id of the response in a receipt that was written by them', () => {
    fc.assert(
      fc.property(number, anyRule, fc.boolean(), fc.constantFrom(8, 10, 16), (value, by, isUpper, length) => {
        const [responseBase, receiptBase] =
          by.conversion === 'same' ? [16, 16] : by.conversion === 'response-hex' ? [16, 10] : [10, 16];
        const response = value.toString(responseBase);
        let receipt = value.toString(receiptBase);
        if (by.ignoresPadding) receipt = receipt.padStart(length, '0');
        if (by.ignoresCase && isUpper) receipt = receipt.toUpperCase();
        expect(idsMatch(response, receipt, by)).toBe(true);
        expect([...candidateIds(receipt, by)][0]?.key).toBe(idKey(response));
        expect(recogniseIdRule(response, receipt, by)).toEqual(by);
      }),
    );
  });

  it('match only what is found by its key', () => {
    const id = fc.string({
      unit: fc.constantFrom('0', '1', '9', 'a', 'F', 'x', '-'),
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(id, id, anyRule, (response, receipt, by) => {
        const isFound = [...candidateIds(receipt, by)].some(({ key }) => key === idKey(response));
        if (!isFound) expect(recogniseIdRule(response, receipt)).toBeNull();
      }),
    );
  });

  it('try their own conversion first and leave out those that cannot be', () => {
    const conversionsOf = (id: string): readonly string[] =>
      [...candidateIds(id, rule({ conversion: 'response-hex' }))].map(({ conversion }) => conversion);
    expect(conversionsOf('12293')).toEqual(['response-hex', 'same', 'response-decimal']);
    expect(conversionsOf('3005a')).toEqual(['same', 'response-decimal']);
    expect(conversionsOf('0e999f21-81ef')).toEqual(['same']);
    expect(conversionsOf('1'.repeat(65))).toEqual(['same']);
  });

  it('say themselves in words', () => {
    expect(idRuleWords(rule())).toBe('as they were given');
    expect(idRuleWords(rule({ conversion: 'response-hex', ignoresPadding: true }))).toBe(
      'in decimal, where the response has them in hexadecimal, with another number of zeros in front',
    );
  });
});
