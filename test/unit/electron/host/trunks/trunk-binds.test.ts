import { afterEach, describe, expect, it } from 'vitest';
import type { LinkOutcome } from '#electron/host/messages/message-links';
import type { TrunkSettings } from '#shared/model/trunk';
import { createPdu } from '#shared/smpp/pdu';
import { rigSettings, TrunkRig } from './trunk-rig';

let rig: TrunkRig;
const start = (given: Partial<TrunkSettings> = {}): TrunkRig => (rig = new TrunkRig(given));
const states = (): string[] => rig.binds.views.map(({ connection }) => connection.kind);
const body = (sourceAddr = '123') => ({ ...createPdu('submit_sm', { sequenceNumber: 0 }).body!, sourceAddr });
const submit = (outcomes: LinkOutcome[], sourceAddr?: string): void =>
  rig.binds.submit(
    { command: 'submit_sm', body: body(sourceAddr) },
    (outcome) => void outcomes.push(outcome),
  );
const kinds = (outcomes: readonly LinkOutcome[]): string[] => outcomes.map(({ kind }) => kind);

afterEach(async () => {
  const closed = rig.binds.close();
  await rig.clock.advanceAsync(5000);
  await closed;
  expect(rig.errors).toEqual([]);
  await rig.clock.advanceAsync(1000);
  rig.clock.assertNoTimers();
});

describe('a transmitter and a receiver as a pair', () => {
  const pair = { bindType: 'pair', txPort: 1111, rxPort: 2222 } as const;

  it('binds both, each at its port', async () => {
    start(pair);
    await rig.bind();
    expect(rig.dialled.map(({ port }) => port)).toEqual([1111, 2222]);
    expect(rig.ends.map(({ commands }) => commands)).toEqual([['bind_transmitter'], ['bind_receiver']]);
    expect(rig.binds.views).toMatchObject([
      { index: 0, role: 'transmitter', target: 'smsc.example:1111', port: 'open' },
      { index: 1, role: 'receiver', target: 'smsc.example:2222', port: 'open' },
    ]);
    expect(rig.binds.state.connection.kind).toBe('logged-in');
    expect(rig.bindChanges).toContain('Transmitter logged-in');
    expect(rig.bindChanges).toContain('Receiver logged-in');
  });

  it('sends over the transmitter alone and receives over the receiver', async () => {
    start(pair);
    await rig.bind();
    const outcomes: LinkOutcome[] = [];
    submit(outcomes);
    rig.ends[1]?.send(createPdu('deliver_sm', { sequenceNumber: 7 }));
    await rig.settle();
    expect(kinds(outcomes)).toEqual(['response']);
    expect(rig.ends[0]?.commands).toEqual(['bind_transmitter', 'submit_sm']);
    expect(rig.ends[1]?.commands).toEqual(['bind_receiver', 'deliver_sm_resp']);
    expect(rig.inbound).toHaveLength(1);
  });

  it('is not up while one half is down, and sends as long as the transmitter stands', async () => {
    start(pair);
    await rig.bind();
    rig.ends[1]?.close();
    await rig.settle();
    expect(states()).toEqual(['logged-in', 'waiting']);
    expect(rig.binds.state.connection.kind).toBe('waiting');
    expect(rig.binds.availability()).toEqual({ kind: 'up' });
    expect(rig.binds.freeCapacity()).toBe(10);
  });

  it('gives the receiver its own host and credentials', async () => {
    start({ ...pair, receiver: { isSeparate: true, host: 'rx.example', systemId: 'rx', systemType: 'VMS' } });
    await rig.bind();
    expect(rig.dialled.map(({ host, port }) => `${host}:${port}`)).toEqual([
      'smsc.example:1111',
      'rx.example:2222',
    ]);
    expect(rig.ends[1]?.received).toMatchObject([{ body: { systemId: 'rx', systemType: 'VMS' } }]);
    expect(rig.ends[0]?.received).toMatchObject([{ body: { systemId: 'user', systemType: '' } }]);
  });
});

