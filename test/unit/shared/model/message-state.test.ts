import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageState } from '#shared/model/message';
import { messageStates } from '#shared/model/message-words';
import {
  aggregateReason,
  aggregateState,
  isFailure,
  isFinal,
  stateAfterReceipt,
} from '#shared/model/message-state';

/** The product's rule, said again in another way: the first of these that any segment has is the message's state. */
const byGravity: readonly MessageState[] = [
  'in-doubt',
  'refused',
  'rejected',
  'undeliverable',
  'expired',
  'deleted',
  'skipped',
  'queued',
  'sent',
  'accepted',
  'unknown',
  'scheduled',
  'acknowledged',
  'enroute',
  'delivered',
  'received',
];

describe('aggregateState', () => {
  it('knows every state', () => {
    expect([...byGravity].sort()).toEqual([...messageStates].sort());
  });

  it.each(messageStates)('of one segment that is %s is its state', (state) => {
    expect(aggregateState([state])).toBe(state);
  });

  it('of every three states is by the product’s rule', () => {
    for (const first of messageStates) {
      for (const second of messageStates) {
        for (const third of messageStates) {
          const segments = [first, second, third];
          const expected = byGravity.find((state) => segments.includes(state));
          expect(aggregateState(segments), segments.join(', ')).toBe(expected);
        }
      }
    }
  });

  it('does not depend on the order or on repeats', () => {
    const states = fc.array(fc.constantFrom(...messageStates), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(states, (segments) => {
        const state = aggregateState(segments);
        expect(aggregateState([...segments].reverse())).toBe(state);
        expect(aggregateState([...segments, ...segments])).toBe(state);
        expect(segments).toContain(state);
      }),
    );
  });

  it('is delivered only when all are, and in doubt as soon as one is', () => {
    const states = fc.array(fc.constantFrom(...messageStates), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(states, (segments) => {
        const isAllDelivered = segments.every((state) => state === 'delivered' || state === 'received');
        expect(aggregateState(segments) === 'delivered' || aggregateState(segments) === 'received').toBe(
          isAllDelivered,
        );
        expect(aggregateState([...segments, 'in-doubt'])).toBe('in-doubt');
      }),
    );
  });

  it('refuses a message without segments', () => {
    expect(() => aggregateState([])).toThrow('without segments');
  });
});

describe('aggregateReason', () => {
  const fate = (state: MessageState, reason: string | null = null) => ({ state, reason });

  it('is the reason of the segment that decides', () => {
    expect(aggregateReason([fate('accepted', 'a'), fate('refused', 'Invalid address.')])).toBe(
      'Invalid address.',
    );
    expect(aggregateReason([fate('refused'), fate('refused', 'second')])).toBe('second');
    expect(aggregateReason([fate('delivered')])).toBeNull();
  });

  it('tells how many of several parts were delivered', () => {
    const parts = [fate('delivered'), fate('expired', 'Too late.'), fate('delivered')];
    expect(aggregateReason(parts)).toBe('2 of 3 parts delivered. Too late.');
    expect(aggregateReason([fate('delivered'), fate('enroute')])).toBe('1 of 2 parts delivered.');
    expect(aggregateReason([fate('delivered'), fate('delivered')])).toBeNull();
  });
});

describe('stateAfterReceipt', () => {
  it('lets no word that is not final overwrite a final state, and takes every other word', () => {
    for (const current of messageStates) {
      for (const told of messageStates) {
        const expected = isFinal(current) && !isFinal(told) ? current : told;
        expect(stateAfterReceipt(current, told)).toBe(expected);
      }
    }
  });

  it('counts as final what nothing follows', () => {
    const final = messageStates.filter(isFinal);
    expect(final).toEqual([
      'refused',
      'delivered',
      'expired',
      'deleted',
      'undeliverable',
      'rejected',
      'skipped',
      'received',
    ]);
    expect(final.filter((state) => !isFailure(state))).toEqual(['delivered', 'received']);
  });
});
