import { afterEach, describe, expect, it } from 'vitest';
import type { EndpointResult } from '#electron/host/trunks/endpoint';
import { ESME_RALYBND, ESME_RINVPASWD } from '#shared/smpp/command-status';
import { createPdu } from '#shared/smpp/pdu';
import { rigSettings, TrunkRig } from './trunk-rig';

const minuteMs = 60_000;
let rig: TrunkRig;
const start = (...args: ConstructorParameters<typeof TrunkRig>): TrunkRig => (rig = new TrunkRig(...args));

afterEach(async () => {
  const closed = rig.runner.close();
  await rig.clock.advanceAsync(11_000);
  await closed;
  expect(rig.errors).toEqual([]);
  rig.clock.assertNoTimers();
});

describe('unbind by the user', () => {
  it('of a bind that stands: unbind, unbind_resp, idle with O.K., and it stays idle', async () => {
    start();
    await rig.bind();
    rig.takeStates();
    rig.runner.unbind();
    expect(rig.runner.connection).toEqual({ kind: 'unbinding' });
    await rig.settle();
    expect(rig.takeStates()).toEqual(['unbinding', 'idle']);
    expect(rig.smsc.commands).toEqual(['bind_transceiver', 'unbind']);
    expect(rig.smsc.isClosed).toBe(true);
    expect(rig.runner.last).toMatchObject({ kind: 'ok' });
    await rig.clock.advanceAsync(60 * minuteMs);
    expect(rig.ends).toHaveLength(1);
  });

  it('waits for what is in flight, and for no more than five seconds a step', async () => {
    start({ timers: { ...rigSettings.timers, responseSeconds: 60 } });
    await rig.bind();
    rig.smsc.answers = false;
    const outcomes: string[] = [];
    const { body } = createPdu('submit_sm', { sequenceNumber: 0 });
    rig.runner.link?.submit({ command: 'submit_sm', body: body! }, ({ kind }) => void outcomes.push(kind));
    await rig.settle();
    rig.runner.unbind();
    await rig.clock.advanceAsync(4999);
    expect(rig.smsc.commands).toEqual(['bind_transceiver', 'submit_sm']);
    await rig.clock.advanceAsync(1);
    expect(rig.smsc.commands.at(-1)).toBe('unbind');
    await rig.clock.advanceAsync(5000);
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    expect(outcomes).toEqual(['link-lost']);
  });

  it('ends an attempt at once, in whichever step it is', async () => {
    start();
    let resolveEndpoint: (result: EndpointResult) => void = () => undefined;
    const askEndpoint = rig.endpoint;
    rig.endpoint = () => new Promise((resolve) => (resolveEndpoint = resolve));
    await rig.bind();
    rig.runner.unbind();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    resolveEndpoint({
      kind: 'ready',
      endpoint: { host: 'smsc.example', port: 2775, systemId: 'user', password: 'secret' },
    });
    await rig.settle();
    expect(rig.dialled).toEqual([]);

    rig.endpoint = askEndpoint;
    rig.behaviour = { kind: 'hangs' };
    await rig.bind();
    expect(rig.runner.connection).toEqual({ kind: 'connecting' });
    rig.runner.unbind();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    await rig.settle();
    rig.clock.assertNoTimers();

    rig.behaviour = { kind: 'swallows' };
    await rig.bind();
    expect(rig.runner.connection).toEqual({ kind: 'logging' });
    rig.runner.unbind();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    await rig.settle();
    expect(rig.smsc.isClosed).toBe(true);
    expect(rig.runner.last).toMatchObject({ kind: 'ok' });
    expect(rig.notes).toEqual([]);
    rig.clock.assertNoTimers();
  });

  it('ends the waiting for the next attempt', async () => {
    start();
    rig.behaviour = { kind: 'closes' };
    await rig.bind();
    rig.runner.unbind();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    rig.clock.assertNoTimers();
  });

  it('that is taken back while it is under way binds again', async () => {
    start();
    await rig.bind();
    rig.takeStates();
    rig.runner.unbind();
    rig.runner.bind();
    await rig.settle();
    expect(rig.takeStates()).toEqual(['unbinding', 'connecting', 'logging', 'logged-in']);
    rig.runner.unbind();
    rig.runner.bind();
    rig.runner.unbind();
    await rig.settle();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
  });

  it('ends in idle also when the peer breaks the link meanwhile', async () => {
    start();
    await rig.bind();
    rig.smsc.answers = false;
    rig.runner.unbind();
    rig.smsc.reset();
    await rig.settle();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    expect(rig.runner.last).toMatchObject({ kind: 'ok' });
  });
});

