import { expect, it } from 'vitest';
import { OutstandingRequests } from '#electron/smpp/session/outstanding-requests';
import { FakeClock } from '#test/support/fake-clock';

function rig() {
  const clock = new FakeClock();
  const expired: number[] = [];
  const outstanding = new OutstandingRequests(clock, 1_000, (requests) => {
    for (const { sequenceNumber } of requests) expired.push(sequenceNumber);
  });
  const add = (sequenceNumber: number): void =>
    outstanding.add({
      sequenceNumber,
      command: 'submit_sm',
      isTimed: true,
      batch: 1,
      onOutcome: () => undefined,
    });
  return { clock, expired, outstanding, add };
}

it('finds a request that timed out once, and not one whose number is used again', () => {
  const { clock, outstanding, add } = rig();
  add(5);
  add(6);
  clock.advance(1_000);
  add(5);
  expect(outstanding.takeTimedOut(5, 'submit_sm')).toBeUndefined();
  expect(outstanding.take(5, 'submit_sm')).toMatchObject({ sequenceNumber: 5 });
  expect(outstanding.takeTimedOut(6, 'submit_sm')).toBe('submit_sm');
  expect(outstanding.takeTimedOut(6, 'submit_sm')).toBeUndefined();
});

it('remembers the last 10,000 that timed out', () => {
  const { clock, expired, outstanding, add } = rig();
  for (let sequenceNumber = 1; sequenceNumber <= 10_001; sequenceNumber += 1) add(sequenceNumber);
  clock.advance(1_000);
  expect(expired).toHaveLength(10_001);
  expect(outstanding.takeTimedOut(1, null)).toBeUndefined();
  expect(outstanding.takeTimedOut(2, null)).toBe('submit_sm');
  expect(outstanding.takeTimedOut(10_001, null)).toBe('submit_sm');
});

it('expires each at its own time, by one timer', () => {
  const { clock, expired, outstanding, add } = rig();
  add(1);
  clock.advance(400);
  add(2);
  clock.advance(400);
  add(3);
  outstanding.take(2, null);
  expect(clock.pendingTimers).toBe(1);
  clock.advance(200);
  expect(expired).toEqual([1]);
  clock.advance(799);
  expect(expired).toEqual([1]);
  clock.advance(1);
  expect(expired).toEqual([1, 3]);
  clock.assertNoTimers();
});
