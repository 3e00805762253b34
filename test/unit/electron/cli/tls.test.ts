import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenForTransports, type TransportServer } from '#electron/smpp/transport/listen-for-transports';
import { TestAuthority } from '#test/support/certificates';
import { makeTempFolder } from '#test/support/temp-folder';
import { CliRun } from './cli-run';
import { TestSmsc } from './test-smsc';

let folder: ReturnType<typeof makeTempFolder>;
let smsc: TestSmsc;
let server: TransportServer;
let caFile: string;
beforeEach(async () => {
  folder = makeTempFolder();
  smsc = new TestSmsc();
  await smsc.start();
  const authority = await TestAuthority.create();
  const tls = await authority.issue({ name: 'smsc.example', names: ['smsc.example'] });
  caFile = join(folder.path, 'ca.pem');
  writeFileSync(caFile, authority.certificatePem);
  server = await listenForTransports({ host: '127.0.0.1', port: 0, tls }, (transport) =>
    smsc.simulator.accept(transport),
  );
});
afterEach(async () => {
  await server.close();
  await smsc.simulator.stop();
  folder.remove();
});

const send = (...words: string[]): CliRun =>
  new CliRun(
    [
      'send',
      '--host',
      '127.0.0.1',
      '--port',
      String(server.port),
      '--system-id',
      'demo',
      '--tls',
      '--json',
      ...words,
    ].concat(['--from', '4711', '--to', '12025550123', '--text', 'Hello']),
    { password: 'secret01' },
  );

describe('TLS', () => {
  it('is used with an own authority and the name of the certificate', async () => {
    expect(await send('--tls-ca', caFile, '--tls-server-name', 'smsc.example').code).toBe(0);
  });

  it('takes any certificate when it is told to', async () => {
    expect(await send('--tls-insecure').code).toBe(0);
  });

  it.each([
    ['nobody vouches for the certificate', ['--tls-server-name', 'smsc.example']],
    ['the certificate is for another name', ['--tls-server-name', 'other.example']],
  ])('ends with 3 when %s', async (_, words) => {
    const isOtherName = words.includes('other.example');
    const run = send(...words, ...(isOtherName ? ['--tls-ca', caFile] : []));
    expect(await run.code).toBe(3);
    expect(run.events).toMatchObject([{ event: 'bindFailed', reason: 'certificate-problem' }]);
  });

  it('ends with 3 when the file of the authority holds none', async () => {
    const empty = join(folder.path, 'empty.pem');
    writeFileSync(empty, 'no certificate');
    expect(await send('--tls-ca', empty).code).toBe(3);
  });
});
