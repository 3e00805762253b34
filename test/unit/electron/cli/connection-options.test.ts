import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionOptions, readConnection } from '#electron/cli/connection-options';
import { UsageError } from '#electron/cli/exit-codes';
import { Options } from '#electron/cli/options';
import type { CliIo } from '#electron/cli/cli-io';
import type { TrunkSettings } from '#shared/model/trunk';
import { makeTempFolder } from '#test/support/temp-folder';

let folder: ReturnType<typeof makeTempFolder>;
beforeAll(() => {
  folder = makeTempFolder();
  for (const name of ['ca', 'own', 'key']) writeFileSync(join(folder.path, `${name}.pem`), `PEM of ${name}`);
});
afterAll(() => folder.remove());

const noIo: CliIo = {
  environment: {},
  built: { workersDir: '', pageDir: '', preloadPath: '' },
  writeOut: () => undefined,
  writeNote: () => undefined,
  readPassword: () => Promise.resolve(null),
  openKeychain: () => Promise.reject(new Error('There is no keychain.')),
  openInput: async function* () {
    await Promise.resolve();
    yield new Uint8Array(0);
  },
  drained: () => Promise.resolve(),
  onStop: () => () => undefined,
};

const read = async (words: readonly string[]) =>
  readConnection(new Options(words, connectionOptions), noIo, {
    bindTypes: ['transceiver', 'pair', 'receiver', 'transmitter'],
  });
const settingsOf = async (...words: string[]): Promise<TrunkSettings> =>
  (await read(['--host', 'smsc.example', '--system-id', 'demo', ...words])).settings;

const fingerprint = 'AB'.repeat(32);

