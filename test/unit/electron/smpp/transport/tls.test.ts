import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/smpp/system-clock';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { connectTransport, type ConnectTlsOptions } from '#electron/smpp/transport/connect-transport';
import { listenForTransports, type TransportServer } from '#electron/smpp/transport/listen-for-transports';
import type { Transport } from '#electron/smpp/transport/transport';
import { selfSigned, TestAuthority, type Identity } from '#test/support/certificates';
import { deferred } from '#test/support/deferred';
import { FakeClock } from '#test/support/fake-clock';

let authority: TestAuthority;
let good: Identity;
const opened: { readonly close: () => unknown }[] = [];

beforeAll(async () => {
  authority = await TestAuthority.create();
  good = await authority.issue({ name: 'smsc.test', names: ['smsc.test', '127.0.0.1'] });
});

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

const checked = (overrides: Partial<ConnectTlsOptions> = {}): ConnectTlsOptions => ({
  serverName: 'smsc.test',
  caPem: authority.certificatePem,
  acceptsAnyCertificate: false,
  handshakeTimeoutMs: 5_000,
  ...overrides,
});

async function connect(port: number, tls: ConnectTlsOptions, host = '127.0.0.1'): Promise<Transport> {
  const transport = await connectTransport({ host, port, connectTimeoutMs: 5_000, tls }, systemClock);
  opened.push({ close: () => transport.destroy() });
  return transport;
}

/** Listens with a certificate, answers every chunk with itself. */
async function listen(identity: Identity): Promise<TransportServer> {
  const server = await listenForTransports(
    {
      host: '127.0.0.1',
      port: 0,
      tls: { keyPem: identity.keyPem, certificatePem: identity.certificatePem },
    },
    (transport) => {
      opened.push({ close: () => transport.destroy() });
      transport.listen({
        onData: (chunk) => transport.write(chunk),
        onDrain: () => undefined,
        onClosed: () => undefined,
      });
    },
  );
  opened.push(server);
  return server;
}

async function startServer(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  return (server.address() as AddressInfo).port;
}

async function failure(port: number, tls: ConnectTlsOptions, host?: string): Promise<ConnectError> {
  const error: unknown = await connect(port, tls, host).catch((reason: unknown) => reason);
  if (!(error instanceof ConnectError)) throw new Error('the connection was made');
  return error;
}

describe('TLS', () => {
  it('carries octets both ways, and says protocol and cipher', async () => {
    const { port } = await listen(good);
    const transport = await connect(port, checked());
    expect(transport.security).toMatch(/^TLS 1\.[23], [A-Z0-9_-]+$/u);
    const echoed = new Promise<string>((resolve) => {
      transport.listen({
        onData: (chunk) => resolve(Buffer.from(chunk).toString()),
        onDrain: () => undefined,
        onClosed: () => undefined,
      });
    });
    transport.write(Buffer.from('hello'));
    expect(await echoed).toBe('hello');
  });

  it('sends the server name, or the host where it is a name, and no address', async () => {
    const names: (string | false | null)[] = [];
    const server = createTlsServer({ key: good.keyPem, cert: good.certificatePem }, (socket) => {
      names.push(socket.servername);
      socket.destroy();
    });
    const port = await startServer(server);
    await connect(port, checked());
    await connect(port, checked({ serverName: '', acceptsAnyCertificate: true }), 'localhost');
    await connect(port, checked({ serverName: '' }));
    await expect.poll(() => names, { timeout: 15_000 }).toEqual(['smsc.test', 'localhost', false]);
  });

  it('checks the address where there is no name', async () => {
    const { port } = await listen(good);
    await expect(connect(port, checked({ serverName: '' }))).resolves.toBeDefined();
  });
});

describe('a certificate that is not accepted', () => {
  it.each([
    ['expired', { fromDays: -20, toDays: -10 }, /expired on .+ GMT/u],
    ['not valid yet', { fromDays: 10, toDays: 20 }, /is not valid before .+ GMT/u],
    [
      'for another name',
      { names: ['other.test', 'more.test'] },
      /is for other\.test, more\.test, not for smsc\.test/u,
    ],
  ])('is %s', async (_, options, sentence) => {
    const { port } = await listen(await authority.issue({ name: 'smsc.test', ...options }));
    const error = await failure(port, checked());
    expect(error.kind).toBe('certificate');
    expect(error.sentence).toMatch(sentence);
    expect(error.sentence).toContain(`127.0.0.1:${port}`);
  });

  it('is self-signed', async () => {
    const { port } = await listen(await selfSigned({ name: 'smsc.test' }));
    const error = await failure(port, checked());
    expect(error).toMatchObject({ kind: 'certificate' });
    expect(error.sentence).toContain('(smsc.test) is self-signed');
  });

  it.each([
    ['another private authority', true],
    ['no authority of ours', false],
  ])('was issued by %s', async (_, hasOwn) => {
    const other = await TestAuthority.create('Other authority');
    const { port } = await listen(await other.issue({ name: 'smsc.test' }));
    const error = await failure(port, checked(hasOwn ? {} : { caPem: '' }));
    expect(error.kind).toBe('certificate');
    expect(error.sentence).toContain('issued by Other authority, which is not known here');
  });

  it('is accepted when any is, and that is said', async () => {
    const { port } = await listen(await selfSigned({ name: 'elsewhere.test' }));
    const transport = await connect(port, checked({ acceptsAnyCertificate: true }));
    expect(transport.security).toMatch(/, certificate not checked$/u);
  });

  it('gets no octet of ours', async () => {
    const identity = await selfSigned({ name: 'smsc.test' });
    let received = 0;
    const server = createTlsServer({ key: identity.keyPem, cert: identity.certificatePem }, (socket) => {
      socket.on('data', (chunk: Buffer) => (received += chunk.length));
    });
    const isClosed = new Promise((resolve) =>
      server.on('connection', (socket: Socket) => socket.on('close', resolve)),
    );
    const port = await startServer(server);
    await failure(port, checked());
    await isClosed;
    expect(received).toBe(0);
  });
});

