import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/smpp/system-clock';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { ListenError, listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import { tcpError } from '#electron/smpp/transport/tcp-problem';
import type { Transport, TransportClosed } from '#electron/smpp/transport/transport';
import { deferred } from '#test/support/deferred';
import { FakeClock } from '#test/support/fake-clock';

const opened: { readonly close: () => unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function startServer(onSocket: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    opened.push({ close: () => socket.destroy() });
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ close: () => server.close() });
  return (server.address() as AddressInfo).port;
}

async function connect(port: number): Promise<Transport> {
  const transport = await connectTransport({ host: '127.0.0.1', port, connectTimeoutMs: 5_000 }, systemClock);
  opened.push({ close: () => transport.destroy() });
  return transport;
}

/** Listens, and gives what comes. */
function watch(transport: Transport): { data: string; drains: number; closed: Promise<TransportClosed> } {
  const seen = {
    data: '',
    drains: 0,
    closed: Promise.resolve<TransportClosed>({ error: null, isLocal: false }),
  };
  seen.closed = new Promise((resolve) => {
    transport.listen({
      onData: (chunk) => (seen.data += Buffer.from(chunk).toString('latin1')),
      onDrain: () => (seen.drains += 1),
      onClosed: resolve,
    });
  });
  return seen;
}

describe('a TCP connection', () => {
  it('carries octets both ways and knows its addresses', async () => {
    const port = await startServer((socket) => socket.on('data', (chunk) => socket.write(chunk)));
    const transport = await connect(port);
    expect(transport.remoteAddress).toBe(`127.0.0.1:${port}`);
    expect(transport.localAddress).toMatch(/^127\.0\.0\.1:\d+$/u);
    expect(transport.security).toBeNull();
    const seen = watch(transport);
    expect(transport.write(Buffer.from('abc'))).toBe(true);
    await expect.poll(() => seen.data, { timeout: 15_000 }).toBe('abc');
  });

  it('keeps what came before anyone listened, the end included', async () => {
    const port = await startServer((socket) => socket.end('early'));
    const transport = await connect(port);
    await new Promise((resolve) => setImmediate(resolve));
    const seen = watch(transport);
    expect(await seen.closed).toEqual({ error: null, isLocal: false });
    expect(seen.data).toBe('early');
  });

  it('says who closed', async () => {
    const port = await startServer((socket) => socket.on('data', () => undefined));
    const ended = await connect(port);
    const byEnd = watch(ended).closed;
    ended.end();
    expect(await byEnd).toEqual({ error: null, isLocal: true });

    const destroyed = await connect(port);
    const byDestroy = watch(destroyed).closed;
    destroyed.destroy();
    expect(await byDestroy).toEqual({ error: null, isLocal: true });

    const closing = await startServer((socket) => socket.end());
    expect(await watch(await connect(closing)).closed).toEqual({ error: null, isLocal: false });
  });

  it('tells a reset as its error', async () => {
    const port = await startServer((socket) => socket.on('data', () => socket.resetAndDestroy()));
    const transport = await connect(port);
    const seen = watch(transport);
    transport.write(Buffer.from('x'));
    expect(await seen.closed).toMatchObject({ error: { code: 'ECONNRESET' }, isLocal: false });
  });

  it('sends what was written before its FIN', async () => {
    let received = '';
    const finished = deferred<unknown>();
    const port = await startServer((socket) => {
      socket.on('data', (chunk) => (received += chunk.toString('latin1')));
      socket.on('end', () => finished.resolve(null));
    });
    const transport = await connect(port);
    watch(transport);
    transport.write(Buffer.from('last words'));
    transport.end();
    await finished.promise;
    expect(received).toBe('last words');
  });

  it('asks to hold back when the peer does not read, and drains when it does', async () => {
    const accepted = deferred<Socket>();
    const port = await startServer((socket) => accepted.resolve(socket.pause()));
    const transport = await connect(port);
    const seen = watch(transport);
    const chunk = new Uint8Array(1024 * 1024);
    let written = 0;
    while (transport.write(chunk) || written < 16) written += 1;
    expect(seen.drains).toBe(0);
    (await accepted.promise).resume();
    await expect.poll(() => seen.drains, { timeout: 15_000 }).toBe(1);
    expect(transport.write(Buffer.from('more'))).toBe(true);
  });

  it('stops reading while paused', async () => {
    const accepted = deferred<Socket>();
    const port = await startServer((socket) => accepted.resolve(socket));
    const transport = await connect(port);
    const seen = watch(transport);
    transport.pause();
    const socket = await accepted.promise;
    await new Promise<void>((resolve) => socket.write('held', () => resolve()));
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen.data).toBe('');
    transport.resume();
    await expect.poll(() => seen.data, { timeout: 15_000 }).toBe('held');
  });

  it('tells what happened before anyone listened', async () => {
    const accepted = deferred<Socket>();
    const port = await startServer((socket) => accepted.resolve(socket));
    const transport = await connect(port);
    (await accepted.promise).resetAndDestroy();
    const nothing = new Uint8Array(0);
    await expect.poll(() => transport.write(nothing), { timeout: 15_000 }).toBe(false);
    expect(await watch(transport).closed).toMatchObject({ error: { code: 'ECONNRESET' }, isLocal: false });
  });

  it('sends all that was written before its end, whatever is written after', async () => {
    let received = 0;
    const finished = deferred<unknown>();
    const port = await startServer((socket) => {
      socket.on('data', (chunk) => (received += chunk.length));
      socket.on('end', () => finished.resolve(null));
    });
    const transport = await connect(port);
    const seen = watch(transport);
    transport.write(new Uint8Array(4_000_000));
    transport.end();
    expect(transport.write(Buffer.from('too late'))).toBe(false);
    await finished.promise;
    expect(received).toBe(4_000_000);
    expect(await seen.closed).toEqual({ error: null, isLocal: true });
  });

  it('takes no more after its end', async () => {
    const port = await startServer((socket) => socket.on('data', () => undefined));
    const transport = await connect(port);
    const seen = watch(transport);
    transport.destroy();
    await seen.closed;
    expect(transport.write(Buffer.from('x'))).toBe(false);
  });
});

