import { fork } from 'node:child_process';
import { dirname, join } from 'node:path';
import { PduLog } from '#electron/host/pdu-log/pdu-log';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import { systemClock } from '#electron/smpp/system-clock';
import { compare, type Contestant } from './harness';
import type { Client } from './session-clients';

const builtDir = dirname(process.argv[1] ?? '');
const WINDOWS = [1, 10, 100];
const ROUNDS = 5;
const DURATION_MS = 700;

/** A peer in another process: `<name>.peer.ts`. */
export async function startPeer(name = 'session'): Promise<{ readonly port: number; stop(): void }> {
  const child = fork(join(builtDir, `${name}.peer.js`), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { readonly port: number }) => resolve(message.port));
    child.once('error', reject);
  });
  return { port, stop: () => child.disconnect() };
}

export interface NamedClient {
  readonly name: string;
  readonly client: Client;
}

/**
 * Measures each client against a peer in another process, at each window, in turn. `clientsOf` gets a recorder that
 * feeds the real log, kept in memory by its worker.
 */
export async function benchSession(
  title: string,
  clientsOf: (recorder: () => PduRecorder) => readonly NamedClient[],
): Promise<void> {
  const peer = await startPeer();
  const log = PduLog.open({
    workersDir: builtDir,
    clock: systemClock,
    onError: (error) => console.error(error),
  });
  try {
    const clients = clientsOf(() => log.openSession('Benchmark').recorder);
    for (const windowSize of WINDOWS) {
      const contestants = clients.map(({ name, client }): Contestant => ({
        name,
        run: async () => await client({ port: peer.port, windowSize, durationMs: DURATION_MS }),
      }));
      await compare({
        title: `${title}, window ${windowSize}`,
        unit: 'messages/s',
        isHigherBetter: true,
        contestants,
        rounds: ROUNDS,
        ...(windowSize === 100 ? { aim: 'Trunkline ×5' } : {}),
      });
    }
  } finally {
    await log.close();
    peer.stop();
  }
}
