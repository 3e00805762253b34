import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { useTempFolders } from '#test/support/use-temp-folders';

const root = resolve(import.meta.dirname, '../../../../..');
const childPath = resolve(root, 'out/test-keychain/keychain-child.mjs');

interface Step {
  step: string;
  probed: 'available' | 'unavailable';
  result: string | null;
  status: { kind: string; sentence?: string };
}

/** Null when all that the real keychain needs is installed, and otherwise what is not. */
function missing(): string | null {
  if (process.platform !== 'linux') return 'the Secret Service is Linux’s keychain';
  for (const program of ['dbus-run-session', 'gnome-keyring-daemon']) {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    } catch {
      return `${program} is not installed (Debian: apt-get install dbus gnome-keyring)`;
    }
  }
  return null;
}

const lacking = missing();
const unlock = 'echo -n login | gnome-keyring-daemon --unlock --components=secrets >/dev/null';

describe('the keychain of the system', { timeout: 90_000 }, () => {
  const tempFolder = useTempFolders();

  beforeAll(async () => {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: resolve(root, 'test/support/keychain-child.ts'),
        outDir: resolve(childPath, '..'),
        minify: false,
        target: 'node20',
        rolldownOptions: { output: { format: 'es', entryFileNames: 'keychain-child.mjs' } },
      },
    });
  });

  /** A home of its own, so that nobody's real keyring is touched. */
  function homeEnvironment(home: string): NodeJS.ProcessEnv {
    const runtime = join(home, 'run');
    mkdirSync(runtime, { mode: 0o700, recursive: true });
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
    return { ...rest, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: runtime, LC_ALL: 'C' };
  }

  function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Step[] {
    const { stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8', timeout: 60_000 });
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    if (lines.length === 0) throw new Error(`no step was run: ${stderr}`);
    return lines.map((line) => JSON.parse(line) as Step);
  }

  function inDbusSession(script: string, home: string): Step[] {
    return run('dbus-run-session', ['--', 'sh', '-c', script], homeEnvironment(home));
  }

  const step = (...args: string[]): string =>
    [process.execPath, childPath, ...args].map((arg) => `'${arg}'`).join(' ');

  it('keeps a password over processes, changes it and deletes it', ({ skip }) => {
    skip(lacking !== null, lacking ?? '');
    const home = tempFolder();
    const steps = inDbusSession(
      [
        unlock,
        step('read', 'trunk:a'),
        step('save', 'trunk:a', 'Grüße@9'),
        step('read', 'trunk:a'),
        step('save', 'trunk:a', ''),
        step('read', 'trunk:a'),
        step('save', 'trunk:a', 'third-secret'),
        step('read', 'trunk:b'),
        step('forget', 'trunk:a'),
        step('read', 'trunk:a'),
        step('save', 'trunk:c', 'stays-behind'),
      ].join('\n'),
      home,
    );
    expect(steps.map(({ probed }) => probed)).toEqual(steps.map(() => 'available'));
    expect(steps.map(({ result }) => result)).toEqual([
      null,
      'keychain',
      'Grüße@9',
      'keychain',
      '',
      'keychain',
      null,
      null,
      null,
      'keychain',
    ]);
    const keyring = readFileSync(join(home, 'data/keyrings/login.keyring'), 'latin1');
    expect(keyring.length).toBeGreaterThan(0);
    expect(keyring).not.toContain('stays-behind');
  });

  it.for([
    { what: 'is locked', isSetUp: true, words: 'it is locked and was not unlocked' },
    { what: 'was never set up', isSetUp: false, words: 'it holds no keyring yet, and none was created' },
  ])(
    'says that the keyring $what when nobody can be asked, and keeps the password for this run',
    (given, { skip }) => {
      skip(lacking !== null, lacking ?? '');
      const home = tempFolder();
      if (given.isSetUp) inDbusSession([unlock, step('save', 'trunk:b', 'earlier')].join('\n'), home);
      const steps = [step('save', 'trunk:a', 'not-on-disk'), step('read', 'trunk:a')];
      const [saved, read] = inDbusSession(steps.join('\n'), home);
      expect(saved).toMatchObject({
        probed: 'available',
        result: 'this-run',
        status: {
          kind: 'unavailable',
          sentence: expect.stringContaining(given.words) as string,
        },
      });
      expect(read?.result).toBeNull();
      expect(textOfAllFiles(home)).not.toContain('not-on-disk');
    },
  );

  it('refuses where no Secret Service runs, within the probe’s time, and never uses the kernel keyring', ({
    skip,
  }) => {
    skip(process.platform !== 'linux', 'the Secret Service is Linux’s keychain');
    const home = tempFolder();
    const env = { ...homeEnvironment(home), DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/no-bus` };
    const [saved] = run(process.execPath, [childPath, 'save', 'trunk:a', 'not-on-disk'], env);
    expect(saved).toMatchObject({
      probed: 'unavailable',
      result: 'this-run',
      status: { kind: 'unavailable', sentence: expect.stringContaining('no Secret Service') as string },
    });
    const [read] = run(process.execPath, [childPath, 'read', 'trunk:a'], env);
    expect(read?.result).toBeNull();
    expect(textOfAllFiles(home)).not.toContain('not-on-disk');
  });
});

function textOfAllFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}
