import { describe, expect, it } from 'vitest';
import { EventHub } from '#electron/host/event-hub';
import { defaultAppSettings } from '#shared/model/settings';
import { CancelSource } from '#shared/lib/cancel-source';
import { trunkId } from '#shared/model/ids';
import { connect, connectAgain, type OpenWire } from '#shared/rpc/connect';
import type { Handlers } from '#shared/rpc/handlers';
import type { ConnectionStatus, HostClient } from '#shared/rpc/host-client';
import { createWirePair } from '#shared/rpc/memory-wire';
import { serve, type Served } from '#shared/rpc/serve';
import { WireRefusedError, type Wire } from '#shared/rpc/wire';
import { FakeClock } from '#test/support/fake-clock';
import { fakeHandlers } from '#test/support/fake-handlers';

/** A host in memory that can be dialled, dropped and dialled again. */
function createFakeHost(own: Partial<Handlers> = {}) {
  const hub = new EventHub(() => undefined);
  const clients: Served[] = [];
  const wires: Wire[] = [];
  const dial = (): Wire => {
    const [client, host] = createWirePair();
    wires.push(host);
    clients.push(
      serve(fakeHandlers(own), hub, host, {
        clientId: clients.length + 1,
        capabilities: ['open-external'],
        reportError: (_what, error) => {
          throw error;
        },
      }),
    );
    return client;
  };
  return { hub, clients, wires, dial };
}

const noErrors = {
  reportError: (error: unknown): void => {
    throw error;
  },
};

function statusOf(client: HostClient, wanted: ConnectionStatus): Promise<void> {
  if (client.status === wanted) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = client.onStatus((status) => {
      if (status !== wanted) return;
      stop();
      resolve();
    });
  });
}

describe('connect', () => {
  it('is connecting until the host has greeted, and then knows what the host can do', async () => {
    const client = connect(createFakeHost().dial(), noErrors);
    expect([client.status, client.capabilities.size]).toEqual(['connecting', 0]);
    await statusOf(client, 'connected');
    expect([...client.capabilities]).toEqual(['open-external']);
    expect(client.problem).toBeNull();
  });

  it('sends what was called before the greeting once it is there, in order', async () => {
    const order: number[] = [];
    const { dial } = createFakeHost({
      'conversation.list': ({ limit }) => {
        order.push(limit);
        return { seq: limit, conversations: [] };
      },
    });
    const client = connect(dial(), noErrors);
    const answers = await Promise.all([
      client.call('conversation.list', { limit: 1 }),
      client.call('conversation.list', { limit: 2 }),
    ]);
    expect(answers.map((answer) => answer.seq)).toEqual([1, 2]);
    expect(order).toEqual([1, 2]);
  });

  it('rejects with what the host said', async () => {
    const client = connect(createFakeHost().dial(), noErrors);
    await expect(client.call('simulator.stop', {})).rejects.toMatchObject({
      name: 'RpcError',
      code: 'refused',
      message: 'Not part of this test.',
    });
  });

  it('cancels: rejects at once, tells the host, and drops the answer that comes all the same', async () => {
    let abort: (() => void) | null = null;
    const aborted = new Promise<void>((resolve) => {
      abort = resolve;
    });
    const { dial } = createFakeHost({
      'trunk.unbind': (_input, _client, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            abort?.();
            resolve({ refused: [] });
          });
        }),
    });
    const trunk = { ids: [trunkId.parse('t')] };
    const client = connect(dial(), noErrors);
    await statusOf(client, 'connected');
    const source = new CancelSource();
    const call = client.call('trunk.unbind', trunk, { signal: source.signal });
    source.cancel();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await aborted;
    await expect(client.call('trunk.unbind', trunk, { signal: source.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('takes an AbortSignal too', async () => {
    const client = connect(
      createFakeHost({ 'simulator.start': () => new Promise(() => undefined) }).dial(),
      noErrors,
    );
    await statusOf(client, 'connected');
    const controller = new AbortController();
    const call = client.call('simulator.start', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('hands events to those who listen for them, until they stop', async () => {
    const { dial, hub } = createFakeHost({ 'app.writeClipboard': () => ({}) });
    const client = connect(dial(), noErrors);
    await statusOf(client, 'connected');
    const heard: unknown[] = [];
    const stop = client.on('app.settingsChanged', (payload, seq) => heard.push([payload.theme, seq]));
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'dark' });
    hub.emit('trunk.deleted', { ids: [] });
    await client.call('app.writeClipboard', { text: '' });
    stop();
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'light' });
    await client.call('app.writeClipboard', { text: '' });
    expect(heard).toEqual([['dark', 1]]);
  });

  it('goes on when a listener throws, and reports it', async () => {
    const { dial, hub } = createFakeHost();
    const reported: unknown[] = [];
    const client = connect(dial(), { reportError: (error) => reported.push(error) });
    await statusOf(client, 'connected');
    const failure = new Error('in a listener');
    client.on('app.settingsChanged', () => {
      throw failure;
    });
    const second = new Promise((resolve) => client.on('app.settingsChanged', resolve));
    hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'dark' });
    expect(await second).toEqual({ ...defaultAppSettings, theme: 'dark' });
    expect(reported).toEqual([failure]);
  });

  it('rejects open calls when the wire is lost, and every later one, with the reason', async () => {
    const { dial, clients } = createFakeHost({ 'simulator.start': () => new Promise(() => undefined) });
    const client = connect(dial(), noErrors);
    await statusOf(client, 'connected');
    const call = client.call('simulator.start', {});
    clients[0]?.end('Trunkline was closed.');
    await expect(call).rejects.toMatchObject({ code: 'disconnected', message: 'Trunkline was closed.' });
    expect([client.status, client.problem]).toEqual(['closed', 'Trunkline was closed.']);
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'disconnected' });
  });

  it('refuses a host of another version', async () => {
    const [end, host] = createWirePair();
    host.onFrame(() => host.send({ type: 'hello', protocol: 2, capabilities: [] }));
    const client = connect(end, noErrors);
    const call = client.call('app.info', {});
    await expect(call).rejects.toMatchObject({ code: 'disconnected' });
    expect(client.problem).toContain('different versions');
  });

  it('closes on a frame that is none, and reports it', async () => {
    const [end, host] = createWirePair();
    host.onFrame(() => host.send({ type: 'hullo' }));
    const reported: unknown[] = [];
    const client = connect(end, { reportError: (error) => reported.push(error) });
    await statusOf(client, 'closed');
    expect(reported).toHaveLength(1);
    expect(client.problem).toContain('does not understand');
  });

  it('passes over capabilities that it has never heard of', async () => {
    const [end, host] = createWirePair();
    host.onFrame(() => host.send({ type: 'hello', protocol: 1, capabilities: ['clipboard', 'teleport'] }));
    const client = connect(end, noErrors);
    await statusOf(client, 'connected');
    expect([...client.capabilities]).toEqual(['clipboard']);
  });
});

