import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '#test/support/built-cli';
import packageJson from '../../../../package.json';

let program = '';
beforeAll(async () => {
  program = await buildCli();
}, 90_000);

const children = new Set<ChildProcessWithoutNullStreams>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The command line as a process, as a script starts it. */
class Program {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  out = '';
  notes = '';
  readonly #waiting = new Set<() => void>();

  constructor(
    words: readonly string[],
    options: { readonly input?: string; readonly environment?: object } = {},
  ) {
    this.child = spawn(process.execPath, [program, ...words], {
      env: { ...process.env, ...options.environment },
    });
    children.add(this.child);
    this.child.stdout.on('data', (chunk: Buffer) => {
      this.out += chunk.toString();
      for (const look of [...this.#waiting]) look();
    });
    this.child.stderr.on('data', (chunk: Buffer) => (this.notes += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code, signal) => {
        children.delete(this.child);
        resolve({ code, signal });
      });
    });
    // A process that ended without reading its input is no error of the test.
    this.child.stdin.on('error', () => undefined);
    if (options.input !== undefined) this.child.stdin.end(options.input);
  }

  get events(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async until(event: string): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      const look = (): void => {
        const complete = this.out.slice(0, this.out.lastIndexOf('\n') + 1).split('\n');
        const found = complete
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as Record<string, unknown>)
          .find((candidate) => candidate['event'] === event);
        if (found === undefined) return;
        this.#waiting.delete(look);
        resolve(found);
      };
      this.#waiting.add(look);
      look();
    });
  }
}

async function simulator(): Promise<{ run: Program; connection: string[] }> {
  const run = new Program(
    ['simulate', '--port', '0', '--system-id', 'demo', '--password-env', 'SIM_PW', '--json'],
    {
      environment: { SIM_PW: 'secret01' },
    },
  );
  const { port } = await run.until('listening');
  return { run, connection: ['--host', '127.0.0.1', '--port', String(port), '--system-id', 'demo'] };
}

const message = ['--from', '4711', '--to', '12025550123', '--text', 'Grüße aus Köln'];

// Processes start slowly on a busy machine.
describe('trunkline as a process', { timeout: 60_000 }, () => {
  it('tells its version and leaves at once', async () => {
    const run = new Program(['--version']);
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(run.out).toBe(`${packageJson.version}\n`);
  });

  it('sends to a simulator of another process, with the password on standard input', async () => {
    const { run, connection } = await simulator();
    const send = new Program(['send', ...connection, ...message, '--wait-receipt', '15', '--json'], {
      input: 'secret01\nnot read\n',
    });
    expect(await send.ended).toEqual({ code: 0, signal: null });
    expect(send.events.map(({ event }) => event)).toEqual(['bound', 'accepted', 'receipt']);
    expect(send.events[2]).toMatchObject({ state: 'delivered' });
    expect(await run.until('arrived')).toMatchObject({ text: 'Grüße aus Köln' });
    run.child.kill('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
  });

  it('ends with 3 after a wrong password, although its input stays open', async () => {
    const { connection } = await simulator();
    const send = new Program(['send', ...connection, ...message, '--json']);
    send.child.stdin.write('wrong\n');
    expect(await send.ended).toEqual({ code: 3, signal: null });
    expect(send.notes).toMatch(/ESME_RINVPASWD/);
  });

  it('listens until Ctrl+C, and unbinds then', async () => {
    const { run, connection } = await simulator();
    const listen = new Program(['listen', ...connection, '--json'], { input: 'secret01' });
    await listen.until('bound');
    listen.child.kill('SIGINT');
    expect(await listen.ended).toEqual({ code: 0, signal: null });
    expect(listen.events.slice(-2)).toMatchObject([{ command: 'unbind' }, { command: 'unbind_resp' }]);
    run.child.kill('SIGINT');
    expect(await run.ended).toEqual({ code: 0, signal: null });
  });

  it('ends in good order when whoever reads its results goes away', async () => {
    const { run, connection } = await simulator();
    const listen = new Program(['listen', ...connection, '--json'], { input: 'secret01' });
    await listen.until('bound');
    listen.child.stdout.destroy();
    // The next PDU that is printed, the simulator's unbind, finds nobody.
    run.child.kill('SIGTERM');
    expect((await listen.ended).signal).toBeNull();
    expect(await run.ended).toEqual({ code: 0, signal: null });
  });

  it('decodes from a pipe without an end, and leaves quietly when nobody reads any more', async () => {
    const enquireLink = '00000010000000150000000000000001';
    const run = new Program(['decode', '-']);
    const state = { isOver: false };
    const ended = run.ended.finally(() => (state.isOver = true));
    // As `head -1` does.
    run.child.stdout.once('data', () => run.child.stdout.destroy());
    const lines = `${enquireLink}\n`.repeat(10_000);
    while (!state.isOver && run.child.stdin.writable) {
      if (run.child.stdin.write(lines)) await new Promise(setImmediate);
      else await Promise.race([ended, new Promise((resolve) => run.child.stdin.once('drain', resolve))]);
    }
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(run.notes).toBe('');
  });

  it('ends with 2 for arguments that cannot be used', async () => {
    const run = new Program(['send', '--password', 'secret01'], { input: '' });
    expect(await run.ended).toEqual({ code: 2, signal: null });
    expect(run.out).toBe('');
  });
});
