import { afterEach, describe, expect, it } from 'vitest';
import { tlv } from '#shared/smpp/tlv';
import { boundSession, credentials, SessionUnderTest } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;
afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
});

describe('the version in use', () => {
  it.each([
    ['stays where none is stated', 0x50, null, false, 0x50],
    ['is the lower one', 0x50, 0x34, false, 0x34],
    ['is the lower one, down to 3.3', 0x34, 0x33, false, 0x33],
    ['stays where the SMSC states a higher one', 0x34, 0x50, false, 0x34],
    ['stays where a lower one is to be ignored', 0x50, 0x34, true, 0x50],
    ['stays at 3.3', 0x33, 0x34, false, 0x33],
  ])('%s', async (_, interfaceVersion, stated, ignoresLowerVersion, inUse) => {
    test = new SessionUnderTest({ interfaceVersion, ignoresLowerVersion });
    const bound = test.session.bind('transmitter', credentials);
    await settle();
    const tlvs = stated === null ? [] : [tlv('sc_interface_version', Uint8Array.of(stated))];
    test.peer.send('bind_transmitter_resp', { sequenceNumber: 1, tlvs });
    expect(await bound).toMatchObject({
      kind: 'bound',
      smscInterfaceVersion: stated,
      interfaceVersion: inUse,
    });
    expect(test.session.interfaceVersion).toBe(inUse);
  });
});

describe('SMPP 3.3', () => {
  it('has no transceiver', async () => {
    test = new SessionUnderTest({ interfaceVersion: 0x33 });
    expect(await test.session.bind('transceiver', credentials)).toEqual({
      kind: 'not-sent',
      reason: 'SMPP 3.3 has no bind_transceiver.',
    });
  });

  it('gets no TLV in a response either, and the request can still be answered', async () => {
    test = await boundSession({ role: 'smsc', interfaceVersion: 0x33 }, 'transmitter');
    test.peer.send('submit_sm', { sequenceNumber: 5 });
    await settle();
    const [request] = test.requests;
    if (request === undefined) throw new Error('the message was not handed on');
    const tlvs = [tlv('additional_status_info_text', Buffer.from('no\0'))];
    expect(() => test.session.respond(request, 0, { messageId: 'a' }, tlvs)).toThrow(
      'SMPP 3.3 has no TLVs, so additional_status_info_text cannot be sent.',
    );
    expect(test.session.respond(request, 0, { messageId: 'a' })).toBe(true);
    await settle();
    expect(test.peer.take()).toEqual(['submit_sm_resp 5']);
  });
});

describe('congestion_state', () => {
  it.each([
    ['an accepted message', 0],
    ['a refused one, beside its status', 0x58],
  ])('is told from the response to %s', async (_, commandStatus) => {
    test = await boundSession({ interfaceVersion: 0x50 });
    for (let count = 0; count < 2; count += 1) test.submit();
    await settle();
    test.peer.take();
    for (const [sequenceNumber, level] of [
      [2, 95],
      [3, 200],
    ] as const) {
      test.peer.send('submit_sm_resp', {
        sequenceNumber,
        commandStatus,
        tlvs: [tlv('congestion_state', Uint8Array.of(level))],
      });
    }
    await settle();
    // 200 is reserved (SMPP 5.0 section 4.8.4.18).
    expect(test.congestion).toEqual([95]);
    expect(test.outcomes).toHaveLength(2);
  });
});

describe('an error response', () => {
  it.each([
    ['a bare header', '00000010 80000004 00000058 00000002'],
    ['an empty message_id', '00000011 80000004 00000058 00000002 00'],
    ['a message_id', '00000014 80000004 00000058 00000002 61626300'],
    ['TLVs alone', '00000018 80000004 00000058 00000002 001d0004 6e6f2100'],
    ['both', '00000019 80000004 00000058 00000002 00 001d0004 6e6f2100'],
  ])('may come with %s', async (_, hex) => {
    test = await boundSession();
    test.submit();
    await settle();
    test.peer.sendHex(hex);
    await settle();
    expect(test.outcomes).toMatchObject([
      { sequenceNumber: 2, outcome: { kind: 'response', response: { commandStatus: 0x58 } } },
    ]);
    expect(test.session.counters).toMatchObject({ refused: 1, unmatched: 0 });
  });
});

describe('a probe', () => {
  it('asks at once, and ends a link that is dead', async () => {
    test = await boundSession();
    test.session.probe();
    await settle();
    expect(test.peer.take()).toEqual(['enquire_link 2']);
    await test.clock.advanceAsync(10_000);
    expect(test.ends).toEqual([{ kind: 'enquire-link-timeout' }]);
    test.session.probe();
  });

  it('leaves a link that answers', async () => {
    test = await boundSession();
    test.session.probe();
    await settle();
    test.peer.send('enquire_link_resp', { sequenceNumber: 2 });
    await test.clock.advanceAsync(20_000);
    expect(test.ends).toEqual([]);
  });

  it('is nothing before the bind', async () => {
    test = new SessionUnderTest();
    test.session.probe();
    await settle();
    expect(test.peer.take()).toEqual([]);
  });

  it('is made by itself when the computer has slept', async () => {
    test = await boundSession({ timers: { enquireLinkMs: 3_600_000 } });
    await test.clock.advanceAsync(60_000);
    expect(test.peer.take()).toEqual([]);
    test.clock.sleep(600_000);
    await test.clock.advanceAsync(1);
    expect(test.peer.take()).toEqual(['enquire_link 2']);
    await test.clock.advanceAsync(10_000);
    expect(test.ends).toEqual([{ kind: 'enquire-link-timeout' }]);
  });
});