describe('a TCP connection that is not made', () => {
  const failure = async (host: string, port: number): Promise<ConnectError> => {
    const error: unknown = await connectTransport({ host, port, connectTimeoutMs: 5_000 }, systemClock).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof ConnectError)) throw new Error('the connection was made');
    return error;
  };

  it('is refused by a closed port, on IPv4 and IPv6', async () => {
    const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, () => undefined);
    await server.close();
    const error = await failure('127.0.0.1', server.port);
    expect(error.kind).toBe('refused');
    expect(error.sentence).toContain(`127.0.0.1:${server.port} refused the connection`);
    expect(await failure('localhost', server.port)).toMatchObject({ kind: 'refused' });
  });

  it('has no address for a name that does not exist', async () => {
    const error = await failure('no-such-host.invalid', 2775);
    expect(error.kind).toBe('name-not-found');
    expect(error.sentence).toContain('no-such-host.invalid');
  });

  it('times out by the clock', async () => {
    const clock = new FakeClock();
    // TEST-NET-1 (RFC 5737): no answer can come from there; the clock is moved before anything else can happen.
    const attempt = connectTransport({ host: '192.0.2.1', port: 2775, connectTimeoutMs: 10_000 }, clock);
    const outcome = attempt.catch((error: unknown) => error);
    clock.advance(10_000);
    const error = await outcome;
    expect(error).toMatchObject({ kind: 'timeout' });
    expect((error as ConnectError).sentence).toContain('192.0.2.1:2775 did not answer within 10 s');
    clock.assertNoTimers();
  });

  it('is called off, before or during', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const options = { host: '192.0.2.1', port: 2775, connectTimeoutMs: 10_000 };
    const during = connectTransport(options, clock, controller.signal).catch((error: unknown) => error);
    controller.abort();
    expect(await during).toMatchObject({ kind: 'cancelled' });
    const before = connectTransport(options, clock, controller.signal).catch((error: unknown) => error);
    expect(await before).toMatchObject({ kind: 'cancelled' });
    clock.assertNoTimers();
  });

  it.each([
    ['ENOTFOUND', 'name-not-found'],
    ['EAI_AGAIN', 'name-not-found'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EACCES', 'unreachable'],
    ['ETIMEDOUT', 'timeout'],
    ['ECONNRESET', 'reset'],
    ['ESOMETHING', 'unreachable'],
  ])('by %s is of the kind %s and says where', (code, kind) => {
    const cause = Object.assign(new Error(`connect ${code}`), { code });
    const error = tcpError('smsc.example', 'smsc.example:2775', cause);
    expect(error.kind).toBe(kind);
    expect(error.sentence).toContain('smsc.example');
    expect(error.cause).toBe(cause);
  });
});

describe('listening', () => {
  it('gives each connection as a transport', async () => {
    const accepted = deferred<Transport>();
    const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, accepted.resolve);
    opened.push(server);
    const transport = await connect(server.port);
    const other = await accepted.promise;
    opened.push({ close: () => other.destroy() });
    expect(other.remoteAddress).toBe(transport.localAddress);
    expect(other.localAddress).toBe(`127.0.0.1:${server.port}`);
  });

  it('says when the port is taken', async () => {
    const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, () => undefined);
    opened.push(server);
    const error: unknown = await listenForTransports(
      { host: '127.0.0.1', port: server.port },
      () => undefined,
    ).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ListenError);
    expect(error).toMatchObject({ kind: 'in-use', sentence: expect.stringContaining('in use') as string });
  });

  it('says when the address is not this computer’s', async () => {
    await expect(listenForTransports({ host: '192.0.2.1', port: 0 }, () => undefined)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('stops listening, and leaves what was accepted alone', async () => {
    const accepted = deferred<Transport>();
    const server = await listenForTransports({ host: '127.0.0.1', port: 0 }, accepted.resolve);
    const seen = watch(await connect(server.port));
    const other = await accepted.promise;
    opened.push({ close: () => other.destroy() });
    await server.close();
    other.write(Buffer.from('still here'));
    await expect.poll(() => seen.data, { timeout: 15_000 }).toBe('still here');
    await expect(connect(server.port)).rejects.toMatchObject({ kind: 'refused' });
  });
});
