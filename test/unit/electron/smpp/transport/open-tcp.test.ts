import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/smpp/system-clock';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import {
  connectTransport,
  type ConnectAttempt,
  type ConnectOptions,
} from '#electron/smpp/transport/connect-transport';
import { listenForCall } from '#electron/smpp/transport/listen-for-call';
import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import type { Transport } from '#electron/smpp/transport/transport';
import { deferred } from '#test/support/deferred';
import { FakeClock, settle } from '#test/support/fake-clock';

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function listen(host = '127.0.0.1'): Promise<number> {
  const server = await listenForTransports({ host, port: 0 }, (transport) =>
    opened.push({ close: () => transport.destroy() }),
  );
  opened.push(server);
  return server.port;
}

async function closedPort(): Promise<number> {
  const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, () => undefined);
  await server.close();
  return server.port;
}

function kept(transport: Transport): Transport {
  opened.push({ close: () => transport.destroy() });
  return transport;
}

/** A host of this name whose addresses are these. */
function named(addresses: readonly string[], port: number, attempts: ConnectAttempt[]): ConnectOptions {
  return {
    host: 'smsc.test',
    port,
    connectTimeoutMs: 10_000,
    lookup: () => Promise.resolve(addresses),
    onAttempt: (attempt) => attempts.push(attempt),
  };
}

const hasIpv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1');

describe('a name with several addresses', () => {
  it('is tried address by address, and each is told', async () => {
    const port = await listen('127.0.0.1');
    const attempts: ConnectAttempt[] = [];
    const transport = kept(
      await connectTransport(named(['127.0.0.2', '127.0.0.1', '127.0.0.3'], port, attempts), systemClock),
    );
    expect(transport.remoteAddress).toBe(`127.0.0.1:${port}`);
    expect(transport.localAddress).toMatch(/^127\.0\.0\.1:\d+$/u);
    expect(attempts).toMatchObject([
      { host: 'smsc.test', address: `127.0.0.2:${port}`, error: { kind: 'refused' } },
      { host: 'smsc.test', address: `127.0.0.1:${port}`, error: null },
    ]);
  });

  it.runIf(hasIpv6)('is tried by its families in turn, and says what came of all', async () => {
    const port = await closedPort();
    const attempts: ConnectAttempt[] = [];
    const options = named(['127.0.0.2', '127.0.0.3', '::1'], port, attempts);
    const error: unknown = await connectTransport(options, systemClock).catch((reason: unknown) => reason);
    expect(attempts.map(({ address }) => address)).toEqual([
      `127.0.0.2:${port}`,
      `[::1]:${port}`,
      `127.0.0.3:${port}`,
    ]);
    expect(error).toMatchObject({
      kind: 'refused',
      sentence: expect.stringContaining(
        `No address of smsc.test:${port} took the connection: 127.0.0.2:${port} refused, [::1]:${port} refused, 127.0.0.3:${port} refused.`,
      ) as string,
    });
  });

  it('goes on from one that leads nowhere, within the time for all', async () => {
    const port = await listen();
    const attempts: ConnectAttempt[] = [];
    const clock = new FakeClock();
    const startedAtMs = clock.now();
    // TEST-NET-1 (RFC 5737): no answer comes from there, or the network says at once that none will.
    const connected = connectTransport(named(['192.0.2.1', '127.0.0.1'], port, attempts), clock);
    while (attempts.length === 0) {
      await settle();
      clock.advance(1_000);
    }
    kept(await connected);
    expect(clock.now() - startedAtMs).toBeLessThanOrEqual(6_000);
    expect(attempts[0]).toMatchObject({
      address: `192.0.2.1:${port}`,
      error: expect.any(ConnectError) as Error,
    });
    clock.assertNoTimers();
  });

  it('may have none', async () => {
    await expect(connectTransport(named([], 1, []), systemClock)).rejects.toMatchObject({
      kind: 'name-not-found',
    });
  });

  it('whose look-up hangs is given up in time', async () => {
    const clock = new FakeClock();
    const options = { ...named([], 1, []), lookup: () => new Promise<never>(() => undefined) };
    const outcome = connectTransport(options, clock).catch((error: unknown) => error);
    clock.advance(10_000);
    const error = await outcome;
    expect(error).toMatchObject({ kind: 'name-not-found' });
    expect((error as ConnectError).sentence).toContain('could not be looked up within 10 s');
    clock.assertNoTimers();
  });
});

describe('IPv6', () => {
  it.runIf(hasIpv6)('is written with or without brackets', async () => {
    const port = await listen('::1');
    for (const host of ['::1', '[::1]']) {
      const transport = kept(await connectTransport({ host, port, connectTimeoutMs: 5_000 }, systemClock));
      expect(transport.remoteAddress).toBe(`[::1]:${port}`);
      expect(transport.localAddress).toMatch(/^\[::1\]:\d+$/u);
    }
  });
});

describe('a port for a call', () => {
  it('takes one at a time, and the next once it is released', async () => {
    const calls: Transport[] = [];
    const dropped: string[] = [];
    const port = await listenForCall(
      { host: '127.0.0.1', port: 0 },
      { onCall: (transport) => calls.push(kept(transport)), onDropped: (address) => dropped.push(address) },
    );
    opened.push(port);
    const call = async (): Promise<Transport> =>
      kept(
        await connectTransport({ host: '127.0.0.1', port: port.port, connectTimeoutMs: 5_000 }, systemClock),
      );
    const first = await call();
    await expect.poll(() => calls.map(({ remoteAddress }) => remoteAddress)).toEqual([first.localAddress]);

    const second = await call();
    const gone = deferred<unknown>();
    second.listen({ onData: () => undefined, onDrain: () => undefined, onClosed: gone.resolve });
    await gone.promise;
    expect(dropped).toEqual([second.localAddress]);
    expect(calls).toHaveLength(1);

    port.release();
    await call();
    await expect.poll(() => calls.length).toBe(2);
  });
});
