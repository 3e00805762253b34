import { afterEach, describe, expect, it } from 'vitest';
import { createPdu, responseOf, type CommandName } from '#shared/smpp/pdu';
import { interfaceVersions, type SmppVersion } from '#shared/smpp/tables/versions';
import { credentials, emptyMessage, SessionUnderTest, type TestOptions } from './session-under-test';
import { openTransportPair, transportKinds, type TransportPair } from './transport-pairs';

type Side = 'esme' | 'smsc';
type LiveState = 'open' | 'outbound' | 'bound_tx' | 'bound_rx' | 'bound_trx';

const states: readonly LiveState[] = ['open', 'outbound', 'bound_tx', 'bound_rx', 'bound_trx'];
const sending = '. . e . e';
const receiving = '. . . m m';

const common = {
  unbind: '. . b b b',
  submit_sm: sending,
  submit_multi: sending,
  query_sm: sending,
  cancel_sm: sending,
  replace_sm: sending,
  deliver_sm: receiving,
};

/**
 * The operation tables, written out (SMPP 3.4 section 2.3, 5.0 section 2.4): which side may send what in the states
 * above. e = ESME, m = SMSC, b = both; a command that a version does not have is left out.
 */
const tables: Readonly<Record<SmppVersion, Readonly<Partial<Record<CommandName, string>>>>> = {
  '3.3': {
    ...common,
    bind_receiver: 'e . . . .',
    bind_transmitter: 'e . . . .',
    param_retrieve: sending,
    query_last_msgs: sending,
    query_msg_details: sending,
  },
  '3.4': {
    ...common,
    bind_receiver: 'e e . . .',
    bind_transmitter: 'e . . . .',
    bind_transceiver: 'e . . . .',
    outbind: 'm . . . .',
    alert_notification: receiving,
    data_sm: '. . b b b',
  },
  '5.0': {
    ...common,
    bind_receiver: 'e e . . .',
    bind_transmitter: 'e e . . .',
    bind_transceiver: 'e e . . .',
    outbind: 'm . . . .',
    alert_notification: receiving,
    data_sm: '. . e m b',
    broadcast_sm: sending,
    query_broadcast_sm: sending,
    cancel_broadcast_sm: sending,
  },
};
const commands = [...new Set(Object.values(tables).flatMap((table) => Object.keys(table)))] as CommandName[];
/** What changes the state where it is allowed; these have tests of their own. */
const stateChanging: readonly CommandName[] = [
  'bind_receiver',
  'bind_transmitter',
  'bind_transceiver',
  'outbind',
  'unbind',
];
const isBind = (command: CommandName): boolean => command.startsWith('bind_');

function isAllowed(command: CommandName, sender: Side, state: LiveState, version: SmppVersion): boolean {
  const cell = tables[version][command]?.split(' ')[states.indexOf(state)];
  return cell === 'b' || cell === (sender === 'esme' ? 'e' : 'm');
}

/** What the peer is to read when it sends this; null for nothing. */
function answerTo(command: CommandName, role: Side, state: LiveState, version: SmppVersion): string | null {
  if (tables[version][command] === undefined) return 'generic_nack status 3';
  const response = responseOf(command);
  if (response === undefined) return null;
  if (isBind(command) && state.startsWith('bound')) return `${response} status 5`;
  const sender = role === 'esme' ? 'smsc' : 'esme';
  return isAllowed(command, sender, state, version) ? `${response} status 0` : `${response} status 4`;
}

const reachable = (['3.3', '3.4', '5.0'] as const).flatMap((version) =>
  (['esme', 'smsc'] as const).flatMap((role) =>
    states
      .filter((state) => version !== '3.3' || (state !== 'outbound' && state !== 'bound_trx'))
      .map((state) => ({ version, role, state })),
  ),
);

