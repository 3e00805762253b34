import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { programEnvironment } from './harness/running-app';

const program = resolve(import.meta.dirname, '../../bin/trunkline.mjs');

export interface SmscProcess {
  readonly port: number;
  /** Destinations of the messages that arrived so far, in order. */
  arrived(): readonly string[];
  stop(): Promise<void>;
  /** Ends it as a pulled plug would: nothing is unbound. */
  kill(): Promise<void>;
}

/** An SMSC in a process of its own, as another company's would be: `trunkline simulate`, on a free port if not said otherwise. */
export async function startSmsc(systemId: string, password: string, wantedPort = 0): Promise<SmscProcess> {
  const words = [
    'simulate',
    '--port',
    String(wantedPort),
    '--system-id',
    systemId,
    '--password-env',
    'SMSC_PASSWORD',
    '--json',
  ];
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...programEnvironment(), SMSC_PASSWORD: password },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((end) => child.once('close', () => end()));
  let said = '';
  const port = await new Promise<number>((listening, reject) => {
    child.once('close', (code) => reject(new Error(`The SMSC ended with ${String(code)}: ${said}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const told = /"event":"listening".*"port":(\d+)/.exec(said);
      if (told !== null) listening(Number(told[1]));
    });
  });
  return {
    port,
    arrived: () =>
      [...said.matchAll(/"event":"arrived"[^\n]*"handset":"(\d+)"/g)].map(([, handset = '']) => handset),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