describe('each option sets what it is for', () => {
  it.each<[string[], object]>([
    [[], { host: 'smsc.example', txPort: 2775, rxPort: 2775, systemId: 'demo', version: '3.4', binds: 1 }],
    [['--port', '3000'], { txPort: 3000, rxPort: 3000 }],
    [['--port', '3000', '--rx-port', '3001'], { txPort: 3000, rxPort: 3001 }],
    [['--bind', 'pair'], { bindType: 'pair', receiver: { isSeparate: false } }],
    [
      ['--bind', 'pair', '--rx-host', 'b', '--rx-system-id', 'rx', '--rx-system-type', 'VMS'],
      { receiver: { isSeparate: true, host: 'b', systemId: 'rx', systemType: 'VMS' } },
    ],
    // Of a receiver of its own only the password: the rest is as of the transmitter.
    [
      ['--system-type', 'OTA', '--rx-password-env', 'RX'],
      { systemType: 'OTA', receiver: { isSeparate: true, host: '', systemId: '', systemType: 'OTA' } },
    ],
    [['--binds', '4'], { binds: 4 }],
    [['--version', '3.3', '--bind', 'pair'], { version: '3.3' }],
    [['--version', '5.0', '--ignore-lower-version'], { version: '5.0', isLowerVersionIgnored: true }],
    [['--system-type', 'VMS'], { systemType: 'VMS' }],
    [
      ['--address-range', '^4711', '--address-ton', '1', '--address-npi', '8'],
      { addressRange: { range: '^4711', ton: 1, npi: 8 } },
    ],
    [
      ['--outbind', '9000', '--outbind-address', '0.0.0.0', '--outbind-system-id', 'SMSC'],
      { outbind: { isEnabled: true, listenPort: 9000, listenAddress: '0.0.0.0', smscSystemId: 'SMSC' } },
    ],
    [['--outbind', '9000'], { outbind: { isEnabled: true, listenAddress: '127.0.0.1' } }],
    [['--tls'], { tls: { isEnabled: true, acceptsAnyCertificate: false }, txPort: 2775 }],
    [['--tls', '--tls-insecure'], { tls: { acceptsAnyCertificate: true } }],
    [
      ['--tls', '--tls-server-name', 'a.example', '--tls-fingerprint', fingerprint],
      { tls: { serverName: 'a.example', pinnedFingerprint: fingerprint } },
    ],
    [['--window', '50'], { window: 50 }],
    [['--rate', '2.5'], { rate: { total: 2.5, perSourceAddress: null } }],
    [['--connection-timeout', '30'], { timers: { connectionTimeoutSeconds: 30 } }],
    [['--connect-timeout', '3'], { timers: { connectSeconds: 3 } }],
    [['--tls-timeout', '4'], { timers: { tlsHandshakeSeconds: 4 } }],
    [['--bind-timeout', '5'], { timers: { bindSeconds: 5 } }],
    [['--response-timeout', '6'], { timers: { responseSeconds: 6 } }],
    [['--enquire-link', '15'], { timers: { enquireLinkSeconds: 15, enquireLinkMode: 'when-silent' } }],
    [['--enquire-link-always'], { timers: { enquireLinkMode: 'always', enquireLinkSeconds: 60 } }],
    [['--enquire-link-timeout', '7'], { timers: { enquireLinkResponseSeconds: 7 } }],
    [['--inactivity', '90'], { timers: { inactivitySeconds: 90 } }],
  ])('%j', async (words, settings) => {
    expect(await settingsOf(...words)).toMatchObject(settings);
  });

  it('a command binds at once: its transmitter is never on demand', async () => {
    expect(await settingsOf('--bind', 'transmitter')).toMatchObject({ onDemand: { isEnabled: false } });
  });

  it.each(['transceiver', 'transmitter', 'pair', 'receiver'])('--rx-port with a %s', async (bind) => {
    const notes: string[] = [];
    const words = ['--host', 'h', '--system-id', 'demo', '--bind', bind, '--rx-port', '3001'];
    const io = { ...noIo, writeNote: (line: string) => void notes.push(line) };
    const bindTypes = ['transceiver', 'pair', 'receiver', 'transmitter'] as const;
    await readConnection(new Options(words, connectionOptions), io, { bindTypes });
    const isUnused = bind.startsWith('trans');
    expect(notes).toEqual(
      isUnused ? [`--rx-port is not used: a ${bind} has one connection, over --port.`] : [],
    );
  });

  it('certificates and key come from files, and the key is no part of the settings', async () => {
    const file = (name: string): string => join(folder.path, `${name}.pem`);
    const words = ['--tls', '--tls-ca', file('ca'), '--tls-cert', file('own'), '--tls-key', file('key')];
    const { settings, clientKeyPem } = await read(['--host', 'h', '--system-id', 'demo', ...words]);
    expect(settings.tls).toMatchObject({ caPem: 'PEM of ca', clientCertificatePem: 'PEM of own' });
    expect(clientKeyPem).toBe('PEM of key');
    expect(JSON.stringify(settings)).not.toContain('PEM of key');
  });

  it('a key in the file of the certificate is left out of the settings', async () => {
    const key = (kind: string): string => `-----BEGIN ${kind}-----\nc2VjcmV0\n-----END ${kind}-----\n`;
    const file = join(folder.path, 'both.pem');
    writeFileSync(file, `${key('PRIVATE KEY')}PEM of own\n${key('RSA PRIVATE KEY')}`);
    const words = ['--tls', '--tls-cert', file, '--tls-key', file];
    const { settings, clientKeyPem } = await read(['--host', 'h', '--system-id', 'demo', ...words]);
    expect(settings.tls.clientCertificatePem.trim()).toBe('PEM of own');
    expect(clientKeyPem).toContain('c2VjcmV0');
  });
});

describe('hosts', () => {
  it.each<[string[], object]>([
    [['--host', 'a:3000'], { host: 'a', txPort: 3000, rxPort: 3000, standbyHosts: [] }],
    [['--host', '192.0.2.1:3000', '--rx-port', '3001'], { host: '192.0.2.1', txPort: 3000, rxPort: 3001 }],
    [['--host', '::1'], { host: '::1', txPort: 2775 }],
    [['--host', '[2001:db8::1]:3000'], { host: '2001:db8::1', txPort: 3000 }],
    [['--host', '[::1]'], { host: '::1', txPort: 2775 }],
    [
      ['--host', 'a', '--host', 'b:3001', '--host', '::1', '--port', '3000'],
      {
        host: 'a',
        txPort: 3000,
        standbyHosts: [
          { host: 'b', txPort: 3001, rxPort: 3001 },
          { host: '::1', txPort: 3000, rxPort: 3000 },
        ],
      },
    ],
  ])('%j', async (words, settings) => {
    expect((await read(['--system-id', 'demo', ...words])).settings).toMatchObject(settings);
  });

  it('none is needed where the SMSC calls', async () => {
    const { settings } = await read(['--system-id', 'demo', '--outbind', '9000']);
    expect(settings.outbind.isEnabled).toBe(true);
  });
});

