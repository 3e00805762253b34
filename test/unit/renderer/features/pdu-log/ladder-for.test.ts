import { describe, expect, it, vi } from 'vitest';
import type { CommandOutput } from '#shared/contract/index';
import { createPduLogStore } from '../../../../../renderer/features/pdu-log/pdu-log-store';
import { ladderFor } from '../../../../../renderer/features/pdu-log/ladder-for';
import { FakeLog, pduRow } from './fake-log';

type Related = NonNullable<CommandOutput<'pduLog.related'>['related']>;

const alone: Related = {
  answers: null,
  answeredBy: null,
  latencyMs: null,
  isUnanswered: false,
  receipts: [],
  submit: null,
  siblings: [],
  messageId: null,
};

/** A message of two parts, 1 and 2, answered by 3 and 5; the receipt of each, 6 and 8, is answered by 7 and 9. */
const related: Readonly<Record<number, Related>> = {
  1: { ...alone, answeredBy: 3, siblings: [1, 2], receipts: [6] },
  2: { ...alone, answeredBy: 5, siblings: [1, 2], receipts: [8] },
  3: { ...alone, answers: 1 },
  4: alone,
  5: { ...alone, answers: 2 },
  6: { ...alone, answeredBy: 7, submit: 1 },
  7: { ...alone, answers: 6 },
  8: { ...alone, answeredBy: 9, submit: 2 },
  9: { ...alone, answers: 8 },
};

const live = { kind: 'live' } as const;

describe('the sequence diagram', () => {
  it.each([1, 2, 3, 5, 6, 7, 8, 9])('of a message is the same from each of its PDUs: %i', async (number) => {
    const log = new FakeLog({ 'pduLog.related': ({ number: of }) => ({ related: related[of] ?? null }) });
    const state = { source: live, chosen: new Set<number>() };
    const panel = await ladderFor(log.client, state, pduRow(number), 'message');
    expect(panel).toMatchObject({ of: { kind: 'numbers', source: live, numbers: [1, 2, 3, 5, 6, 7, 8, 9] } });
  });

  it('of what is selected holds it in the order of the log', async () => {
    const log = new FakeLog();
    log.record(20);
    const store = createPduLogStore(log.client);
    await vi.waitFor(() => expect(store.getState().rowCount).toBe(20));
    await store.selectPosition(8);
    await store.choose(3, 'toggle');
    expect(store.getState().selected).toBe(4);
    const panel = await ladderFor(log.client, store.getState(), pduRow(4), 'selection');
    expect(panel).toMatchObject({ of: { kind: 'numbers', numbers: [4, 9] } });
    await store.choose(5, 'range');
    expect([...store.getState().chosen]).toEqual([4, 5, 6]);
    await store.choose(1, 'range');
    expect([...store.getState().chosen]).toEqual([2, 3, 4]);
    await store.selectPosition(0);
    expect(store.getState().chosen.size).toBe(0);
    store.stop();
  });
});