describe('bind by the user', () => {
  it('while it waits tries at once, and the waits start again from the first', async () => {
    start();
    rig.behaviour = { kind: 'closes' };
    await rig.bind();
    await rig.retry();
    await rig.retry();
    expect(rig.retryInMs).toBe(40_000);
    await rig.bind();
    expect(rig.ends).toHaveLength(4);
    expect(rig.retryInMs).toBe(10_000);
  });
});

describe('without automatic retry', () => {
  it.each([
    ['login-failed', { kind: 'refuses', commandStatus: ESME_RINVPASWD }, 'invalid-password'],
    ['error', { kind: 'closes' }, 'disconnected'],
  ] as const)('the trunk stays in %s until it is bound again', async (state, behaviour, last) => {
    start({ isRetryAutomatic: false });
    rig.behaviour = behaviour;
    await rig.bind();
    expect(rig.runner.connection).toEqual({ kind: state });
    expect(rig.runner.last).toMatchObject({ kind: last });
    rig.clock.assertNoTimers();
    rig.behaviour = { kind: 'accepts' };
    await rig.bind();
    expect(rig.runner.connection.kind).toBe('logged-in');
    rig.smsc.reset();
    await rig.settle();
    expect(rig.runner.connection).toEqual({ kind: 'error' });
    rig.runner.unbind();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
  });
});

describe('retries', () => {
  it('double while the SMSC stays away, and start again after a success', async () => {
    start();
    rig.behaviour = { kind: 'closes' };
    await rig.bind();
    const waits: (number | null)[] = [rig.retryInMs];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await rig.retry();
      waits.push(rig.retryInMs);
    }
    expect(waits).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
    rig.behaviour = { kind: 'accepts' };
    await rig.retry();
    expect(rig.runner.connection.kind).toBe('logged-in');
    rig.smsc.reset();
    await rig.settle();
    expect(rig.retryInMs).toBe(10_000);
  });

  it('after ESME_RALYBND that follows an unbind of our own go on as usual', async () => {
    start();
    await rig.bind();
    rig.runner.unbind();
    await rig.settle();
    rig.behaviour = { kind: 'refuses', commandStatus: ESME_RALYBND };
    await rig.bind();
    expect(rig.retryInMs).toBe(10_000);
  });

  it('after ESME_RALYBND go on as usual for five minutes after a drop of our own, then slowly', async () => {
    start();
    await rig.bind();
    rig.smsc.reset();
    await rig.settle();
    const dropMs = rig.clock.now();
    rig.behaviour = { kind: 'refuses', commandStatus: ESME_RALYBND };
    const waits: (number | null)[] = [];
    while (rig.clock.now() - dropMs < 5 * minuteMs) {
      await rig.retry();
      waits.push(rig.retryInMs);
    }
    // The drop itself was the first failure; 10 + 20 + 40 + 80 + 160 s is past the five minutes.
    expect(waits).toEqual([20_000, 40_000, 80_000, 160_000, 60_000]);
    await rig.retry();
    expect(rig.retryInMs).toBe(120_000);
  });
});

