import { describe, expect, test, vi } from 'vitest';
import { jumpOfLetter, pressLetter } from '../../../../../renderer/features/pdu-log/log-keys';
import type { RelatedPdus } from '../../../../../renderer/features/pdu-log/related-pdus';
import { createPduLogStore } from '../../../../../renderer/features/pdu-log/pdu-log-store';
import { FakeLog, pduRow } from './fake-log';

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

describe('pressLetter', () => {
  test('marks the row that was just selected, before what is inside it has come', async () => {
    const marked: number[] = [];
    const log = new FakeLog({
      'pduLog.pdu': () => new Promise(() => undefined),
      'pduLog.setNote': ({ number }) => {
        marked.push(number);
        return {};
      },
    });
    log.record(5);
    const store = createPduLogStore(log.client);
    await vi.waitFor(() => expect(store.getState().rowCount).toBe(5));
    expect(pressLetter(store, 'm')).toBe(false);
    await store.selectPosition(2);
    expect(pressLetter(store, 'm')).toBe(true);
    await vi.waitFor(() => expect(marked).toEqual([3]));
    store.stop();
  });
});