describe('connectAgain', () => {
  function dialling(dials: (() => Promise<Wire>)[]) {
    const clock = new FakeClock();
    let count = 0;
    const open: OpenWire = () => {
      const dial = dials[Math.min(count, dials.length - 1)];
      count += 1;
      return dial === undefined ? Promise.reject(new Error('none')) : dial();
    };
    return { clock, client: connectAgain(open, clock, noErrors), dialled: () => count };
  }
  const unreachable = (): Promise<Wire> => Promise.reject(new Error('refused'));

  it('dials again with pauses that double up to ten seconds, and says why there is no connection', async () => {
    const { clock, client, dialled } = dialling([unreachable]);
    const pauses: number[] = [];
    await clock.advanceAsync(0);
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      let pause = 0;
      while (dialled() === attempt) {
        pause += 250;
        await clock.advanceAsync(250);
      }
      pauses.push(pause);
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect([client.status, client.problem]).toEqual(['connecting', 'The host cannot be reached.']);
    client.close();
    clock.assertNoTimers();
  });

  it('keeps what was called before the first greeting until there is one', async () => {
    const host = createFakeHost({ 'conversation.list': () => ({ seq: 1, conversations: [] }) });
    const { clock, client } = dialling([unreachable, () => Promise.resolve(host.dial())]);
    const call = client.call('conversation.list', { limit: 1 });
    await clock.advanceAsync(250);
    expect(await call).toEqual({ seq: 1, conversations: [] });
    clock.assertNoTimers();
  });

  it('comes back after a loss, refuses calls meanwhile, and hears events again', async () => {
    const host = createFakeHost();
    const { clock, client } = dialling([() => Promise.resolve(host.dial())]);
    const told: ConnectionStatus[] = [];
    client.onStatus((status) => told.push(status));
    const themes: string[] = [];
    client.on('app.settingsChanged', ({ theme }) => themes.push(theme));
    await clock.advanceAsync(0);
    host.wires[0]?.close();
    await clock.advanceAsync(0);
    expect([client.status, client.problem]).toEqual(['connecting', 'The connection to the host was lost.']);
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'disconnected' });
    await clock.advanceAsync(250);
    host.hub.emit('app.settingsChanged', { ...defaultAppSettings, theme: 'dark' });
    await clock.advanceAsync(0);
    expect(told).toEqual(['connected', 'connecting', 'connected']);
    expect(themes).toEqual(['dark']);
    expect(client.problem).toBeNull();
  });

  it('does not dial again where the host will not have it', async () => {
    const { clock, client, dialled } = dialling([
      () => Promise.reject(new WireRefusedError('The token is of an earlier run.')),
    ]);
    const call = client.call('app.info', {});
    await expect(call).rejects.toMatchObject({ message: 'The token is of an earlier run.' });
    await clock.advanceAsync(60_000);
    expect([client.status, dialled()]).toEqual(['closed', 1]);
  });

  it('stays closed when the wire it was opening comes after all', async () => {
    const host = createFakeHost();
    let finish: ((wire: Wire) => void) | null = null;
    const { clock, client } = dialling([
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    ]);
    client.close();
    const wire = host.dial();
    (finish as ((wire: Wire) => void) | null)?.(wire);
    await clock.advanceAsync(0);
    expect(client.status).toBe('closed');
    expect(host.clients[0]?.isGone).toBe(true);
  });
});
