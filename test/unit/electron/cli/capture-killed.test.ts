import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readUint32 } from '#shared/smpp/codec/octets';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu } from '#shared/smpp/pdu';
import { commands } from '#shared/smpp/tables/commands';
import { buildCli } from '#test/support/built-cli';
import { useTempFolders } from '#test/support/use-temp-folders';
import { readRecords } from '../../shared/capture/read-records';

const tempFolder = useTempFolders();
let program = '';
beforeAll(async () => {
  program = await buildCli('test-cli-killed');
}, 90_000);

/** Records wait so long in the process before they are written, and clocks tell whole milliseconds. */
const WRITE_MS = 50 + 2;
/** So long, by the clock of the process, the peer keeps sending. */
const WATCHED_MS = 400;

let server: Server | null = null;
const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.close();
  server = null;
});

/** An SMSC that sends one message after the other, each when the one before was answered, until it is told to stop. */
async function startPeer(isEnough: () => boolean, onEnough: () => void): Promise<number> {
  const peer = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    const framer = new Framer();
    let sent = 0;
    const sendNext = (): void => {
      if (isEnough()) {
        onEnough();
        return;
      }
      sent += 1;
      const body = { sourceAddr: '12025550123', destinationAddr: '4711' };
      socket.write(encode(createPdu('deliver_sm', { sequenceNumber: sent, body })));
    };
    socket.on('data', (chunk) => {
      framer.push(chunk, (octets) => {
        const commandId = readUint32(octets, 4);
        const sequenceNumber = readUint32(octets, 12);
        if (commandId === commands.bind_transceiver.id) {
          socket.write(
            encode(createPdu('bind_transceiver_resp', { sequenceNumber, body: { systemId: 'x' } })),
          );
          sendNext();
        } else if (commandId === commands.deliver_sm_resp.id) sendNext();
      });
    });
  });
  server = peer;
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve));
  return (peer.address() as AddressInfo).port;
}

describe('a capture whose process is killed', () => {
  it('holds, in order and whole, what was recorded before the last tenth of a second', async () => {
    const path = join(tempFolder(), 'killed.pcapng');
    /** When each message came, by the clock of the process. */
    const cameAtMs: number[] = [];
    const firstMs = (): number => cameAtMs[0] ?? Number.POSITIVE_INFINITY;
    let kill: () => void = () => undefined;
    const port = await startPeer(
      () => (cameAtMs.at(-1) ?? 0) - firstMs() > WATCHED_MS,
      () => kill(),
    );
    const connection = ['--host', '127.0.0.1', '--port', String(port), '--system-id', 'demo'];
    const words = [program, 'listen', ...connection, '--password-env', 'PW', '--json', '--capture', path];
    const child = spawn(process.execPath, words, { env: { ...process.env, PW: 'secret01' } });
    kill = () => void child.kill('SIGKILL');
    const exited = new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal)));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as { command?: string; time?: string };
      if (line.command === 'deliver_sm') cameAtMs.push(Date.parse(line.time ?? ''));
    });
    expect(await exited).toBe('SIGKILL');

    const { records, problems } = readRecords(new Uint8Array(readFileSync(path)));
    expect(problems).toEqual([]);
    const delivered = records.filter(({ octets }) => readUint32(octets, 4) === commands.deliver_sm.id);
    const sequences = delivered.map(({ octets }) => readUint32(octets, 12));
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    // The one before the last came in a turn of the process that was over when the last one came in another: what was
    // due before it was written by then.
    const aliveMs = cameAtMs.at(-2) ?? 0;
    const due = cameAtMs.filter((ms) => ms + WRITE_MS <= aliveMs).length;
    expect(due).toBeGreaterThan(0);
    expect(sequences.length).toBeGreaterThanOrEqual(due);

    const tshark = spawnSync('tshark', ['-r', path, '-Y', 'smpp', '-T', 'fields', '-e', 'frame.number'], {
      encoding: 'utf8',
    });
    if (tshark.error !== undefined) return;
    expect(tshark.status).toBe(0);
    expect(tshark.stdout.trim().split('\n')).toHaveLength(records.length);
  }, 60_000);
});
