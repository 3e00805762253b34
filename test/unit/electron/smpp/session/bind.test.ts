import { afterEach, describe, expect, it } from 'vitest';
import { boundSession, credentials, SessionUnderTest, type TestOptions } from '#test/smsc/session-under-test';
import { settle } from '#test/support/fake-clock';

let test: SessionUnderTest;
const start = (options: TestOptions = {}): SessionUnderTest => (test = new SessionUnderTest(options));
const versionTlv = (version: number) => ({ tag: 0x0210, value: Uint8Array.of(version) });

afterEach(() => {
  test.session.destroy();
  test.clock.assertNoTimers();
  expect(test.errors).toEqual([]);
});

describe('bind of an ESME', () => {
  it.each([
    ['transceiver', 'bound_trx'],
    ['transmitter', 'bound_tx'],
    ['receiver', 'bound_rx'],
  ] as const)('as %s leads to %s', async (type, state) => {
    start();
    const bound = test.session.bind(type, credentials);
    await settle();
    expect(test.peer.received).toMatchObject([
      {
        command: `bind_${type}`,
        sequenceNumber: 1,
        commandStatus: 0,
        body: { ...credentials, interfaceVersion: 0x34 },
      },
    ]);
    expect(test.session.state).toBe('open');
    test.clock.advance(25);
    test.peer.send(`bind_${type}_resp`, {
      sequenceNumber: 1,
      body: { systemId: 'smsc' },
      tlvs: [versionTlv(0x34)],
    });
    expect(await bound).toEqual({
      kind: 'bound',
      systemId: 'smsc',
      smscInterfaceVersion: 0x34,
      interfaceVersion: 0x34,
      latencyMs: 25,
    });
    expect(test.states).toEqual([state]);
  });

  it.each([
    ['without a body', null],
    ['with a body', { systemId: 'smsc' }],
  ])('is refused by a status %s, and the link stays open for another try', async (_, body) => {
    start();
    const refused = test.session.bind('transceiver', credentials);
    await settle();
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 1, commandStatus: 0x0e, body });
    expect(await refused).toMatchObject({ kind: 'refused', commandStatus: 0x0e });
    expect(test.session.state).toBe('open');
    const second = test.session.bind('transceiver', credentials);
    await settle();
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 2 });
    expect(await second).toMatchObject({ kind: 'bound', smscInterfaceVersion: null });
  });

  it.each([
    ['its number', 1],
    ['0, since nothing else was sent that could have been unreadable', 0],
  ])('is ended by a generic_nack that carries %s', async (_, sequenceNumber) => {
    start();
    const outcome = test.session.bind('transceiver', credentials);
    await settle();
    test.peer.send('generic_nack', { sequenceNumber: 7, commandStatus: 3 });
    test.peer.send('generic_nack', { sequenceNumber, commandStatus: 4 });
    expect(await outcome).toEqual({ kind: 'nack', commandStatus: 4 });
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 1 });
    await settle();
    expect(test.session.state).toBe('open');
  });

  it.each(['bind_transmitter_resp', 'submit_sm_resp', 'enquire_link_resp'] as const)(
    'answered with %s has a wrong answer',
    async (command) => {
      start();
      const outcome = test.session.bind('transceiver', credentials);
      await settle();
      test.peer.send(command, { sequenceNumber: 1 });
      expect(await outcome).toMatchObject({ kind: 'wrong-answer', response: { command } });
      expect(test.session.state).toBe('open');
    },
  );

  it('ignores the responses of others while it waits', async () => {
    start();
    const outcome = test.session.bind('transceiver', credentials);
    await settle();
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 7 });
    await settle();
    expect(test.session.state).toBe('open');
    expect(test.session.counters.unmatched).toBe(1);
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 1 });
    expect(await outcome).toMatchObject({ kind: 'bound' });
  });

  it('that got nothing but an answer under another number has a wrong one when its time is up', async () => {
    start();
    const outcome = test.session.bind('transceiver', credentials);
    await settle();
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 7 });
    await test.clock.advanceAsync(10_000);
    expect(await outcome).toMatchObject({
      kind: 'wrong-answer',
      response: { command: 'bind_transceiver_resp', sequenceNumber: 7 },
      expected: { command: 'bind_transceiver_resp', sequenceNumber: 1 },
    });
    expect(test.session.state).toBe('open');
  });

  it('times out by the bind timer and not before', async () => {
    start();
    const outcome = test.session.bind('transceiver', credentials);
    await test.clock.advanceAsync(9_999);
    expect(test.session.state).toBe('open');
    test.clock.advance(1);
    expect(await outcome).toEqual({ kind: 'timeout' });
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 1 });
    await settle();
    expect(test.session.state).toBe('open');
  });

  it('ends with the link, and says how that ended', async () => {
    start();
    const outcome = test.session.bind('transceiver', credentials);
    await settle();
    test.peer.transport.end();
    expect(await outcome).toEqual({
      kind: 'ended',
      end: { kind: 'closed-by-peer', isOrderly: false, error: null },
    });
    expect(test.story).toEqual(['closed', 'ended closed-by-peer']);
  });

  it('is not sent twice at once, nor on a bound session, nor on one that has ended', async () => {
    start();
    const first = test.session.bind('transceiver', credentials);
    expect(await test.session.bind('transceiver', credentials)).toMatchObject({ kind: 'not-sent' });
    await settle();
    test.peer.send('bind_transceiver_resp', { sequenceNumber: 1 });
    await first;
    expect(await test.session.bind('transceiver', credentials)).toEqual({
      kind: 'not-sent',
      reason: 'SMPP 3.4 does not allow bind_transceiver in the state bound_trx.',
    });
    test.session.destroy();
    expect(await test.session.bind('transceiver', credentials)).toEqual({
      kind: 'not-sent',
      reason: 'The session has ended.',
    });
  });

  it('has no transceiver in SMPP 3.3', async () => {
    start({ interfaceVersion: 0x33 });
    expect(await test.session.bind('transceiver', credentials)).toMatchObject({ kind: 'not-sent' });
  });

  it('is not sent with credentials that have no octets', async () => {
    start();
    const outcome = await test.session.bind('transceiver', { ...credentials, systemId: 'naïve ☃' });
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      reason: expect.stringContaining('system_id') as string,
    });
  });

  it.each([
    ['a lower version is used', 0x50, 0x34, 'transceiver', 0x34],
    ['a higher version changes nothing', 0x34, 0x50, 'transceiver', 0x34],
    ['3.3 is used', 0x34, 0x33, 'transmitter', 0x33],
    ['a transceiver speaks 3.4 at least', 0x34, 0x33, 'transceiver', 0x34],
    ['0 states nothing', 0x34, 0x00, 'transmitter', 0x34],
  ] as const)('reads sc_interface_version: %s', async (_, own, stated, type, used) => {
    start({ interfaceVersion: own });
    const outcome = test.session.bind(type, credentials);
    await settle();
    test.peer.send(`bind_${type}_resp`, { sequenceNumber: 1, tlvs: [versionTlv(stated)] });
    expect(await outcome).toMatchObject({ kind: 'bound', smscInterfaceVersion: stated });
    expect(test.session.interfaceVersion).toBe(used);
  });
});