describe('a receiver', () => {
  it('refuses a send before it leaves, with the reason', async () => {
    start({ bindType: 'receiver' });
    await rig.bind();
    expect(rig.binds.availability()).toMatchObject({ kind: 'unable' });
    expect(rig.binds.freeCapacity()).toBe(0);
    const outcomes: LinkOutcome[] = [];
    submit(outcomes);
    expect(kinds(outcomes)).toEqual(['held']);
    expect(rig.smsc.commands).toEqual(['bind_receiver']);
  });
});

describe('a transmitter on demand', () => {
  const onDemand = { bindType: 'transmitter', onDemand: { isEnabled: true, idleSeconds: 60 } } as const;

  it('is Idle until a message waits, sends it once, and goes back to Idle', async () => {
    start(onDemand);
    rig.binds.arm();
    await rig.settle();
    expect(states()).toEqual(['idle']);
    expect(rig.ends).toHaveLength(0);
    expect(rig.binds.availability()).toEqual({ kind: 'on-demand' });

    rig.binds.wantsToSend();
    rig.binds.wantsToSend();
    await rig.settle();
    expect(rig.takeStates()).toEqual(['connecting', 'logging', 'logged-in']);
    expect(rig.roomCount).toBeGreaterThan(0);
    const outcomes: LinkOutcome[] = [];
    submit(outcomes);
    await rig.clock.advanceAsync(59_999);
    expect(kinds(outcomes)).toEqual(['response']);
    expect(states()).toEqual(['logged-in']);
    await rig.clock.advanceAsync(1);
    expect(states()).toEqual(['idle']);
    expect(rig.binds.state.last).toMatchObject({
      kind: 'ok',
      sentence: expect.stringContaining('60 s') as string,
    });
    expect(rig.smsc.commands.filter((name) => name !== 'enquire_link')).toEqual([
      'bind_transmitter',
      'submit_sm',
      'unbind',
    ]);
    expect(rig.ends).toHaveLength(1);
    expect(rig.binds.availability()).toEqual({ kind: 'on-demand' });
  });

  it('stays while messages wait, and binds again for one that comes while it logs out', async () => {
    start(onDemand);
    rig.binds.arm();
    rig.binds.wantsToSend();
    rig.binds.reportQueued(1);
    await rig.clock.advanceAsync(120_000);
    expect(states()).toEqual(['logged-in']);
    rig.binds.reportQueued(0);
    rig.smsc.answers = false;
    await rig.clock.advanceAsync(60_000);
    expect(states()).toEqual(['unbinding']);
    rig.binds.wantsToSend();
    await rig.clock.advanceAsync(5000);
    expect(states()).toEqual(['logged-in']);
    expect(rig.ends).toHaveLength(2);
  });

  it('does not bind for a message after the user unbound it', async () => {
    start(onDemand);
    rig.binds.bind();
    await rig.settle();
    rig.binds.unbind();
    await rig.settle();
    rig.binds.wantsToSend();
    await rig.settle();
    expect(states()).toEqual(['idle']);
    expect(rig.binds.availability()).toMatchObject({ kind: 'down' });
  });

  it('goes to Idle, and tells why, when the SMSC closes it with nothing to send; tries again when something waits', async () => {
    start(onDemand);
    rig.binds.bind();
    await rig.settle();
    rig.smsc.close();
    await rig.settle();
    expect(states()).toEqual(['idle']);
    expect(rig.binds.state.last).toMatchObject({ kind: 'disconnected' });
    rig.binds.reportQueued(1);
    rig.binds.wantsToSend();
    await rig.settle();
    rig.smsc.close();
    await rig.settle();
    expect(states()).toEqual(['waiting']);
  });
});