describe('what cannot be used', () => {
  it.each<[string[], RegExp]>([
    [['--host', 'a:'], /^--host: “a:” has no port from 1 to 65535/],
    [['--host', 'a:0'], /^--host: “a:0”/],
    [['--host', 'a:65536'], /^--host: “a:65536”/],
    [['--host', 'a:27x'], /^--host: “a:27x”/],
    [['--host', 'a b'], /^--host: Enter a name or an address alone/],
    [['--host', ''], /^--host: Enter the SMSC’s host name/],
    [['--rx-port', '0'], /^--rx-port takes a whole number from 1 to 65535/],
    [['--bind', 'both'], /^--bind is transceiver, pair, receiver or transmitter, not “both”/],
    [['--binds', '33'], /^--binds: Enter 1 to 32 binds/],
    [['--binds', '1.5'], /^--binds: Enter 1 to 32 binds/],
    [['--version', '4.0'], /^--version: the versions are 3\.3, 3\.4 and 5\.0/],
    [['--system-id', ''], /^--system-id: Enter the system ID/],
    [['--system-id', 'd\u0000'], /^--system-id: Use characters of Latin-1 only/],
    [['--system-type', 'a'.repeat(256)], /^--system-type: Use at most 255 octets/],
    [['--address-ton', '256'], /^--address-ton: Enter 0 to 255/],
    [['--address-npi', 'x'], /^--address-npi takes a number/],
    [['--outbind', '0'], /^--outbind takes a whole number from 1/],
    [['--outbind-address', '::1'], /^--outbind-address needs --outbind/],
    [['--outbind-system-id', 'a'], /^--outbind-system-id needs --outbind/],
    [['--tls-fingerprint', fingerprint], /^--tls-fingerprint needs --tls/],
    [['--tls-server-name', 'a'], /^--tls-server-name needs --tls/],
    [['--tls-cert', 'a.pem', '--tls-key', 'b.pem'], /^--tls-cert needs --tls/],
    [['--tls', '--tls-cert', 'a.pem'], /^--tls-cert and --tls-key go together/],
    [['--tls', '--tls-key', 'a.pem'], /^--tls-cert and --tls-key go together/],
    [['--tls', '--tls-key', '/no/a', '--tls-cert', '/no/b'], /^--tls-cert: the file \/no\/b cannot be read/],
    [['--tls', '--tls-fingerprint', 'AB'], /^--tls-fingerprint: Enter the 64 hexadecimal digits/],
    [['--window', '0'], /^--window: Enter 1 to 1000 requests/],
    [['--window', 'many'], /^--window takes a number/],
    [['--rate', '0'], /^--rate: Enter 0\.1 to 100000/],
    [['--enquire-link', '0'], /^--enquire-link takes seconds/],
    [['--enquire-link', '90000'], /^--enquire-link: Enter 1 to 86400 seconds/],
    [['--response-timeout', '0.5'], /^--response-timeout: Enter 1 to 3600 seconds/],
    [['--data-dir', 'x'], /^--data-dir needs --trunk/],
  ])('%j', async (words, message) => {
    const given = [...(words.includes('--host') ? [] : ['--host', 'h']), '--system-id', 'demo', ...words];
    const error: unknown = await read(given).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect((error as UsageError).message).toMatch(message);
  });

  it.each([
    [['--system-id', 'demo'], '--host is missing.'],
    [['--host', 'h'], '--system-id is missing.'],
  ])('%j', async (words, message) => {
    await expect(read(words)).rejects.toThrow(message);
  });
});