describe.each(transportKinds)('a session over %s', (kind) => {
  const pairs: TransportPair[] = [];
  const tests: SessionUnderTest[] = [];

  afterEach(async () => {
    for (const test of tests.splice(0)) {
      test.session.destroy();
      await expect.poll(() => test.ends.length, { interval: 1, timeout: 15_000 }).toBe(1);
      expect(test.errors).toEqual([]);
      test.clock.advance(1_000);
      test.clock.assertNoTimers();
      expect(test.outcomes).toHaveLength(new Set(test.outcomes.map((each) => each.sequenceNumber)).size);
    }
    for (const pair of pairs.splice(0)) pair.close();
  });

  async function start(options: TestOptions = {}): Promise<SessionUnderTest> {
    const pair = await openTransportPair(kind);
    pairs.push(pair);
    const test = new SessionUnderTest({ ...options, ends: pair });
    tests.push(test);
    return test;
  }

  async function until<T>(read: () => T, expected: T): Promise<void> {
    await expect.poll(read, { interval: 1, timeout: 15_000 }).toEqual(expected);
  }

  /** Waits until so many PDUs have come to the peer, and takes them. */
  async function taken(test: SessionUnderTest, count: number): Promise<string[]> {
    await until(() => test.peer.received.length, count);
    return test.peer.take();
  }

  async function bind(
    test: SessionUnderTest,
    type: 'transceiver' | 'transmitter' | 'receiver' = 'transceiver',
  ): Promise<void> {
    if (test.session.role === 'esme') {
      const bound = test.session.bind(type, credentials);
      expect(await taken(test, 1)).toEqual([`bind_${type} 1`]);
      test.peer.send(`bind_${type}_resp`, { sequenceNumber: 1, body: { systemId: 'smsc' } });
      expect(await bound).toMatchObject({ kind: 'bound' });
      return;
    }
    const interfaceVersion = test.session.interfaceVersion;
    test.peer.send(`bind_${type}`, { sequenceNumber: 1, body: { ...credentials, interfaceVersion } });
    await until(() => test.requests.length, 1);
    const request = test.requests.shift();
    if (request === undefined) throw new Error('the bind was not handed on');
    expect(test.session.acceptBind(request, 'smsc')).toBe(true);
    expect(await taken(test, 1)).toEqual([`bind_${type}_resp 1`]);
  }

  async function enter(test: SessionUnderTest, state: LiveState): Promise<void> {
    if (state === 'open') return;
    if (state === 'outbound') {
      const body = { systemId: 'centre', password: 'pw' };
      if (test.session.role === 'esme') test.peer.send('outbind', { sequenceNumber: 1, body });
      else expect(test.session.notify({ command: 'outbind', body })).toBeNull();
    } else {
      const types = { bound_tx: 'transmitter', bound_rx: 'receiver', bound_trx: 'transceiver' } as const;
      await bind(test, types[state]);
    }
    await until(() => test.session.state, state);
    if (state === 'outbound' && test.session.role === 'smsc') await taken(test, 1);
    test.requests.length = 0;
  }

  describe.each(reachable)('of $version as $role in $state', ({ version, role, state }) => {
    it('answers each request as the operation table says', async () => {
      const test = await start({ role, interfaceVersion: interfaceVersions[version] });
      test.onRequest = (request) => test.session.respond(request, 0);
      await enter(test, state);
      const sender = role === 'esme' ? 'smsc' : 'esme';
      const sent = commands.filter(
        (command) => !stateChanging.includes(command) || !isAllowed(command, sender, state, version),
      );
      sent.forEach((command, index) => {
        test.peer.sendPdu(createPdu(command, { sequenceNumber: 100 + index }));
      });
      test.peer.send('enquire_link', { sequenceNumber: 99 });
      const expected = sent.flatMap((command, index) => {
        const answer = answerTo(command, role, state, version);
        return answer === null ? [] : [`${100 + index} ${answer}`];
      });
      await until(
        () =>
          test.peer.received.map((pdu) => `${pdu.sequenceNumber} ${pdu.command} status ${pdu.commandStatus}`),
        [...expected, '99 enquire_link_resp status 0'],
      );
      expect(test.session.state).toBe(state);
    });

    it('sends what the operation table allows, and refuses the rest before it leaves', async () => {
      const test = await start({ role, interfaceVersion: interfaceVersions[version], windowSize: 100 });
      await enter(test, state);
      const tried = commands.filter((command) => !stateChanging.includes(command));
      const left: CommandName[] = [];
      for (const command of tried) {
        const { body } = createPdu(command, { sequenceNumber: 1 });
        if (command === 'alert_notification') {
          const notice = { command, body } as Parameters<typeof test.session.notify>[0];
          if (test.session.notify(notice) === null) left.push(command);
          continue;
        }
        const request = { command, body } as Parameters<typeof test.session.request>[0];
        if (test.session.request(request, () => undefined) !== null) left.push(command);
      }
      expect(left).toEqual(tried.filter((command) => isAllowed(command, role, state, version)));
      await until(() => test.peer.received.map((pdu) => pdu.command), left);
    });
  });

  it('fills its window and goes on as answers come, in any order', async () => {
    const test = await start({ windowSize: 3 });
    await bind(test);
    const sent = [1, 2, 3, 4].map(() => test.submit());
    expect(sent).toEqual([2, 3, 4, null]);
    expect(test.session.freeWindow()).toBe(0);
    expect(await taken(test, 3)).toEqual(['submit_sm 2', 'submit_sm 3', 'submit_sm 4']);
    for (const sequenceNumber of [4, 2, 3]) test.peer.send('submit_sm_resp', { sequenceNumber });
    await until(() => test.outcomeLines, ['not-sent 0', 'response 4', 'response 2', 'response 3']);
    expect(test.session.freeWindow()).toBe(3);
    expect(test.rooms).toBeGreaterThan(0);
  });

  it('never has an enquire_link wait for the window, nor its answer', async () => {
    const test = await start({ windowSize: 1 });
    await bind(test);
    test.submit();
    test.session.probe();
    test.peer.send('enquire_link', { sequenceNumber: 7 });
    await until(
      () => test.peer.received.map((pdu) => pdu.command),
      ['submit_sm', 'enquire_link', 'enquire_link_resp'],
    );
  });

  it('tells a response that is missing, and one that is late', async () => {
    const test = await start();
    await bind(test);
    test.submit();
    await taken(test, 1);
    test.clock.advance(10_000);
    expect(test.outcomeLines).toEqual(['timeout 2']);
    expect(test.session.freeWindow()).toBe(10);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2, body: { messageId: 'late' } });
    await until(() => test.late, ['submit_sm 2 submit_sm_resp']);
    expect(test.session.state).toBe('bound_trx');
  });

  it('notices a link that is dead within the keepalive, and loses no request', async () => {
    const test = await start({ timers: { responseMs: 0 } });
    await bind(test);
    test.submit();
    await taken(test, 1);
    test.clock.advance(60_000);
    expect(await taken(test, 1)).toEqual(['enquire_link 3']);
    test.clock.advance(10_000);
    expect(test.story.slice(-3)).toEqual(['closed', 'link-lost 2', 'ended enquire-link-timeout']);
  });

  it('takes messages both ways at once', async () => {
    const test = await start({ windowSize: 200 });
    test.onRequest = (request) => test.session.respond(request, 0);
    await bind(test);
    test.peer.onPdu = (pdu) => {
      if (pdu.command === 'submit_sm')
        test.peer.send('submit_sm_resp', { sequenceNumber: pdu.sequenceNumber });
    };
    for (let count = 1; count <= 200; count += 1) {
      test.submit();
      test.peer.send('deliver_sm', { sequenceNumber: count, body: emptyMessage });
    }
    await until(() => [test.outcomes.length, test.peer.received.length], [200, 400]);
    expect(test.outcomes.every(({ outcome }) => outcome.kind === 'response')).toBe(true);
    expect(test.session.counters).toMatchObject({ sent: 200, accepted: 200, received: 200, answered: 200 });
  });

  it('lets what is in flight settle before its unbind, and closes after the answer', async () => {
    const test = await start();
    await bind(test);
    test.submit();
    const ended = test.session.unbind();
    expect(await taken(test, 1)).toEqual(['submit_sm 2']);
    test.peer.send('submit_sm_resp', { sequenceNumber: 2 });
    expect(await taken(test, 1)).toEqual(['unbind 3']);
    test.peer.send('unbind_resp', { sequenceNumber: 3 });
    await until(() => test.peer.closed !== null || test.session.state === 'unbound', true);
    test.peer.transport.end();
    await ended;
    expect(test.ends).toEqual([{ kind: 'closed-by-us' }]);
    expect(test.outcomeLines).toEqual(['response 2']);
  });

  it('answers the peer’s unbind and closes', async () => {
    const test = await start({ role: 'smsc' });
    await bind(test);
    test.peer.send('unbind', { sequenceNumber: 2 });
    expect(await taken(test, 1)).toEqual(['unbind_resp 2']);
    test.peer.transport.end();
    await until(() => test.ends, [{ kind: 'closed-by-peer', isOrderly: true, error: null }]);
  });

  it('reads PDUs that come octet by octet, and many in one piece', async () => {
    const test = await start();
    test.onRequest = (request) => test.session.respond(request, 0);
    await bind(test);
    const octets = Buffer.from('0000001000000015000000000000000700000010000000150000000000000008', 'hex');
    for (const octet of octets) test.peer.sendOctets(Uint8Array.of(octet));
    expect(await taken(test, 2)).toEqual(['enquire_link_resp 7', 'enquire_link_resp 8']);
    test.peer.sendOctets(Buffer.concat(Array.from({ length: 500 }, () => octets)));
    await until(() => test.peer.received.length, 1_000);
  });

  it('answers what it does not know, and goes on', async () => {
    const test = await start();
    await bind(test);
    test.peer.sendHex('00000010 00000fff 00000000 00000021');
    expect(await taken(test, 1)).toEqual(['generic_nack 33 status 3']);
    expect(test.session.state).toBe('bound_trx');
  });

  it('answers a command_length that cannot be, and closes', async () => {
    const test = await start();
    await bind(test);
    test.peer.sendHex('00000003 00000004 00000000 00000022');
    expect(await taken(test, 1)).toEqual(['generic_nack 34 status 2']);
    await until(() => test.ends.map((end) => end.kind), ['framing-error']);
  });

  it('closes a connection that is never bound', async () => {
    const test = await start({ role: 'smsc' });
    test.clock.advance(30_000);
    await until(() => test.ends, [{ kind: 'session-init-timeout' }]);
  });
});