describe('hosts in order', () => {
  const hosts = {
    host: 'a.example',
    standbyHosts: [{ host: 'b.example', txPort: 2776, rxPort: 2776 }],
  } as const;
  const settings = (): Partial<TrunkSettings> => ({ ...hosts, standbyHosts: [...hosts.standbyHosts] });
  const targets = (): string[] => rig.dialled.map(({ host, port }) => `${host}:${port}`);

  it('are tried one after the other at the connection timeout, and slower once all have failed', async () => {
    start(settings());
    rig.behaviour = { kind: 'closes' };
    await rig.bind();
    const waits: (number | null)[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      waits.push(rig.retryInMs);
      await rig.retry();
    }
    expect(targets()).toEqual([
      'a.example:2775',
      'b.example:2776',
      'a.example:2775',
      'b.example:2776',
      'a.example:2775',
    ]);
    expect(waits).toEqual([10_000, 10_000, 20_000, 20_000]);
  });

  it('begin with the last good one after a drop, and with the first one from Idle', async () => {
    start(settings());
    rig.behaviours.set('a.example:2775', { kind: 'closes' });
    await rig.bind();
    await rig.retry();
    expect(rig.binds.views[0]?.target).toBe('b.example:2776');
    expect(states()).toEqual(['logged-in']);
    rig.smsc.reset();
    await rig.settle();
    await rig.retry();
    expect(targets().slice(2)).toEqual(['b.example:2776']);
    rig.behaviours.clear();
    rig.binds.unbind();
    await rig.settle();
    await rig.bind();
    expect(targets().at(-1)).toBe('a.example:2775');
  });
});

describe('parallel binds', () => {
  it('share the messages, the least busy first, each within its window', async () => {
    start({ binds: 3, window: 2 });
    await rig.bind();
    expect(rig.ends).toHaveLength(3);
    expect(rig.binds.freeCapacity()).toBe(6);
    for (const end of rig.ends) end.answers = false;
    const outcomes: LinkOutcome[] = [];
    for (let message = 0; message < 7; message += 1) submit(outcomes);
    await rig.settle();
    expect(kinds(outcomes)).toEqual(['held']);
    expect(rig.ends.map(({ commands }) => commands.filter((name) => name === 'submit_sm').length)).toEqual([
      2, 2, 2,
    ]);
    expect(rig.sentCount).toBe(6);
    expect(rig.binds.freeCapacity()).toBe(0);
  });

  it('carry on while one of them is down, and the trunk counts as logged in', async () => {
    start({ binds: 2 });
    await rig.bind();
    rig.ends[0]?.reset();
    await rig.settle();
    expect(states()).toEqual(['waiting', 'logged-in']);
    expect(rig.binds.state.connection.kind).toBe('logged-in');
    expect(rig.binds.freeCapacity()).toBe(10);
  });

  it('tell of room when one of them ends before a message left: the others take it', async () => {
    start({ binds: 2 });
    await rig.bind();
    rig.behaviour = { kind: 'hangs' };
    for (const end of rig.ends) end.answers = false;
    const outcomes: LinkOutcome[] = [];
    const before = rig.roomCount;
    submit(outcomes);
    submit(outcomes);
    rig.ends[0]?.reset();
    await rig.settle();
    expect(outcomes).toMatchObject([{ kind: 'held' }]);
    expect(rig.binds.freeCapacity()).toBe(9);
    expect(rig.roomCount).toBeGreaterThan(before);
  });

  it('can become fewer and more', async () => {
    start({ binds: 3 });
    await rig.bind();
    rig.binds.rebind({ ...rigSettings, binds: 1 });
    await rig.settle();
    expect(states()).toEqual(['logged-in']);
    expect(rig.ends.filter(({ isClosed }) => !isClosed)).toHaveLength(1);
    rig.binds.rebind({ ...rigSettings, binds: 2 });
    await rig.settle();
    expect(states()).toEqual(['logged-in', 'logged-in']);
  });
});

