import { createHash, X509Certificate } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#electron/smpp/system-clock';
import { certificateFacts, normalizeFingerprint } from '#electron/smpp/transport/certificate-facts';
import { ConnectError } from '#electron/smpp/transport/connect-error';
import { connectTransport, type ConnectTlsOptions } from '#electron/smpp/transport/connect-transport';
import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import type { Transport } from '#electron/smpp/transport/transport';
import { selfSigned, TestAuthority, type Identity } from '#test/support/certificates';
import { deferred } from '#test/support/deferred';

let authority: TestAuthority;
const opened: { close(): unknown }[] = [];

beforeAll(async () => {
  authority = await TestAuthority.create();
});

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function listen({ keyPem, certificatePem }: Identity): Promise<number> {
  const server = await listenForTransports(
    { host: '127.0.0.1', port: 0, tls: { keyPem, certificatePem } },
    (transport) => opened.push({ close: () => transport.destroy() }),
  );
  opened.push(server);
  return server.port;
}

async function connect(port: number, overrides: Partial<ConnectTlsOptions>): Promise<Transport> {
  const tls = {
    serverName: 'smsc.test',
    caPem: authority.certificatePem,
    acceptsAnyCertificate: false,
    handshakeTimeoutMs: 5_000,
    ...overrides,
  };
  const transport = await connectTransport(
    { host: '127.0.0.1', port, connectTimeoutMs: 5_000, tls },
    systemClock,
  );
  opened.push({ close: () => transport.destroy() });
  return transport;
}

async function failure(port: number, overrides: Partial<ConnectTlsOptions>): Promise<ConnectError> {
  const error: unknown = await connect(port, overrides).catch((reason: unknown) => reason);
  if (!(error instanceof ConnectError)) throw new Error('the connection was made');
  return error;
}

/** Computed on its own, from the certificate's octets. */
function fingerprintOf({ certificatePem }: Identity): string {
  return createHash('sha256').update(new X509Certificate(certificatePem).raw).digest('hex');
}

describe('a pinned fingerprint', () => {
  it.each([
    ['in lower case', (digits: string) => digits],
    ['as others write it', (digits: string) => (digits.toUpperCase().match(/../gu) ?? []).join(':')],
  ])('decides alone, %s', async (_, write) => {
    const identity = await selfSigned({ name: 'elsewhere.test' });
    const transport = await connect(await listen(identity), {
      fingerprintSha256: write(fingerprintOf(identity)),
    });
    expect(transport.trust).toMatchObject({ checkedBy: 'fingerprint', warning: null });
    expect(transport.security).toMatch(/^TLS 1\.[23], [A-Z0-9_-]+$/u);
  });

  it('makes an expired certificate a warning', async () => {
    const identity = await authority.issue({ name: 'smsc.test', fromDays: -20, toDays: -10 });
    const transport = await connect(await listen(identity), { fingerprintSha256: fingerprintOf(identity) });
    expect(transport.trust?.warning).toMatch(/^The pinned certificate expired on .+ GMT/u);
  });

  it('makes one that is not valid yet a warning', async () => {
    const identity = await authority.issue({ name: 'smsc.test', fromDays: 10, toDays: 20 });
    const transport = await connect(await listen(identity), { fingerprintSha256: fingerprintOf(identity) });
    expect(transport.trust?.warning).toMatch(/not valid before .+ GMT/u);
  });

  it('refuses every other certificate, though an authority vouches for it, or any is accepted', async () => {
    const pinned = fingerprintOf(await selfSigned({ name: 'smsc.test' }));
    const port = await listen(await authority.issue({ name: 'smsc.test' }));
    for (const acceptsAnyCertificate of [false, true]) {
      const error = await failure(port, { fingerprintSha256: pinned, acceptsAnyCertificate });
      expect(error).toMatchObject({ kind: 'certificate', problem: 'fingerprint-mismatch' });
      expect(error.sentence).toContain(error.certificate?.fingerprintSha256);
    }
  });

  it.each(['abc', 'g'.repeat(64), '0'.repeat(63)])('that is none is refused: %s', async (text) => {
    const error = await failure(await listen(await authority.issue({ name: 'smsc.test' })), {
      fingerprintSha256: text,
    });
    expect(error).toMatchObject({ kind: 'certificate', problem: null });
    expect(error.sentence).toContain('64 hexadecimal digits');
    expect(normalizeFingerprint(text)).toBeNull();
  });
});