describe('bind of a peer, in the SMSC role', () => {
  const smsc = (options: TestOptions = {}): SessionUnderTest => start({ role: 'smsc', ...options });
  const sendBind = async (sequenceNumber = 1, interfaceVersion = 0x34): Promise<void> => {
    test.peer.send('bind_transceiver', { sequenceNumber, body: { ...credentials, interfaceVersion } });
    await settle();
  };

  it.each([
    ['transceiver', 'bound_trx'],
    ['transmitter', 'bound_tx'],
    ['receiver', 'bound_rx'],
  ] as const)('as %s is handed on and accepted', async (type, state) => {
    test = await boundSession({ role: 'smsc' }, type);
    expect(test.session.state).toBe(state);
  });

  it('is accepted with system_id and sc_interface_version', async () => {
    smsc();
    await sendBind();
    expect(test.session.state).toBe('open');
    expect(test.session.acceptBind(test.requests[0]!, 'trunkline')).toBe(true);
    await settle();
    expect(test.peer.received).toMatchObject([
      {
        command: 'bind_transceiver_resp',
        sequenceNumber: 1,
        body: { systemId: 'trunkline' },
        tlvs: [versionTlv(0x34)],
      },
    ]);
    expect(test.session.acceptBind(test.requests[0]!, 'trunkline')).toBe(false);
  });

  it('of a 3.3 client is answered without TLVs', async () => {
    smsc();
    test.peer.send('bind_transmitter', {
      sequenceNumber: 1,
      body: { ...credentials, interfaceVersion: 0x33 },
    });
    await settle();
    test.session.acceptBind(test.requests[0]!, 'trunkline');
    await settle();
    expect(test.peer.received).toMatchObject([{ command: 'bind_transmitter_resp', tlvs: [] }]);
    expect(test.session.interfaceVersion).toBe(0x33);
  });

  it('is refused with a status, and may be tried again', async () => {
    smsc();
    await sendBind(1);
    expect(test.session.refuseBind(test.requests[0]!, 0x0e)).toBe(true);
    expect(test.session.refuseBind(test.requests[0]!, 0x0e)).toBe(false);
    await sendBind(2);
    test.session.acceptBind(test.requests[1]!, 'trunkline');
    await settle();
    expect(test.peer.take()).toEqual(['bind_transceiver_resp 1 status 14', 'bind_transceiver_resp 2']);
    expect(test.states).toEqual(['bound_trx']);
  });

  it('is not answered by respond', async () => {
    smsc();
    await sendBind();
    expect(test.session.respond(test.requests[0]!, 0)).toBe(false);
    expect(test.session.state).toBe('open');
  });

  it('gets ESME_RALYBND while another waits for its answer, and on a bound session', async () => {
    smsc();
    await sendBind(1);
    await sendBind(2);
    test.session.acceptBind(test.requests[0]!, 'trunkline');
    await sendBind(3);
    expect(test.peer.take()).toEqual([
      'bind_transceiver_resp 2 status 5',
      'bind_transceiver_resp 1',
      'bind_transceiver_resp 3 status 5',
    ]);
    expect(test.requests).toHaveLength(1);
    expect(test.session.state).toBe('bound_trx');
  });

  it('must come within session_init', async () => {
    smsc();
    await sendBind(1);
    test.session.refuseBind(test.requests[0]!, 0x0f);
    await test.clock.advanceAsync(29_999);
    expect(test.ends).toEqual([]);
    await test.clock.advanceAsync(1);
    expect(test.ends).toEqual([{ kind: 'session-init-timeout' }]);
    expect(test.peer.closed).toEqual({ error: null, isLocal: false });
  });

  it('stops session_init', async () => {
    test = await boundSession({ role: 'smsc', timers: { enquireLinkMs: 0 } });
    await test.clock.advanceAsync(3_600_000);
    expect(test.ends).toEqual([]);
  });
});
