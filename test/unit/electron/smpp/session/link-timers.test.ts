import { afterEach, describe, expect, it } from 'vitest';
import { boundSession, SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
});

/** Answers enquire_link from here on. */
const answerEnquiries = (): void => {
  test.peer.onPdu = (pdu) => {
    if (pdu.command === 'enquire_link') {
      test.peer.send('enquire_link_resp', { sequenceNumber: pdu.sequenceNumber });
    }
  };
};

describe('enquire_link when silent', () => {
  it('is not sent before the bind', async () => {
    test = new SessionUnderTest();
    await test.clock.advanceAsync(600_000);
    expect(test.peer.take()).toEqual([]);
  });

  it('is sent after silence, and again after more of it', async () => {
    test = await boundSession();
    answerEnquiries();
    await test.clock.advanceAsync(59_999);
    expect(test.peer.take()).toEqual([]);
    await test.clock.advanceAsync(1);
    expect(test.peer.take()).toEqual(['enquire_link 2']);
    await test.clock.advanceAsync(60_000);
    expect(test.peer.take()).toEqual(['enquire_link 3']);
    await test.clock.advanceAsync(600_000);
    expect(test.peer.take()).toHaveLength(10);
    expect(test.session.state).toBe('bound_trx');
  });

  it('is not sent while the peer is heard', async () => {
    test = await boundSession();
    answerEnquiries();
    for (let minute = 0; minute < 10; minute += 1) {
      await test.clock.advanceAsync(50_000);
      test.peer.send('deliver_sm', { sequenceNumber: minute + 1 });
      await settle();
    }
    expect(test.peer.take()).toEqual([]);
    await test.clock.advanceAsync(60_000);
    expect(test.peer.take()).toEqual(['enquire_link 2']);
  });

  it('does not count what we send', async () => {
    test = await boundSession();
    await test.clock.advanceAsync(59_000);
    test.submit();
    await test.clock.advanceAsync(1_000);
    expect(test.peer.take()).toEqual(['submit_sm 2', 'enquire_link 3']);
  });
});

describe('enquire_link always', () => {
  it('is sent whatever is heard', async () => {
    test = await boundSession({ timers: { enquireLinkMode: 'always' } });
    answerEnquiries();
    for (let step = 0; step < 12; step += 1) {
      test.peer.send('deliver_sm', { sequenceNumber: step + 1 });
      await test.clock.advanceAsync(10_000);
    }
    expect(test.peer.take()).toEqual(['enquire_link 2', 'enquire_link 3']);
  });
});

