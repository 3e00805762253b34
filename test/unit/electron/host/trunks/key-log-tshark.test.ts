import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { trunkSettings } from '#shared/model/trunk';
import { decode } from '#shared/smpp/decode';
import { Framer } from '#shared/smpp/framer';
import { CountingSmsc } from '#test/smsc/counting-smsc';
import { TestAuthority } from '#test/support/certificates';
import { startTestHost, type TestHost } from '#test/support/host';
import { useTempFolders } from '#test/support/use-temp-folders';

const hasTshark = spawnSync('tshark', ['-v']).status === 0;
const tempFolder = useTempFolders();
const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** Between trunk and SMSC: what goes over the wire, as packets that tshark reads. */
async function startTap(target: number): Promise<{ readonly port: number; readonly writer: CaptureWriter }> {
  const writer = new CaptureWriter('Trunkline test', 'tap');
  let timeNs = 1_700_000_000_000_000_000n;
  const server = createServer((left) => {
    const right = connect(target, '127.0.0.1');
    for (const [from, to, direction] of [[left, right, 'out'] as const, [right, left, 'in'] as const]) {
      from.on('data', (octets) => {
        timeNs += 1_000_000n;
        writer.append({ kind: 'pdu', timeNs, sessionId: 1, direction, octets, sentence: '' });
        to.write(octets);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  return { port: (server.address() as AddressInfo).port, writer };
}

/** The PDUs of the only session, as tshark reads them out of TLS with these keys. */
function readSession(capture: string, keys: string): string[] {
  const words = ['-r', capture, '-o', `tls.keylog_file:${keys}`, '-d', 'tcp.port==2775,tls', '-q'];
  const told = execFileSync('tshark', [...words, '-z', 'follow,tls,raw,0'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const commands: string[] = [];
  // A line of hexadecimal for each record; a tab stands before those of the side that answers.
  for (const [, hex = ''] of told.matchAll(/^\t?((?:[0-9a-f]{2})+)$/gmu)) {
    const error = new Framer().push(Buffer.from(hex, 'hex'), (octets) =>
      commands.push(decode(octets).pdu.command),
    );
    expect(error).toBeNull();
  }
  return commands;
}

const pair = (command: string): string[] => [command, `${command}_resp`];

async function loggedIn(host: TestHost, id: string): Promise<void> {
  await host.until('trunk.stateChanged', (event) => event.id === id && event.connection.kind === 'logged-in');
}

describe.skipIf(!hasTshark)('a key log, where tshark is installed', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'has it read the session over %s, and is of no use without',
    async (version) => {
      const authority = await TestAuthority.create();
      const { certificatePem: cert, keyPem: key } = await authority.issue({
        name: 'a',
        names: ['127.0.0.1'],
      });
      const smsc = await CountingSmsc.start({ total: 1, tls: { cert, key, maxVersion: version } });
      opened.push(smsc);
      const tap = await startTap(smsc.port);
      const host = await startTestHost();
      opened.push(host);

      const settings = trunkSettings.parse({
        name: 'Secure',
        host: '127.0.0.1',
        txPort: tap.port,
        systemId: 'user',
        isEnabled: false,
        tls: { isEnabled: true, caPem: authority.certificatePem },
      });
      const { id } = await host.call('trunk.create', { settings, secrets: { password: 'secret' } });
      await host.call('trunk.setKeyLog', { id, isOn: true });
      await host.call('trunk.update', { id, settings: { ...settings, isEnabled: true }, secrets: {} });
      await loggedIn(host, id);
      const accepted = host.until('message.changed', ({ state }) => state === 'accepted');
      await host.call('message.submit', {
        target: { kind: 'trunk', trunkId: id },
        sourceAddress: '4477',
        destinationAddress: '+12025550123',
        text: '0',
        isReceiptRequested: false,
      });
      await accepted;
      await host.call('trunk.unbind', { ids: [id] });
      await host.until('trunk.stateChanged', (event) => event.id === id && event.connection.kind === 'idle');

      const folder = tempFolder();
      const [capture, none] = [join(folder, 'tls.pcapng'), join(folder, 'none.keys')];
      writeFileSync(capture, tap.writer.take());
      writeFileSync(none, '');
      const keys = join(host.dataDir, 'tls-keys', `${id}.keys`);
      expect(readFileSync(keys, 'utf8')).not.toBe('');
      expect(readSession(capture, keys)).toEqual(['bind_transceiver', 'submit_sm', 'unbind'].flatMap(pair));
      expect(readSession(capture, none)).toEqual([]);
    },
  );
});
