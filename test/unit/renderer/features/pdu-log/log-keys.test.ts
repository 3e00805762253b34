import { describe, expect, test } from 'vitest';
import { jumpOfLetter } from '../../../../../renderer/features/pdu-log/log-keys';
import type { RelatedPdus } from '../../../../../renderer/features/pdu-log/related-pdus';
import { pduRow } from './fake-log';

const related = (change: Partial<RelatedPdus>): RelatedPdus => ({
  answers: null,
  answeredBy: null,
  latencyMs: null,
  isUnanswered: false,
  receipts: [],
  submit: null,
  siblings: [],
  messageId: null,
  ...change,
});
const row = pduRow(5);

describe('jumpOfLetter', () => {
  test('r goes to the response and back', () => {
    expect(jumpOfLetter('r', row, related({ answeredBy: 6 }))).toBe(6);
    expect(jumpOfLetter('r', row, related({ answers: 4 }))).toBe(4);
    expect(jumpOfLetter('r', row, related({ isUnanswered: true }))).toBeNull();
  });

  test('d goes to the first receipt and back to the message', () => {
    expect(jumpOfLetter('d', row, related({ receipts: [9, 12] }))).toBe(9);
    expect(jumpOfLetter('d', row, related({ submit: 1 }))).toBe(1);
    expect(jumpOfLetter('d', row, related({}))).toBeNull();
  });

  test('s goes round the parts of a message', () => {
    expect(jumpOfLetter('s', row, related({ siblings: [3, 5, 7] }))).toBe(7);
    expect(jumpOfLetter('s', row, related({ siblings: [3, 5] }))).toBe(3);
    expect(jumpOfLetter('s', row, related({ siblings: [] }))).toBeNull();
  });

  test('other letters go nowhere', () => {
    expect(jumpOfLetter('x', row, related({ answeredBy: 6, receipts: [9], siblings: [3] }))).toBeNull();
  });
});
