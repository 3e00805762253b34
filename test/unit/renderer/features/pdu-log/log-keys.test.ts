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

  test('jumps as soon as the host says where to, from the row that is still selected then', async () => {
    const answers = new Map<number, (answer: { readonly related: RelatedPdus }) => void>();
    const tell = async (number: number, change: Partial<RelatedPdus>): Promise<void> => {
      await vi.waitFor(() => expect(answers.has(number)).toBe(true));
      answers.get(number)?.({ related: related(change) });
    };
    const log = new FakeLog({
      'pduLog.related': ({ number }) => new Promise((resolve) => void answers.set(number, resolve)),
    });
    log.record(5);
    const store = createPduLogStore(log.client);
    await vi.waitFor(() => expect(store.getState().rowCount).toBe(5));
    await store.selectPosition(0);
    await vi.waitFor(() => expect(store.getState().detail).not.toBeNull());
    expect(pressLetter(store, 'd')).toBe(true);
    await tell(1, { receipts: [4] });
    await vi.waitFor(() => expect(store.getState().selected).toBe(4));
    // Another row is chosen before the answer: then nothing is jumped to.
    expect(pressLetter(store, 'r')).toBe(true);
    await vi.waitFor(() => expect(answers.has(4)).toBe(true));
    await store.selectPosition(1);
    await tell(4, { answeredBy: 5 });
    await tell(2, {});
    await vi.waitFor(() => expect(store.getState().related).not.toBeNull());
    expect(store.getState().selected).toBe(2);
    store.stop();
  });
});
