import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test as base } from '@playwright/test';
import { commandFile } from '../../scripts/lib/build-if-stale.mjs';
import { installedElectron } from '../../scripts/lib/find-electron.mjs';
import { makeTempFolder } from '#test/support/temp-folder';
import { electronProblem } from './harness/launch-electron';
import { programEnvironment } from './harness/running-app';

const root = resolve(import.meta.dirname, '../..');
const BUILD_MS = 240_000;
/** As the bytes of the binary hold them. */
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

/** Why no package can be built here; null when one can. */
function packageProblem(): string | null {
  if (process.platform !== 'linux') return 'A package is built and read back on Linux only.';
  return electronProblem();
}

/** One package for all tests of this file: building it takes its time. */
const test = base.extend<object, { packagePath: string }>({
  packagePath: [
    async ({}, use) => {
      const folder = makeTempFolder();
      const electron = installedElectron();
      if (electron === null) throw new Error('There is no Electron to package.');
      const version = spawnSync(electron, ['--no-sandbox', '--version'], { encoding: 'utf8' }).stdout;
      const words = [
        ...[commandFile('electron-builder'), '--linux', 'dir', '--publish', 'never'],
        `-c.electronDist=${dirname(electron)}`,
        `-c.electronVersion=${/\d+\.\d+\.\d+/.exec(version)?.[0] ?? ''}`,
        `-c.directories.output=${folder.path}`,
      ];
      const built = spawnSync(process.execPath, words, { cwd: root, encoding: 'utf8', timeout: BUILD_MS });
      if (built.status !== 0) throw new Error(`electron-builder failed: ${built.stdout}${built.stderr}`);
      await use(join(folder.path, 'linux-unpacked', 'trunkline'));
      folder.remove();
    },
    { scope: 'worker', timeout: BUILD_MS },
  ],
});

test.beforeEach(() => {
  const problem = packageProblem();
  test.skip(problem !== null, problem ?? '');
});

test('the fuses of a package are as they are configured', async ({ packagePath }) => {
  const wire = await getCurrentFuseWire(packagePath);
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    nodeInspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    fileProtocol: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
  }).toEqual({
    runAsNode: OFF,
    cookieEncryption: ON,
    nodeOptions: OFF,
    nodeInspect: OFF,
    asarIntegrity: ON,
    onlyAsar: ON,
    fileProtocol: OFF,
  });
});

test('a package runs, ends in order, and is no Node for whoever asks it to be', async ({ packagePath }) => {
  const folder = makeTempFolder();
  const start = (environment: Record<string, string>, ...words: string[]): ChildProcess =>
    spawn(packagePath, ['--no-sandbox', '--data-dir', folder.path, ...words], {
      env: { ...programEnvironment(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const program = start({ ELECTRON_RUN_AS_NODE: '1' }, '-e', 'console.log("it ran as Node")');
  let said = '';
  program.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = new Promise<number | null>((end) => program.once('exit', end));
  // The window's profile and the message store are there once the program has come up as itself.
  await expect.poll(() => existsSync(join(folder.path, 'messages.sqlite')), { timeout: 30_000 }).toBe(true);
  await expect
    .poll(() => existsSync(join(folder.path, 'browser', 'Local Storage')), { timeout: 30_000 })
    .toBe(true);
  program.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(said).not.toContain('it ran as Node');
  folder.remove();
});
