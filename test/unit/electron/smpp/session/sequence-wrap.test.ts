import { afterEach, describe, expect, it } from 'vitest';
import { boundSession, type SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
});

describe('sequence numbers', () => {
  const LAST = 0x7fffffff;
  /** Numbers of this session in their order, round the end. */
  const next = (number: number, step: number): number => ((number - 1 + step) % LAST) + 1;

  it('go round at 0x7FFFFFFF in the middle of a session: every response finds its message, and the window empties', async () => {
    test = await boundSession({ windowSize: 10, lastSequenceNumber: LAST - 26 });
    test.peer.onPdu = ({ command, sequenceNumber }) => {
      if (command === 'submit_sm') {
        test.peer.send('submit_sm_resp', { sequenceNumber, body: { messageId: `m${sequenceNumber}` } });
      } else if (command === 'enquire_link') test.peer.send('enquire_link_resp', { sequenceNumber });
    };
    const sent: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (let count = 0; count < 10; count += 1) sent.push(test.submit() ?? 0);
      expect(test.session.freeWindow()).toBe(0);
      await settle();
      expect(test.session.freeWindow()).toBe(10);
    }
    // The bind had the number before the first.
    expect(sent).toEqual(sent.map((_, index) => next(LAST - 24, index)));
    expect(sent).toContain(LAST);
    expect(sent).toContain(1);
    expect(test.outcomes.map(({ sequenceNumber }) => sequenceNumber)).toEqual(sent);
    expect(test.outcomes).toMatchObject(
      sent.map((number) => ({ outcome: { response: { body: { messageId: `m${number}` } } } })),
    );
    expect(test.session.counters).toMatchObject({ sent: 60, accepted: 60, unmatched: 0, late: 0 });
    await test.clock.advanceAsync(60_000);
    await test.clock.advanceAsync(10_000);
    expect(test.session.state).toBe('bound_trx');
  });

  it('pass over one that still waits on the other side of the end, whose late answer is its own', async () => {
    test = await boundSession({ windowSize: 10, lastSequenceNumber: LAST - 3 });
    expect([test.submit(), test.submit(), test.submit(), test.submit()]).toEqual([LAST - 1, LAST, 1, 2]);
    await test.clock.advanceAsync(10_000);
    expect(test.outcomeLines).toEqual([`timeout ${LAST - 1}`, `timeout ${LAST}`, 'timeout 1', 'timeout 2']);
    test.peer.send('submit_sm_resp', { sequenceNumber: LAST });
    test.peer.send('submit_sm_resp', { sequenceNumber: 1 });
    await settle();
    expect(test.late).toEqual([`submit_sm ${LAST} submit_sm_resp`, 'submit_sm 1 submit_sm_resp']);
    expect(test.session.freeWindow()).toBe(10);
  });
});