describe('the rate', () => {
  it('lets as many leave as it allows, and tells when there is room again', async () => {
    start({ rate: { total: 10, perSourceAddress: null } });
    await rig.bind();
    expect(rig.binds.freeCapacity()).toBe(1);
    const outcomes: LinkOutcome[] = [];
    submit(outcomes);
    submit(outcomes);
    await rig.settle();
    expect(kinds(outcomes)).toEqual(['held', 'response']);
    rig.roomCount = 0;
    await rig.clock.advanceAsync(99);
    expect(rig.roomCount).toBe(0);
    await rig.clock.advanceAsync(1);
    expect(rig.roomCount).toBe(1);
    expect(rig.binds.freeCapacity()).toBe(1);
  });

  it('of one source address leaves the others alone', async () => {
    start({ rate: { total: null, perSourceAddress: 1 } });
    await rig.bind();
    const outcomes: LinkOutcome[] = [];
    submit(outcomes, 'A');
    submit(outcomes, 'A');
    submit(outcomes, 'B');
    await rig.settle();
    expect(kinds(outcomes)).toEqual(['held', 'response', 'response']);
    expect(rig.binds.exhaustedSources()).toEqual(['A', 'B']);
    await rig.clock.advanceAsync(1000);
    expect(rig.binds.exhaustedSources()).toEqual([]);
  });

  it.each([
    [0x58, 'ESME_RTHROTTLED, 0x58'],
    [0x14, 'ESME_RMSGQFUL, 0x14'],
  ])(
    'is lowered by status %i: the message is to be queued again, and the trunk says so',
    async (status, cause) => {
      start();
      await rig.bind();
      rig.smsc.answers = false;
      const outcomes: LinkOutcome[] = [];
      for (let message = 0; message < 8; message += 1) submit(outcomes);
      await rig.settle();
      rig.smsc.send(createPdu('submit_sm_resp', { sequenceNumber: 2, commandStatus: status }));
      await rig.settle();
      expect(outcomes).toMatchObject([{ kind: 'throttled', commandStatus: status }]);
      expect(rig.binds.throttle).toMatchObject({ sinceMs: rig.clock.now(), cause });
      expect(rig.binds.throttle?.messagesPerSecond).toBeGreaterThan(0);
      expect(rig.binds.isThrottled).toBe(true);
      expect(rig.throttleChanges).toBeGreaterThan(0);
      expect(rig.binds.state.connection.kind).toBe('logged-in');
      rig.smsc.answers = true;
      await rig.clock.advanceAsync(60_000);
      expect(rig.binds.throttle).toBeNull();
      expect(rig.binds.freeCapacity()).toBe(10);
    },
  );

  it('is lowered by congestion_state, and quickens when the SMSC has room', async () => {
    start({ version: '5.0' });
    await rig.bind();
    rig.smsc.answers = false;
    const answer = (sequenceNumber: number, level: number): void =>
      rig.smsc.send(
        createPdu('submit_sm_resp', {
          sequenceNumber,
          body: { messageId: 'a' },
          tlvs: [{ tag: 0x0428, value: Uint8Array.of(level) }],
        }),
      );
    const outcomes: LinkOutcome[] = [];
    for (let message = 0; message < 10; message += 1) submit(outcomes);
    await rig.settle();
    answer(2, 50);
    await rig.settle();
    expect(rig.binds.throttle).toBeNull();
    answer(3, 100);
    await rig.settle();
    expect(rig.binds.throttle).toMatchObject({ cause: 'congestion_state 100' });
    // The message itself was accepted.
    expect(outcomes.map(({ kind }) => kind)).toEqual(['response', 'response']);
    const slow = rig.binds.throttle?.messagesPerSecond ?? 0;
    answer(4, 0);
    await rig.clock.advanceAsync(2000);
    expect(rig.binds.throttle?.messagesPerSecond).toBeGreaterThan(slow);
    await rig.clock.advanceAsync(60_000);
    expect(rig.binds.throttle).toBeNull();
  });

  it('forgets a throttle when the trunk goes down', async () => {
    start();
    await rig.bind();
    rig.smsc.answers = false;
    submit([]);
    await rig.settle();
    rig.smsc.send(createPdu('submit_sm_resp', { sequenceNumber: 2, commandStatus: 0x58 }));
    await rig.settle();
    rig.smsc.reset();
    await rig.settle();
    expect(rig.binds.throttle).toBeNull();
  });
});