describe('the facts of a certificate', () => {
  it('come with the connection', async () => {
    const identity = await authority.issue({ name: 'smsc.test', names: ['smsc.test', '127.0.0.1'] });
    const { trust } = await connect(await listen(identity), {});
    const x509 = new X509Certificate(identity.certificatePem);
    expect(trust).toEqual({
      checkedBy: 'authority',
      warning: null,
      certificate: {
        subject: 'smsc.test',
        issuer: 'Test authority',
        names: ['smsc.test', '127.0.0.1'],
        validFromMs: Date.parse(x509.validFrom),
        validToMs: Date.parse(x509.validTo),
        fingerprintSha256: x509.fingerprint256,
        serialNumber: x509.serialNumber,
      },
    });
  });

  it.each([
    ['expired', 'expired', { toDays: -1, fromDays: -9 }],
    ['not yet valid', 'not-yet-valid', { fromDays: 2 }],
    ['for another name', 'name-mismatch', { names: ['other.test'] }],
  ] as const)('come with the error where it is %s', async (_, problem, options) => {
    const error = await failure(await listen(await authority.issue({ name: 'smsc.test', ...options })), {});
    expect(error).toMatchObject({
      kind: 'certificate',
      problem,
      certificate: { subject: 'smsc.test', issuer: 'Test authority' },
    });
  });

  it('come with the error where nobody vouches for it', async () => {
    const port = await listen(await selfSigned({ name: 'smsc.test' }));
    expect(await failure(port, {})).toMatchObject({ problem: 'self-signed' });
    const other = await TestAuthority.create('Other authority');
    const issued = await listen(await other.issue({ name: 'smsc.test' }));
    expect(await failure(issued, {})).toMatchObject({ problem: 'unknown-issuer' });
  });

  it('stand beside the warning where any is accepted', async () => {
    const port = await listen(await selfSigned({ name: 'smsc.test' }));
    const { trust } = await connect(port, { acceptsAnyCertificate: true });
    expect(trust).toMatchObject({ checkedBy: 'nobody', certificate: { subject: 'smsc.test' } });
    expect(trust?.warning).toContain('is self-signed');
  });

  it('are not made up where the peer states none', () => {
    expect(certificateFacts({})).toBeNull();
    expect(
      certificateFacts({ fingerprint256: 'AA', subjectaltname: 'DNS:a, DNS:"b,c", IP Address:::1' }),
    ).toEqual({
      subject: '',
      issuer: '',
      names: ['a', '"b,c"', '::1'],
      validFromMs: null,
      validToMs: null,
      fingerprintSha256: 'AA',
      serialNumber: '',
    });
  });
});

describe('a client certificate', () => {
  it('is shown to a peer that asks for it', async () => {
    const server = await authority.issue({ name: 'smsc.test' });
    const client = await authority.issue({ name: 'esme.test' });
    const seen = deferred<string>();
    const listener = createServer(
      {
        key: server.keyPem,
        cert: server.certificatePem,
        ca: authority.certificatePem,
        requestCert: true,
        rejectUnauthorized: true,
      },
      (socket: TLSSocket) => {
        socket.on('error', () => undefined);
        opened.push({ close: () => socket.destroy() });
        seen.resolve(String(socket.getPeerCertificate().subject.CN));
      },
    );
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => listener.close() });
    await connect((listener.address() as AddressInfo).port, {
      client: { certificatePem: client.certificatePem, keyPem: client.keyPem },
    });
    expect(await seen.promise).toBe('esme.test');
  });

  it.each([
    ['without its key', async () => ({ ...(await authority.issue({ name: 'esme.test' })), keyPem: '' })],
    [
      'with the key of another',
      async () => {
        const other = await authority.issue({ name: 'other.test' });
        return { ...(await authority.issue({ name: 'esme.test' })), keyPem: other.keyPem };
      },
    ],
    ['that is nonsense', () => Promise.resolve({ certificatePem: 'nonsense', keyPem: 'nonsense' })],
  ])('%s is refused as such', async (_, create) => {
    const port = await listen(await authority.issue({ name: 'smsc.test' }));
    const error = await failure(port, { client: await create() });
    expect(error.kind).toBe('certificate');
    expect(error.sentence).toContain('client certificate cannot be used');
  });
});

describe('the key log', () => {
  it('has the secrets of the connection, line by line', async () => {
    const lines: string[] = [];
    await connect(await listen(await authority.issue({ name: 'smsc.test' })), {
      onKeyLog: (line) => lines.push(line),
    });
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^[A-Z0-9_]+ [0-9a-f]{64} [0-9a-f]+$/u);
  });
});