describe('an own certificate authority', () => {
  it('may hold several certificates', async () => {
    const other = await TestAuthority.create('Other authority');
    const { port } = await listen(good);
    const caPem = `${other.certificatePem}\n${authority.certificatePem}`;
    await expect(connect(port, checked({ caPem }))).resolves.toBeDefined();
  });

  it.each([
    ['text', 'our own authority'],
    ['cut off', '-----BEGIN CERTIFICATE-----\nMIIBszCC\n'],
    ['nonsense in its place', '-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n'],
  ])('that is %s is refused as such', async (_, caPem) => {
    const { port } = await listen(good);
    const error = await failure(port, checked({ caPem }));
    expect(error.kind).toBe('certificate');
    expect(error.sentence).toContain('own certificate authority cannot be read');
  });
});

describe('a handshake that does not come about', () => {
  it('because the peer speaks plain SMPP and answers with a PDU', async () => {
    const port = await startServer(
      createTcpServer((socket) => {
        socket.once('data', () => socket.end(Buffer.from('00000010800000000000000200000000', 'hex')));
      }),
    );
    const error = await failure(port, checked());
    expect(error.kind).toBe('tls');
    expect(error.sentence).toMatch(/does not answer as TLS; it may speak plain SMPP/u);
  });

  it('because the peer hangs up', async () => {
    const port = await startServer(createTcpServer((socket) => socket.once('data', () => socket.end())));
    const error = await failure(port, checked());
    expect(error.kind).toBe('tls');
    expect(error.sentence).toMatch(/closed the connection during the TLS handshake/u);
  });

  it('because the peer resets', async () => {
    const port = await startServer(
      createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    );
    const error = await failure(port, checked());
    expect(error.kind).toBe('tls');
  });

  it('because the peer only speaks TLS 1.1', async () => {
    const port = await startServer(
      createTlsServer({
        key: good.keyPem,
        cert: good.certificatePem,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT@SECLEVEL=0',
      }),
    );
    const error = await failure(port, checked());
    expect(error.kind).toBe('tls');
    expect(error.sentence).toContain('older than 1.2');
  });

  it.each([
    ['TLSv1.2', 'refused the TLS handshake'],
    ['TLSv1.3', 'asks for a client certificate'],
  ] as const)('because the peer wants a client certificate, by %s', async (maxVersion, sentence) => {
    const port = await startServer(
      createTlsServer({
        key: good.keyPem,
        cert: good.certificatePem,
        ca: authority.certificatePem,
        requestCert: true,
        rejectUnauthorized: true,
        maxVersion,
      }),
    );
    // In TLS 1.3 the connection is there before the peer has judged our side of it.
    const error: unknown = await connect(port, checked()).then(
      async (transport) =>
        await new Promise((resolve) => {
          transport.listen({
            onData: () => undefined,
            onDrain: () => undefined,
            onClosed: (closed) => resolve(closed.error),
          });
        }),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ kind: 'tls', sentence: expect.stringContaining(sentence) as string });
  });

  it('because the peer is silent: by the handshake timer', async () => {
    const connected = deferred<Socket>();
    const port = await startServer(createTcpServer((socket) => connected.resolve(socket)));
    const clock = new FakeClock();
    const attempt = connectTransport(
      { host: '127.0.0.1', port, connectTimeoutMs: 1_000, tls: checked({ handshakeTimeoutMs: 7_000 }) },
      clock,
    ).catch((error: unknown) => error);
    const socket = await connected.promise;
    // The ClientHello has come, so the TCP part is over and the handshake's timer runs.
    await new Promise((resolve) => socket.once('data', resolve));
    expect(clock.pendingTimers).toBe(1);
    clock.advance(7_000);
    const error = await attempt;
    expect(error).toMatchObject({ kind: 'tls-timeout' });
    expect((error as ConnectError).sentence).toContain('within 7 s');
    clock.assertNoTimers();
  });

  it('because it is called off', async () => {
    const connected = deferred<Socket>();
    const port = await startServer(createTcpServer((socket) => connected.resolve(socket)));
    const clock = new FakeClock();
    const controller = new AbortController();
    const attempt = connectTransport(
      { host: '127.0.0.1', port, connectTimeoutMs: 1_000, tls: checked() },
      clock,
      controller.signal,
    ).catch((error: unknown) => error);
    const socket = await connected.promise;
    await new Promise((resolve) => socket.once('data', resolve));
    const isClosed = new Promise((resolve) => socket.once('close', resolve));
    controller.abort();
    expect(await attempt).toMatchObject({ kind: 'cancelled' });
    await isClosed;
    clock.assertNoTimers();
  });
});

describe('a plain connection to a TLS port', () => {
  it('is told by the listener as nothing: the handshake fails and no transport comes', async () => {
    const { port } = await listen(good);
    const transport = await connectTransport(
      { host: '127.0.0.1', port, connectTimeoutMs: 1_000 },
      systemClock,
    );
    const closed = new Promise((resolve) => {
      transport.listen({ onData: () => undefined, onDrain: () => undefined, onClosed: resolve });
    });
    transport.write(Buffer.from('00000010000000150000000000000001', 'hex'));
    await closed;
  });
});