describe('the wait after an enquire_link', () => {
  it('ends the session when nothing comes', async () => {
    test = await boundSession();
    test.submit();
    await test.clock.advanceAsync(10_000);
    await test.clock.advanceAsync(59_999);
    expect(test.ends).toEqual([]);
    await test.clock.advanceAsync(1);
    expect(test.ends).toEqual([{ kind: 'enquire-link-timeout' }]);
    expect(test.session.state).toBe('closed');
    expect(test.peer.closed).not.toBeNull();
  });

  it.each([
    ['its response', '00000010 80000015 00000000 00000002'],
    ['a message', '00000010 00000102 00000000 00000009'],
    ['a response to nothing', '00000010 80000004 00000000 00000099'],
    ['a generic_nack', '00000010 80000000 00000003 00000002'],
    ['an unknown command', '00000010 00000fff 00000000 00000009'],
    ['the peer’s own enquire_link', '00000010 00000015 00000000 00000009'],
  ])('is over with %s', async (_, hex) => {
    test = await boundSession();
    await test.clock.advanceAsync(60_000);
    expect(test.peer.take()).toEqual(['enquire_link 2']);
    test.peer.sendHex(hex);
    await test.clock.advanceAsync(59_999);
    expect(test.ends).toEqual([]);
    await test.clock.advanceAsync(1);
    expect(test.peer.take().at(-1)).toBe('enquire_link 3');
    await test.clock.advanceAsync(10_000);
    expect(test.ends).toEqual([{ kind: 'enquire-link-timeout' }]);
  });

  it('is not over with half a PDU', async () => {
    test = await boundSession();
    await test.clock.advanceAsync(60_000);
    test.peer.sendHex('00000010 80000015 0000');
    await test.clock.advanceAsync(10_000);
    expect(test.ends).toEqual([{ kind: 'enquire-link-timeout' }]);
    expect(test.log.rows.at(-1)?.reason).toContain('10 of its 16 octets');
  });

  it('is not made longer by the next enquire_link', async () => {
    test = await boundSession({
      timers: { enquireLinkMode: 'always', enquireLinkMs: 4_000, enquireLinkResponseMs: 10_000 },
    });
    await test.clock.advanceAsync(13_999);
    expect(test.peer.take()).toEqual(['enquire_link 2', 'enquire_link 3', 'enquire_link 4']);
    expect(test.ends).toEqual([]);
    await test.clock.advanceAsync(1);
    expect(test.ends).toEqual([{ kind: 'enquire-link-timeout' }]);
  });

  it('leaves nothing outstanding when another PDU proved the link', async () => {
    test = await boundSession({ windowSize: 1 });
    await test.clock.advanceAsync(60_000);
    test.peer.send('deliver_sm', { sequenceNumber: 1 });
    await test.clock.advanceAsync(60_000);
    test.peer.send('enquire_link_resp', { sequenceNumber: 2 });
    await settle();
    expect(test.session.counters.unmatched).toBe(1);
    expect(test.outcomes).toEqual([]);
    test.peer.send('enquire_link_resp', { sequenceNumber: 3 });
    await settle();
    expect(test.session.counters.unmatched).toBe(1);
  });

  it('has its own time: the response timer of messages does not end it', async () => {
    test = await boundSession({ timers: { enquireLinkMs: 15_000, enquireLinkResponseMs: 30_000 } });
    await test.clock.advanceAsync(15_000);
    test.submit();
    await test.clock.advanceAsync(10_000);
    expect(test.peer.take()).toEqual(['enquire_link 2', 'submit_sm 3']);
    expect(test.outcomeLines).toEqual(['timeout 3']);
    test.peer.send('enquire_link_resp', { sequenceNumber: 2 });
    await settle();
    expect(test.late).toEqual([]);
    expect(test.session.counters.unmatched).toBe(0);
  });

  it('is never waited for when both timers are off', async () => {
    test = await boundSession({ timers: { enquireLinkMs: 0 } });
    await test.clock.advanceAsync(86_400_000);
    expect(test.peer.take()).toEqual([]);
    expect(test.session.state).toBe('bound_trx');
  });
});

describe('inactivity', () => {
  it('unbinds a session on which only our own enquire_link goes', async () => {
    test = await boundSession({ timers: { inactivityMs: 300_000 } });
    answerEnquiries();
    await test.clock.advanceAsync(100_000);
    test.peer.send('deliver_sm', { sequenceNumber: 1 });
    await settle();
    test.session.respond(test.requests[0]!, 0);
    await test.clock.advanceAsync(299_999);
    expect(test.peer.take()).not.toContain('unbind 7');
    await test.clock.advanceAsync(1);
    expect(test.peer.take().at(-1)).toMatch(/^unbind /u);
    await test.clock.advanceAsync(20_000);
    expect(test.ends).toEqual([{ kind: 'inactivity-timeout' }]);
  });

  it('is kept away by the peer’s enquire_link', async () => {
    test = await boundSession({ role: 'smsc', timers: { inactivityMs: 300_000, enquireLinkMs: 0 } });
    for (let step = 0; step < 10; step += 1) {
      test.peer.send('enquire_link', { sequenceNumber: step + 2 });
      await test.clock.advanceAsync(200_000);
    }
    expect(test.session.state).toBe('bound_trx');
  });

  it('is off by default', async () => {
    test = await boundSession();
    answerEnquiries();
    await test.clock.advanceAsync(86_400_000);
    expect(test.session.state).toBe('bound_trx');
  });
});
