import { describe, expect, it } from 'vitest';
import { aMessage } from '#test/support/views';
import { missingParts, stateWords } from '../../../../../renderer/features/conversations/message-state';
import { threadRows } from '../../../../../renderer/features/conversations/thread-rows';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

describe('threadRows', () => {
  it('puts the day before the first message of each', () => {
    const rows = threadRows([
      aMessage('m1', { createdAtMs: at(20, 9) }),
      aMessage('m2', { createdAtMs: at(20, 23) }),
      aMessage('m3', { createdAtMs: at(21, 0) }),
    ]);
    expect(rows.map((row) => (row.kind === 'day' ? new Date(row.atMs).getDate() : row.key))).toEqual([
      20,
      'm1',
      'm2',
      21,
      'm3',
    ]);
  });
});

const part = (number: number, state: 'delivered' | 'undeliverable' | 'accepted') => ({
  number,
  state,
  smscMessageId: null,
  commandStatus: null,
  reason: null,
});

describe('stateWords', () => {
  it('tells how far the parts are where they differ', () => {
    const segments = [part(1, 'delivered'), part(2, 'delivered'), part(3, 'undeliverable')];
    expect(stateWords({ state: 'undeliverable', segments })).toBe('Undeliverable · 2 of 3 parts delivered');
  });

  it('is the plain name where they do not, and for one segment', () => {
    expect(stateWords({ state: 'accepted', segments: [part(1, 'accepted'), part(2, 'accepted')] })).toBe(
      'Accepted',
    );
    expect(stateWords({ state: 'delivered', segments: [part(1, 'delivered'), part(2, 'delivered')] })).toBe(
      'Delivered',
    );
    expect(stateWords({ state: 'in-doubt', segments: [part(1, 'accepted')] })).toBe('In doubt');
  });
});

describe('missingParts', () => {
  it('counts what has not come of an inbound message', () => {
    const segments = [part(1, 'delivered'), part(3, 'delivered')];
    expect(missingParts({ direction: 'mo', segments, segmentTotal: 3 })).toBe(1);
    expect(missingParts({ direction: 'mt', segments, segmentTotal: 3 })).toBe(0);
  });
});
