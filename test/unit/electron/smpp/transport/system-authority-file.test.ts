import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { systemClock } from '#electron/smpp/system-clock';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForTransports } from '#electron/smpp/transport/listen-for-transports';
import { TestAuthority } from '#test/support/certificates';
import { useTempFolders } from '#test/support/use-temp-folders';

const tempFolder = useTempFolders();
const opened: { close(): unknown }[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** As a trunk without an authority of its own connects: the system’s are read with the first connection of a process. */
it('a trunk without an own authority trusts the system’s: those of the file that SSL_CERT_FILE names, and no others', async () => {
  const company = await TestAuthority.create('Company authority');
  const stranger = await TestAuthority.create('Unknown authority');
  const file = join(tempFolder(), 'ca.pem');
  writeFileSync(file, company.certificatePem);
  vi.stubEnv('SSL_CERT_FILE', file);

  const connect = async (authority: TestAuthority) => {
    const server = await listenForTransports(
      { host: '127.0.0.1', port: 0, tls: await authority.issue({ name: 'smsc.test', names: ['smsc.test'] }) },
      (transport) => opened.push({ close: () => transport.destroy() }),
    );
    opened.push(server);
    const transport = await connectTransport(
      {
        host: '127.0.0.1',
        port: server.port,
        connectTimeoutMs: 5000,
        tls: { serverName: 'smsc.test', caPem: '', acceptsAnyCertificate: false, handshakeTimeoutMs: 5000 },
      },
      systemClock,
    );
    opened.push({ close: () => transport.destroy() });
    return transport.trust;
  };
  expect(await connect(company)).toMatchObject({
    checkedBy: 'authority',
    certificate: { issuer: 'Company authority' },
  });
  await expect(connect(stranger)).rejects.toMatchObject({ kind: 'certificate', problem: 'unknown-issuer' });
});
