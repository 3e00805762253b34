import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** The command line as it is built. */
export const program = resolve('out/main/cli.js');

export interface ServedHost {
  readonly child: ChildProcess;
  /** With the token. */
  readonly url: string;
  stop(): Promise<void>;
}

/** The headless host in a process of its own, as `trunkline serve` starts it. */
export async function serveHost(dataDir: string): Promise<ServedHost> {
  // With the flags of bin/trunkline.mjs.
  const words = ['--max-semi-space-size=1', program, 'serve', '--json', '--data-dir', dataDir];
  const child = spawn(process.execPath, words, {
    env: {
      MALLOC_ARENA_MAX: '1',

      ...process.env,
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((found, failed) => {
    child.once('exit', () => failed(new Error('The host ended before it served.')));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = /http:\/\/[^"]+/.exec(line)?.[0];
      if (told !== undefined) found(told);
    });
  });
  const stop = async (): Promise<void> => {
    child.removeAllListeners('exit');
    const closed = new Promise((done) => child.once('close', done));
    child.kill();
    await closed;
  };
  return { child, url, stop };
}
