import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenForTransports, type TransportServer } from '#electron/smpp/transport/listen-for-transports';
import { inOptions } from '#electron/cli/option-words';
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

describe('a mix-up of TLS and plain SMPP', () => {
  const plainWords = ['--host', '127.0.0.1', '--system-id', 'demo', '--json'];
  const message = ['--from', '4711', '--to', '12025550123', '--text', 'Hello'];

  it('names the option, where TLS is spoken and was not asked for', async () => {
    const run = new CliRun(['send', ...plainWords, '--port', String(server.port), ...message], {
      password: 'secret01',
    });
    expect(await run.code).toBe(3);
    expect(run.notes.at(-1)).toMatch(/because it speaks TLS\. Add --tls, or use/);
    expect(run.events[0]?.['sentence']).toBe(run.notes.at(-1));
  });

  it('names the option, where TLS was asked for and is not spoken', async () => {
    const run = new CliRun(['send', ...plainWords, '--port', String(smsc.port), '--tls', ...message], {
      password: 'secret01',
    });
    expect(await run.code).toBe(3);
    expect(run.notes.at(-1)).toMatch(/speaks plain SMPP and not TLS\. Leave out --tls, or use/);
  });
});

describe('sentences of the trunks, told by options', () => {
  it.each([
    ['Check the port and “Use SSL”.', 'Check the port and --tls.'],
    [
      'until then only its pinned fingerprint or “accept any certificate” lets the trunk connect.',
      'until then only --tls-fingerprint or --tls-insecure lets the trunk connect.',
    ],
    ['that “Use SSL” is as the SMSC wants it, and', 'that --tls is given if the SMSC wants TLS, and'],
  ])('%s', (sentence, options) => {
    expect(inOptions(sentence)).toBe(options);
  });
});
