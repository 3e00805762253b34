import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { trunkSettings, type TrunkSecrets, type TrunkSettings } from '#shared/model/trunk';
import type { TrunkView } from '#shared/model/trunk-view';
import { CountingSmsc } from '#test/smsc/counting-smsc';
import { selfSigned, TestAuthority, type Identity } from '#test/support/certificates';
import { startTestHost, type TestHost } from '#test/support/host';

let host: TestHost;
let authority: TestAuthority;
let good: Identity;
let expired: Identity;
let own: Identity;
let client: Identity;
let smsc: CountingSmsc | null = null;

beforeAll(async () => {
  authority = await TestAuthority.create('Carrier authority');
  good = await authority.issue({ name: 'smsc.example', names: ['smsc.example'] });
  expired = await authority.issue({ name: 'smsc.example', fromDays: -20, toDays: -10 });
  own = await selfSigned({ name: 'alone.example' });
  client = await authority.issue({ name: 'esme.example' });
  host = await startTestHost();
});
afterEach(async () => {
  const { trunks } = await host.call('trunk.list', {});
  const ids = trunks.filter(({ isDemo }) => !isDemo).map(({ id }) => id);
  await host.call('trunk.delete', { ids });
  await smsc?.close();
  smsc = null;
});
afterAll(async () => {
  await host.close();
  expect(host.logged).toEqual([]);
});

interface Given {
  readonly identity: Identity;
  readonly tls: Partial<TrunkSettings['tls']>;
  readonly secrets?: TrunkSecrets;
  readonly isClientAsked?: boolean;
}

/** The trunk once its first attempt is over. */
async function bindTo({ identity, tls, secrets, isClientAsked = false }: Given): Promise<TrunkView> {
  smsc = await CountingSmsc.start({
    total: 1,
    tls: {
      cert: identity.certificatePem,
      key: identity.keyPem,
      ...(isClientAsked && { requestCert: true, rejectUnauthorized: true, ca: authority.certificatePem }),
    },
  });
  const settings = trunkSettings.parse({
    name: 'Secure',
    host: '127.0.0.1',
    txPort: smsc.port,
    systemId: 'user',
    tls: { isEnabled: true, ...tls },
    isRetryAutomatic: false,
  });
  const { id } = await host.call('trunk.create', { settings, secrets: { password: 'secret', ...secrets } });
  await host.until(
    'trunk.stateChanged',
    ({ id: of, connection }) => of === id && ['logged-in', 'error', 'login-failed'].includes(connection.kind),
  );
  const { trunks } = await host.call('trunk.list', {});
  return trunks.find((trunk) => trunk.id === id)!;
}

const named = { serverName: 'smsc.example' };
const fingerprintOf = ({ certificatePem }: Identity): string =>
  new X509Certificate(certificatePem).fingerprint256;

describe('a trunk over TLS logs in', () => {
  it.each<[string, () => Given, RegExp | null]>([
    [
      'with the certificate of an own authority',
      () => ({ identity: good, tls: { ...named, caPem: authority.certificatePem } }),
      null,
    ],
    [
      'with a pinned fingerprint alone',
      () => ({ identity: own, tls: { pinnedFingerprint: fingerprintOf(own) } }),
      null,
    ],
    [
      'with a pinned fingerprint though expired, which is a warning',
      () => ({ identity: expired, tls: { pinnedFingerprint: fingerprintOf(expired) } }),
      /expired on .*ask the SMSC’s operator when it will be renewed/,
    ],
    [
      'with any certificate, under a standing warning',
      () => ({ identity: own, tls: { acceptsAnyCertificate: true } }),
      /Any certificate is accepted/,
    ],
    [
      'with a client certificate where the SMSC asks for one',
      () => ({
        identity: good,
        isClientAsked: true,
        tls: { ...named, caPem: authority.certificatePem, clientCertificatePem: client.certificatePem },
        secrets: { clientKeyPem: client.keyPem },
      }),
      null,
    ],
  ])('%s', async (_, given, warning) => {
    const trunk = await bindTo(given());
    expect(trunk.last?.sentence).toMatch(/^Logged in at 127\.0\.0\.1/);
    expect(trunk.connection).toMatchObject({
      kind: 'logged-in',
      security: expect.stringMatching(/^TLS 1\.[23], /) as string,
    });
    if (warning === null) expect(trunk.warnings).toEqual([]);
    else expect(trunk.warnings.join('\n')).toMatch(warning);
  });
});

describe('a certificate that is not accepted is explained with its facts', () => {
  it.each<[string, () => Given, RegExp]>([
    [
      'for another name',
      () => ({ identity: good, tls: { serverName: 'other.example', caPem: authority.certificatePem } }),
      /is for smsc\.example, not for other\.example/,
    ],
    [
      'expired',
      () => ({ identity: expired, tls: { ...named, caPem: authority.certificatePem } }),
      /\(smsc\.example\) expired on \w+, \d+ \w+ \d{4}/,
    ],
    [
      'of an issuer that is not known',
      () => ({ identity: good, tls: named }),
      /Carrier authority, which is not known here/,
    ],
    ['self-signed', () => ({ identity: own, tls: {} }), /\(alone\.example\) is self-signed/],
    [
      'with another fingerprint, whoever issued it',
      () => ({
        identity: good,
        tls: { ...named, caPem: authority.certificatePem, pinnedFingerprint: fingerprintOf(own) },
      }),
      /has the fingerprint .*, which is not the pinned one/,
    ],
  ])('%s', async (_, given, sentence) => {
    const trunk = await bindTo(given());
    expect(trunk).toMatchObject({ connection: { kind: 'error' }, last: { kind: 'certificate-problem' } });
    expect(trunk.last?.sentence).toMatch(sentence);
    // Nothing of ours was sent to a peer that nobody vouches for.
    expect(smsc?.bindCount).toBe(0);
  });

  it('an SMSC that asks for a client certificate, where the trunk has none', async () => {
    const tls = { ...named, caPem: authority.certificatePem };
    const trunk = await bindTo({ identity: good, isClientAsked: true, tls });
    expect(trunk).toMatchObject({ connection: { kind: 'error' }, last: { kind: 'tls-error' } });
    expect(trunk.last?.sentence).toMatch(/asks for a client certificate/);
  });
});

describe('the key log', () => {
  it('has the keys of a session made while it is on, and of none before', async () => {
    const tls = { ...named, caPem: authority.certificatePem };
    const { id } = await bindTo({ identity: good, tls });
    await host.call('trunk.setKeyLog', { id, isOn: true });
    const { connection } = await host
      .call('trunk.list', {})
      .then(({ trunks }) => trunks.find((each) => each.id === id)!);
    const sinceMs = connection.kind === 'logged-in' ? connection.sinceMs : 0;
    await host.call('trunk.unbind', { ids: [id] });
    await host.until('trunk.stateChanged', (event) => event.id === id && event.connection.kind === 'idle');
    await host.call('trunk.bind', { ids: [id] });
    await host.until(
      'trunk.stateChanged',
      (event) =>
        event.id === id && event.connection.kind === 'logged-in' && event.connection.sinceMs > sinceMs,
    );
    const lines = readFileSync(join(host.dataDir, 'tls-keys', `${id}.keys`), 'utf8');
    expect(lines).toMatch(/^CLIENT_TRAFFIC_SECRET_0 [0-9a-f]{64} [0-9a-f]+$/m);
    // One session: one client random.
    expect(
      new Set(
        lines
          .trim()
          .split('\n')
          .map((line) => line.split(' ')[1]),
      ).size,
    ).toBe(1);
  });
});
