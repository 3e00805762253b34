import { afterEach, describe, expect, it } from 'vitest';
import { boundSession, emptyMessage, SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
});

describe('outcome of a request', () => {
  it('is the response with its number and command, with the time it took', async () => {
    test = await boundSession();
    expect(test.submit()).toBe(2);
    await test.clock.advanceAsync(40);
    expect(test.peer.take()).toEqual(['submit_sm 2']);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'abc' } });
    await settle();
    expect(test.outcomes).toMatchObject([
      {
        sequenceNumber: 2,
        outcome: {
          kind: 'response',
          latencyMs: 40,
          response: { commandStatus: 0, body: { messageId: 'abc' } },
        },
      },
    ]);
    expect(test.session.counters).toMatchObject({ sent: 1, accepted: 1, refused: 0 });
  });

  it.each([
    ['a bare header', '00000010 80000004 00000058 00000002', null],
    ['an empty message_id', '00000011 80000004 00000058 00000002 00', { messageId: '' }],
    ['a message_id', '00000013 80000004 00000058 00000002 313200', { messageId: '12' }],
  ])('is the refusal as well, whether it comes with %s', async (_, hex, body) => {
    test = await boundSession();
    test.submit();
    await settle();
    test.peer.sendHex(hex);
    await settle();
    expect(test.outcomes).toMatchObject([
      { outcome: { kind: 'response', response: { commandStatus: 0x58, body } } },
    ]);
    expect(test.session.counters).toMatchObject({ accepted: 0, refused: 1 });
    expect(test.session.state).toBe('bound_trx');
  });

  it('is the response too when its body cannot be read', async () => {
    test = await boundSession();
    test.submit();
    await settle();
    // message_id without its NUL.
    test.peer.sendHex('00000012 80000004 00000000 00000002 3132');
    await settle();
    expect(test.outcomes).toMatchObject([
      { outcome: { kind: 'response', response: { commandStatus: 0, body: { messageId: '12' } } } },
    ]);
    expect(test.peer.take()).toEqual(['submit_sm 2']);
  });

  it('is found in any order of responses', async () => {
    test = await boundSession();
    for (let count = 0; count < 4; count += 1) test.submit();
    for (const sequenceNumber of [4, 2, 5, 3]) test.peer.send('submit_sm_resp', { sequenceNumber });
    await settle();
    expect(test.outcomeLines).toEqual(['response 4', 'response 2', 'response 5', 'response 3']);
  });

  it('is never a response to another command, whatever its number', async () => {
    test = await boundSession();
    test.submit();
    await settle();
    for (const command of ['enquire_link_resp', 'data_sm_resp', 'deliver_sm_resp', 'unbind_resp'] as const) {
      test.peer.send(command, { sequenceNumber: 2 });
    }
    test.peer.sendHex('00000010 80009999 00000000 00000002');
    await settle();
    expect(test.outcomes).toEqual([]);
    expect(test.session.counters.unmatched).toBe(5);
    expect(test.peer.take()).toEqual(['submit_sm 2']);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    await settle();
    expect(test.outcomeLines).toEqual(['response 2']);
  });

  it('is the generic_nack with its number, and none with another', async () => {
    test = await boundSession();
    test.submit();
    test.submit();
    test.peer.send('generic_nack', { sequenceNumber: 0, commandStatus: 3 });
    test.peer.send('generic_nack', { sequenceNumber: 99, commandStatus: 3 });
    test.peer.send('generic_nack', { sequenceNumber: 3, commandStatus: 3 });
    await settle();
    expect(test.outcomes).toEqual([
      { sequenceNumber: 3, outcome: { kind: 'nack', commandStatus: 3, latencyMs: 0 } },
    ]);
    expect(test.session.counters).toMatchObject({ refused: 1, unmatched: 2 });
    expect(test.session.state).toBe('bound_trx');
  });

  it('comes once, whatever else the peer answers', async () => {
    test = await boundSession();
    test.submit();
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    test.peer.send('generic_nack', { sequenceNumber: 2 });
    await settle();
    expect(test.outcomeLines).toEqual(['response 2']);
    expect(test.session.counters.unmatched).toBe(2);
  });
});