describe('saved settings', () => {
  it('rebind in good order with what was saved', async () => {
    start();
    await rig.bind();
    rig.takeStates();
    rig.runner.rebind({ ...rigSettings, host: 'other.example', systemId: 'new' });
    await rig.settle();
    expect(rig.takeStates()).toEqual(['unbinding', 'connecting', 'logging', 'logged-in']);
    expect(rig.ends[0]?.commands).toEqual(['bind_transceiver', 'unbind']);
    expect(rig.dialled.map(({ host }) => host)).toEqual(['smsc.example', 'other.example']);
    expect(rig.smsc.received).toMatchObject([{ body: { systemId: 'new' } }]);
  });

  it('take the place of an attempt that is under way', async () => {
    start();
    rig.behaviour = { kind: 'swallows' };
    await rig.bind();
    rig.behaviour = { kind: 'accepts' };
    rig.runner.rebind({ ...rigSettings, systemId: 'new' });
    await rig.settle();
    expect(rig.runner.connection.kind).toBe('logged-in');
    expect(rig.ends[0]?.isClosed).toBe(true);
  });

  it('bind a trunk that waited or was idle', async () => {
    start();
    rig.runner.rebind(rigSettings);
    await rig.settle();
    expect(rig.runner.connection.kind).toBe('logged-in');
  });

  it('that change nothing of the connection leave it alone', async () => {
    start();
    await rig.bind();
    rig.takeStates();
    rig.runner.takeSettings({ ...rigSettings, name: 'New name' });
    await rig.settle();
    expect(rig.takeStates()).toEqual([]);
    // Its place in the log has the new name from then on.
    expect(rig.names).toEqual(['New name']);
  });

  it('tell the log of a connection that is still being made', async () => {
    start();
    rig.behaviour = { kind: 'hangs' };
    await rig.bind();
    rig.runner.takeSettings({ ...rigSettings, name: 'New name' });
    expect(rig.names).toEqual(['New name']);
  });
});

describe('the place of a connection in the log is given up', () => {
  it.each<[string, (end: TrunkRig) => Promise<void>]>([
    [
      'when it is dropped while it connects',
      async (each) => {
        each.behaviour = { kind: 'hangs' };
        await each.bind();
        each.runner.unbind();
      },
    ],
    [
      'when it is dropped while it logs in',
      async (each) => {
        each.behaviour = { kind: 'swallows' };
        await each.bind();
        each.runner.unbind();
      },
    ],
    [
      'when the SMSC closes it',
      async (each) => {
        await each.bind();
        each.smsc.close();
      },
    ],
    [
      'when it was unbound',
      async (each) => {
        await each.bind();
        each.runner.unbind();
      },
    ],
  ])('%s', async (_, endIt) => {
    start({ isRetryAutomatic: false });
    await endIt(rig);
    await rig.settle();
    expect(rig.endedLogs).toBe(1);
  });
});

describe('close', () => {
  it('drops after five seconds a session that the SMSC does not let end', async () => {
    start();
    await rig.bind();
    rig.smsc.answers = false;
    const outcomes: string[] = [];
    const { body } = createPdu('submit_sm', { sequenceNumber: 0 });
    rig.runner.link?.submit({ command: 'submit_sm', body: body! }, ({ kind }) => void outcomes.push(kind));
    await rig.settle();
    let isClosed = false;
    const closed = rig.runner.close().then(() => (isClosed = true));
    await rig.clock.advanceAsync(4999);
    expect(isClosed).toBe(false);
    expect(rig.runner.connection).toEqual({ kind: 'unbinding' });
    await rig.clock.advanceAsync(1);
    await closed;
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    expect(outcomes).toEqual(['link-lost']);
    rig.clock.assertNoTimers();
  });

  it('unbinds, resolves when that is done, and nothing binds again', async () => {
    start();
    await rig.bind();
    const closed = rig.runner.close();
    rig.runner.bind();
    rig.runner.rebind(rigSettings);
    await rig.settle();
    await closed;
    expect(rig.smsc.commands).toEqual(['bind_transceiver', 'unbind']);
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
    rig.runner.bind();
    expect(rig.runner.connection).toEqual({ kind: 'idle' });
  });
});
