import { describe, expect, it } from 'vitest';
import { aMessage } from '#test/support/views';
import {
  missingWords,
  reasonBeside,
  stateWords,
} from '../../../../../renderer/features/conversations/message-state';
import { threadRows } from '../../../../../renderer/features/conversations/thread-rows';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

describe('threadRows', () => {
  it('puts the day above the first message of each', () => {
    const rows = threadRows([
      aMessage('m1', { createdAtMs: at(20, 9) }),
      aMessage('m2', { createdAtMs: at(20, 23) }),
      aMessage('m3', { createdAtMs: at(21, 0) }),
    ]);
    expect(
      rows.map(({ message, dayMs }) => [message.id, dayMs === null ? null : new Date(dayMs).getDate()]),
    ).toEqual([
      ['m1', 20],
      ['m2', null],
      ['m3', 21],
    ]);
  });

  it('knows what the received message above says as well, but for another day or a message of ours', () => {
    const createdAtMs = at(20, 9);
    const received = { direction: 'mo', state: 'received', reason: 'No trunk.', createdAtMs } as const;
    const doubtful = { direction: 'mt', state: 'in-doubt', reason: 'Nobody knows.', createdAtMs } as const;
    const rows = threadRows([
      aMessage('m1', received),
      aMessage('m2', received),
      aMessage('m3', { ...received, reason: 'Another one.' }),
      aMessage('m4', { ...received, reason: null }),
      aMessage('m5', { ...received, reason: null }),
      aMessage('m6', doubtful),
      aMessage('m7', doubtful),
      aMessage('m8', received),
      aMessage('m9', { ...received, createdAtMs: at(21, 9) }),
    ]);
    expect(rows.filter(({ isNoteRepeated }) => isNoteRepeated).map(({ message }) => message.id)).toEqual([
      'm2',
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

describe('reasonBeside', () => {
  const segments = [part(1, 'delivered'), part(2, 'delivered'), part(3, 'undeliverable')];

  it('does not say again how many parts were delivered, which stands beside the state', () => {
    const failed = { state: 'undeliverable', segments, reason: '2 of 3 parts delivered. Too late.' } as const;
    expect(reasonBeside(failed)).toBe('Too late.');
    expect(reasonBeside({ ...failed, reason: '2 of 3 parts delivered.' })).toBeNull();
    expect(reasonBeside({ ...failed, reason: null })).toBeNull();
  });

  it('is the reason of a message of one part', () => {
    const reason = '1 of 2 parts delivered.';
    expect(reasonBeside({ state: 'delivered', segments: [part(1, 'delivered')], reason })).toBe(reason);
  });
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

describe('missingWords', () => {
  const received = (...numbers: number[]) => numbers.map((number) => part(number, 'delivered'));

  it('names the part of an inbound message that has not come', () => {
    expect(missingWords({ direction: 'mo', segments: received(3, 1), segmentTotal: 3 })).toBe(
      'Part 2 of 3 has not arrived.',
    );
  });

  it('names several, neighbours together', () => {
    expect(missingWords({ direction: 'mo', segments: received(2, 6, 8), segmentTotal: 9 })).toBe(
      'Parts 1, 3–5, 7 and 9 of 9 have not arrived.',
    );
    expect(missingWords({ direction: 'mo', segments: received(1), segmentTotal: 3 })).toBe(
      'Parts 2 and 3 of 3 have not arrived.',
    );
  });

  it('has nothing to say of one that is whole, or that we sent', () => {
    expect(missingWords({ direction: 'mo', segments: received(1, 2), segmentTotal: 2 })).toBeNull();
    expect(missingWords({ direction: 'mt', segments: received(1), segmentTotal: 3 })).toBeNull();
  });
});