describe('response timer', () => {
  it('ends a request, frees its place, and hands a late response on with its command', async () => {
    test = await boundSession({ windowSize: 1 });
    test.submit();
    expect(test.session.freeWindow()).toBe(0);
    await test.clock.advanceAsync(9_999);
    expect(test.outcomes).toEqual([]);
    await test.clock.advanceAsync(1);
    expect(test.outcomeLines).toEqual(['timeout 2']);
    expect(test.session.freeWindow()).toBe(1);
    expect(test.rooms).toBe(1);

    test.peer.send('data_sm_resp', { sequenceNumber: 2 });
    test.peer.send('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'late' } });
    test.peer.send('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'again' } });
    await settle();
    expect(test.late).toEqual(['submit_sm 2 submit_sm_resp']);
    expect(test.outcomeLines).toEqual(['timeout 2']);
    expect(test.session.counters).toMatchObject({ timedOut: 1, late: 1, unmatched: 2 });
  });

  it('takes a late generic_nack as well', async () => {
    test = await boundSession();
    test.submit();
    await test.clock.advanceAsync(10_000);
    test.peer.send('generic_nack', { sequenceNumber: 2, commandStatus: 8 });
    await settle();
    expect(test.late).toEqual(['submit_sm 2 generic_nack']);
  });

  it('is one timer for all, and each request has its full time', async () => {
    test = await boundSession({ windowSize: 1000, timers: { enquireLinkMs: 0 } });
    const idle = test.clock.pendingTimers;
    for (let count = 0; count < 500; count += 1) test.submit();
    await test.clock.advanceAsync(4_000);
    for (let count = 0; count < 500; count += 1) test.submit();
    expect(test.clock.pendingTimers).toBe(idle + 1);
    for (let sequenceNumber = 2; sequenceNumber < 502; sequenceNumber += 2) {
      test.peer.send('submit_sm_resp', { sequenceNumber });
    }
    await test.clock.advanceAsync(5_999);
    expect(test.session.counters).toMatchObject({ accepted: 250, timedOut: 0 });
    await test.clock.advanceAsync(1);
    expect(test.session.counters).toMatchObject({ accepted: 250, timedOut: 250 });
    await test.clock.advanceAsync(4_000);
    expect(test.session.counters).toMatchObject({ accepted: 250, timedOut: 750 });
    expect(test.clock.pendingTimers).toBe(idle);
  });

  it('never touches the link', async () => {
    test = await boundSession({ timers: { enquireLinkMs: 0 } });
    test.submit();
    await test.clock.advanceAsync(3_600_000);
    expect(test.session.state).toBe('bound_trx');
    expect(test.ends).toEqual([]);
  });

  it('is off at 0', async () => {
    test = await boundSession({ timers: { responseMs: 0, enquireLinkMs: 0 } });
    test.submit();
    await test.clock.advanceAsync(3_600_000);
    expect(test.outcomes).toEqual([]);
    expect(test.clock.pendingTimers).toBe(0);
  });

  it('sends again from within the outcome', async () => {
    test = await boundSession({ windowSize: 2, timers: { enquireLinkMs: 0 } });
    const lines: string[] = [];
    const send = (left: number): void => {
      test.session.request({ command: 'submit_sm', body: emptyMessage }, (outcome, sequenceNumber) => {
        lines.push(`${outcome.kind} ${sequenceNumber}`);
        if (left > 0) send(left - 1);
      });
    };
    send(1);
    send(1);
    await test.clock.advanceAsync(10_000);
    expect(lines).toEqual(['timeout 2', 'timeout 3']);
    await test.clock.advanceAsync(10_000);
    expect(lines).toEqual(['timeout 2', 'timeout 3', 'timeout 4', 'timeout 5']);
  });
});

describe('window', () => {
  it('counts messages only: enquire_link goes by, and so do answers', async () => {
    test = await boundSession({ windowSize: 2 });
    expect(test.session.freeWindow()).toBe(2);
    test.submit();
    test.submit();
    expect(test.session.freeWindow()).toBe(0);
    expect(test.submit()).toBeNull();
    expect(test.outcomes).toEqual([
      {
        sequenceNumber: 0,
        outcome: {
          kind: 'not-sent',
          reason: '2 requests wait for their response, and the window takes no more.',
        },
      },
    ]);
    expect(test.session.request({ command: 'enquire_link', body: null }, test.noteOutcome)).toBe(4);
    test.peer.send('deliver_sm', { sequenceNumber: 1 });
    await settle();
    test.session.respond(test.requests[0]!, 0);
    await settle();
    expect(test.peer.take()).toEqual(['submit_sm 2', 'submit_sm 3', 'enquire_link 4', 'deliver_sm_resp 1']);
    expect(test.session.freeWindow()).toBe(0);
  });

  it('tells of room once for all that came in one chunk', async () => {
    test = await boundSession({ windowSize: 3, link: { isDeliveredByHand: false } });
    for (let count = 0; count < 3; count += 1) test.submit();
    test.peer.sendHex('00000010 80000004 00000000 00000002 00000010 80000004 00000000 00000003');
    await settle();
    expect(test.rooms).toBe(1);
    expect(test.session.freeWindow()).toBe(2);
  });

  it('is closed before the bind, for a receiver, and after the end', async () => {
    test = new SessionUnderTest();
    expect(test.session.freeWindow()).toBe(0);
    await test.bind('receiver');
    expect(test.session.freeWindow()).toBe(0);
    expect(test.submit()).toBeNull();
    test.session.destroy();
    expect(test.session.freeWindow()).toBe(0);
    expect(test.submit()).toBeNull();
    expect(test.outcomes.map(({ outcome }) => outcome.kind === 'not-sent' && outcome.reason)).toEqual([
      'SMPP 3.4 does not allow submit_sm in the state bound_rx.',
      'The session has ended.',
    ]);
  });

  it('is a SMSC’s as well, for deliver_sm', async () => {
    test = await boundSession({ role: 'smsc', windowSize: 1 }, 'receiver');
    expect(test.session.freeWindow()).toBe(1);
    expect(test.session.request({ command: 'deliver_sm', body: emptyMessage }, test.noteOutcome)).toBe(1);
    expect(test.session.freeWindow()).toBe(0);
    await settle();
    test.peer.send('deliver_sm_resp', { sequenceNumber: 1 });
    await settle();
    expect(test.outcomeLines).toEqual(['response 1']);
    expect(test.session.freeWindow()).toBe(1);
  });
});

describe('a request that cannot be sent', () => {
  it('uses up no number and no place', async () => {
    test = await boundSession();
    const body = { ...emptyMessage, shortMessage: new Uint8Array(256) };
    expect(test.session.request({ command: 'submit_sm', body }, test.noteOutcome)).toBeNull();
    expect(test.outcomes).toMatchObject([{ sequenceNumber: 0, outcome: { kind: 'not-sent' } }]);
    expect(test.session.freeWindow()).toBe(10);
    expect(test.submit()).toBe(2);
    await settle();
    expect(test.peer.take()).toEqual(['submit_sm 2']);
  });

  it('is none for its TLVs in SMPP 3.4', async () => {
    test = await boundSession();
    const tlvs = [{ tag: 0x0424, value: Buffer.from('long') }];
    expect(test.session.request({ command: 'submit_sm', body: emptyMessage, tlvs }, test.noteOutcome)).toBe(
      2,
    );
    await settle();
    expect(test.peer.received).toMatchObject([{ command: 'submit_sm', tlvs: [{ tag: 0x0424 }] }]);
  });

  it('is one with TLVs in SMPP 3.3', async () => {
    test = await boundSession({ interfaceVersion: 0x33 }, 'transmitter');
    const tlvs = [{ tag: 0x0424, value: new Uint8Array(3) }];
    expect(
      test.session.request({ command: 'submit_sm', body: emptyMessage, tlvs }, test.noteOutcome),
    ).toBeNull();
    expect(test.outcomes).toMatchObject([
      { outcome: { reason: 'SMPP 3.3 has no TLVs, so message_payload cannot be sent.' } },
    ]);
  });
});

describe('the end of the link', () => {
  it('gives every request its outcome, once, before the end is told', async () => {
    test = await boundSession();
    test.submit();
    test.submit();
    await settle();
    // In the tick in which the link ends: it never leaves.
    test.submit();
    test.ourEnd.fail(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    expect(test.story).toEqual([
      'bound_trx',
      'closed',
      'link-lost 2',
      'link-lost 3',
      'not-sent 4',
      'ended closed-by-peer',
    ]);
    expect(test.ends).toMatchObject([
      { kind: 'closed-by-peer', isOrderly: false, error: { code: 'ECONNRESET' } },
    ]);
    await test.clock.advanceAsync(3_600_000);
    expect(test.outcomes).toHaveLength(3);
    expect(test.log.rows.at(-1)).toMatchObject({
      direction: 'out',
      reason: 'Not sent: the connection ended before this PDU left.',
    });
  });

  it('refuses what is sent from within the outcomes', async () => {
    test = await boundSession();
    const kinds: string[] = [];
    test.session.request({ command: 'submit_sm', body: emptyMessage }, (first) => {
      kinds.push(first.kind);
      test.session.request({ command: 'submit_sm', body: emptyMessage }, (second) => kinds.push(second.kind));
    });
    await settle();
    test.peer.transport.destroy();
    await settle();
    expect(kinds).toEqual(['link-lost', 'not-sent']);
  });
});

describe('a callback that throws', () => {
  it('is reported and changes nothing', async () => {
    test = await boundSession();
    test.session.request({ command: 'submit_sm', body: emptyMessage }, () => {
      throw new Error('outcome');
    });
    test.submit();
    test.onRequest = () => {
      throw new Error('request');
    };
    test.onRoom = () => {
      throw new Error('room');
    };
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    test.peer.send('deliver_sm', { sequenceNumber: 1 });
    test.peer.send('submit_sm_resp', { sequenceNumber: 3 });
    test.peer.send('enquire_link', { sequenceNumber: 2 });
    await settle();
    expect(new Set(test.errors.map(String))).toEqual(
      new Set(['Error: outcome', 'Error: request', 'Error: room']),
    );
    expect(test.outcomeLines).toEqual(['response 3']);
    expect(test.peer.take()).toEqual(['submit_sm 2', 'submit_sm 3', 'enquire_link_resp 2']);
    expect(test.session.state).toBe('bound_trx');
  });
});
