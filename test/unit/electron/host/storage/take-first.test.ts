import { describe, expect, it } from 'vitest';
import type { WriteInput, WriteKind, WriteRequest } from '#electron/host/storage/operations';
import type { SegmentOutcome } from '#electron/host/storage/stored-records';
import { inTransactions } from '#electron/host/storage/take-first';
import { clock, demo, ids, outbound, receipt } from './samples';

const entry = <K extends WriteKind>(kind: K, input: WriteInput<K>): { readonly request: WriteRequest } => ({
  request: { kind, input },
});
const take = () => entry('takeQueued', { trunkId: demo, limit: 10, atMs: clock.now() });
const settled = (outcome: SegmentOutcome) =>
  entry('settleSegment', { messageId: ids.message(), number: 1, outcome, place: null, atMs: clock.now() });
const accepted = () => settled({ kind: 'accepted', smscMessageId: '17', reason: null });
const ofReceipt = () => entry('insertReceipt', receipt());

const kinds = (batch: readonly { readonly request: WriteRequest }[]) =>
  inTransactions(batch).map((part) => part.map(({ request }) => request.kind));

describe('marking what leaves next', () => {
  it('is a transaction of its own before the outcomes and receipts of a tick', () => {
    expect(kinds([accepted(), ofReceipt(), take(), accepted()])).toEqual([
      ['takeQueued'],
      ['settleSegment', 'insertReceipt', 'settleSegment'],
    ]);
  });

  it('is in the order in which it came beside whatever changes the queue', () => {
    const changing = [
      entry('insertOutbound', outbound()),
      entry('refuseQueued', { lane: demo, reason: 'Gone.', atMs: 0 }),
      entry('deleteMessages', { ids: [] }),
      settled({ kind: 'queued', reason: 'Waits.' }),
      settled({ kind: 'refused', commandStatus: 8, reason: 'Refused.' }),
      settled({ kind: 'in-doubt', reason: 'No answer.' }),
    ];
    for (const other of changing) {
      expect(kinds([accepted(), other, take()])).toEqual([
        ['settleSegment', other.request.kind, 'takeQueued'],
      ]);
    }
  });

  it('leaves a tick with nothing to overtake as it is, and loses nothing', () => {
    expect(kinds([take()])).toEqual([['takeQueued']]);
    expect(kinds([ofReceipt(), accepted()])).toEqual([['insertReceipt', 'settleSegment']]);
    const batch = [accepted(), take(), ofReceipt(), take()];
    expect(new Set(inTransactions(batch).flat())).toEqual(new Set(batch));
  });
});
