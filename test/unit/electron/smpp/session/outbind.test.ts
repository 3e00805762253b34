import { afterEach, describe, expect, it } from 'vitest';
import { credentials, SessionUnderTest, type TestOptions } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;

function start(options: TestOptions = {}): void {
  test = new SessionUnderTest(options);
}

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
});

const outbind = { sequenceNumber: 9, body: { systemId: 'centre', password: 'pw' } };

describe('an ESME that an SMSC calls', () => {
  it.each([
    [0x34, 'receiver'],
    [0x50, 'receiver'],
    [0x50, 'transceiver'],
    [0x50, 'transmitter'],
  ] as const)('at version %i waits for the outbind and binds as %s', async (interfaceVersion, type) => {
    start({ interfaceVersion, awaitsOutbind: true });
    const called = test.session.waitForOutbind();
    test.peer.send('outbind', outbind);
    expect(await called).toEqual({ kind: 'outbind', systemId: 'centre', password: 'pw' });
    expect(test.session.state).toBe('outbound');
    expect(test.requests).toMatchObject([{ command: 'outbind' }]);
    const bound = test.session.bind(type, credentials);
    await settle();
    // An outbind has no response: the bind is the answer.
    expect(test.peer.take()).toEqual([`bind_${type} 1`]);
    test.peer.send(`bind_${type}_resp`, { sequenceNumber: 1 });
    expect(await bound).toMatchObject({ kind: 'bound' });
    await test.clock.advanceAsync(30_000);
    expect(test.ends).toEqual([]);
  });

  it.each(['transmitter', 'transceiver'] as const)('binds as no %s in 3.4', async (type) => {
    start({ awaitsOutbind: true });
    test.peer.send('outbind', outbind);
    await settle();
    expect(await test.session.bind(type, credentials)).toEqual({
      kind: 'not-sent',
      reason: `SMPP 3.4 does not allow bind_${type} in the state outbound.`,
    });
  });

  it('does not bind before it was asked to', async () => {
    start({ awaitsOutbind: true });
    expect(await test.session.bind('receiver', credentials)).toEqual({
      kind: 'not-sent',
      reason: 'The SMSC has not sent its outbind yet.',
    });
  });

  it('gives up on a caller that says nothing', async () => {
    start({ awaitsOutbind: true });
    const called = test.session.waitForOutbind();
    test.clock.advance(30_000);
    expect(await called).toEqual({ kind: 'ended', end: { kind: 'session-init-timeout' } });
    expect(await test.session.waitForOutbind()).toMatchObject({ kind: 'ended' });
    expect(await test.session.bind('receiver', credentials)).toEqual({
      kind: 'not-sent',
      reason: 'The session has ended.',
    });
  });

  it('tells a caller that hung up', async () => {
    start({ awaitsOutbind: true });
    const called = test.session.waitForOutbind();
    test.peer.transport.destroy();
    expect(await called).toMatchObject({ kind: 'ended', end: { kind: 'closed-by-peer' } });
  });

  it.each([
    ['a bind with its own response', 'bind_transceiver', 'bind_transceiver_resp 9 status 4'],
    ['a message with its own response', 'deliver_sm', 'deliver_sm_resp 9 status 4'],
    ['an unbind with its own response', 'unbind', 'unbind_resp 9 status 4'],
    ['an enquire_link as ever', 'enquire_link', 'enquire_link_resp 9'],
  ] as const)('answers %s, and waits on', async (_, command, answer) => {
    start({ awaitsOutbind: true });
    test.peer.send(command, { sequenceNumber: 9 });
    await settle();
    expect(test.peer.take()).toEqual([answer]);
    expect(test.requests).toEqual([]);
    const called = test.session.waitForOutbind();
    test.peer.send('outbind', outbind);
    expect(await called).toMatchObject({ kind: 'outbind' });
  });

  it('takes no notice of a malformed outbind, for which no answer exists', async () => {
    start({ awaitsOutbind: true });
    test.peer.sendHex('00000014 0000000b 00000000 00000009 41 42 43 44');
    await settle();
    expect(test.peer.take()).toEqual([]);
    expect(test.session.state).toBe('open');
  });

  it('turns a caller away by closing', async () => {
    start({ awaitsOutbind: true });
    test.peer.send('outbind', outbind);
    await settle();
    const closed = test.session.unbind();
    await settle();
    expect(test.peer.take()).toEqual([]);
    expect(test.peer.closed).not.toBeNull();
    await test.clock.advanceAsync(10_000);
    await closed;
  });

  it('knows no outbind in 3.3', async () => {
    start({ awaitsOutbind: true, interfaceVersion: 0x33 });
    test.peer.send('outbind', outbind);
    await settle();
    expect(test.peer.take()).toEqual(['generic_nack 9 status 3']);
  });
});

describe('an SMSC', () => {
  it('sends an outbind, and takes the bind that follows', async () => {
    start({ role: 'smsc' });
    expect(test.session.notify({ command: 'outbind', body: outbind.body })).toBeNull();
    expect(test.session.state).toBe('outbound');
    await settle();
    expect(test.peer.received).toMatchObject([{ command: 'outbind', sequenceNumber: 1, body: outbind.body }]);
    test.peer.take();
    expect(test.session.notify({ command: 'outbind', body: outbind.body })).toBe(
      'SMPP 3.4 does not allow outbind in the state outbound.',
    );
    test.peer.send('bind_receiver', {
      sequenceNumber: 1,
      body: { ...credentials, interfaceVersion: 0x34 },
    });
    await settle();
    const [bind] = test.requests;
    if (bind === undefined) throw new Error('the bind was not handed on');
    expect(test.session.acceptBind(bind, 'centre')).toBe(true);
    expect(test.session.state).toBe('bound_rx');
  });

  it('tells a receiver that a handset is there, and waits for no answer', async () => {
    start({ role: 'smsc' });
    await test.bind('receiver');
    const body = {
      sourceAddrTon: 1,
      sourceAddrNpi: 1,
      sourceAddr: '37061000017',
      esmeAddrTon: 0,
      esmeAddrNpi: 0,
      esmeAddr: '1000',
    };
    expect(test.session.notify({ command: 'alert_notification', body })).toBeNull();
    await settle();
    expect(test.peer.received).toMatchObject([{ command: 'alert_notification', body }]);
    expect(test.session.freeWindow()).toBe(10);
  });

  it('tells nobody who cannot hear it', async () => {
    start({ role: 'smsc' });
    await test.bind('transmitter');
    const body = {
      sourceAddrTon: 1,
      sourceAddrNpi: 1,
      sourceAddr: '37061000017',
      esmeAddrTon: 0,
      esmeAddrNpi: 0,
      esmeAddr: '1000',
    };
    expect(test.session.notify({ command: 'alert_notification', body })).toBe(
      'SMPP 3.4 does not allow alert_notification in the state bound_tx.',
    );
  });
});

describe('an ESME', () => {
  it('calls nobody', () => {
    start();
    expect(test.session.notify({ command: 'outbind', body: outbind.body })).toBe(
      'SMPP 3.4 does not allow outbind in the state open.',
    );
  });
});
