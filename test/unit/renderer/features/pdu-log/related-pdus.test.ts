import { describe, expect, it } from 'vitest';
import {
  jumpsOf,
  latencyWords,
  type RelatedPdus,
} from '../../../../../renderer/features/pdu-log/related-pdus';
import { sectionWords } from '../../../../../renderer/features/pdu-log/section-words';
import { pduRow } from './fake-log';

const nothing: RelatedPdus = {
  answers: null,
  answeredBy: null,
  latencyMs: null,
  isUnanswered: false,
  receipts: [],
  submit: null,
  siblings: [],
  messageId: null,
};

describe('what belongs to a PDU', () => {
  it('is told in words, with where to go', () => {
    const jumps = jumpsOf(pduRow(4), {
      ...nothing,
      answeredBy: 5,
      latencyMs: 12.4,
      receipts: [9],
      siblings: [4, 6],
      messageId: 'abc',
    });
    expect(jumps.map(({ words, number }) => [words, number])).toEqual([
      ['Answered after 12 ms: PDU 5', 5],
      ['Receipt: PDU 9', 9],
      ['Part 2 of the same message: PDU 6', 6],
      ['message_id of the SMSC: abc', null],
    ]);
  });

  it('is a warning where a response is missing', () => {
    expect(jumpsOf(pduRow(4), { ...nothing, isUnanswered: true })).toEqual([
      { words: 'No response to this request is in the log.', number: null, isWarning: true },
    ]);
  });
});

it('latencies have three digits', () => {
  expect([0.42, 12.4, 1250].map(latencyWords)).toEqual(['0.4 ms', '12 ms', '1.25 s']);
});

it('sections name their version', () => {
  expect(sectionWords('5.2.12')).toBe('SMPP 3.4, section 5.2.12');
  expect(sectionWords('5.0: 4.8.4.18')).toBe('SMPP 5.0, section 4.8.4.18');
});
