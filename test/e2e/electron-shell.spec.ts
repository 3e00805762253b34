import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { installedElectron } from '../../scripts/lib/find-electron.mjs';
import { expect, test } from './harness/app-test';
import { electronSwitches } from './harness/launch-electron';
import { programEnvironment, type RunningApp } from './harness/running-app';

const root = resolve(import.meta.dirname, '../..');

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function bounds(app: RunningApp): Promise<Bounds | undefined> {
  if (app.electron === null) throw new Error('This spec is for Electron.');
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}

test('the window remembers its place and size', async ({ app }) => {
  const wanted = { x: 60, y: 40, width: 1100, height: 720 };
  await app.electron?.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place);
  }, wanted);
  await expect.poll(() => bounds(app)).toEqual(wanted);
  await app.restart();
  expect(await bounds(app)).toEqual(wanted);
});

test('a damaged note of the window’s place does not stop the start', async ({ app }) => {
  await app.restart(() => writeFile(join(app.dataDir, 'window.json'), '{"x": 12'));
  expect(await bounds(app)).toMatchObject({ width: 1360 });
});

test('a second start with the same data shows the window of the first', async ({ app }) => {
  const { electron } = app;
  const executable = installedElectron();
  if (electron === null || executable === null) throw new Error('This spec is for Electron.');
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  const second = spawn(executable, [...electronSwitches(executable), root, '--data-dir', app.dataDir], {
    cwd: root,
    env: programEnvironment(),
    stdio: 'ignore',
  });
  expect(await new Promise((end) => second.once('close', end))).toBe(0);
  await expect
    .poll(() => electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
});

test('a page that crashes is loaded again and has lost nothing', async ({ app }) => {
  const { electron } = app;
  if (electron === null) throw new Error('This spec is for Electron.');
  await electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined) throw new Error('There is no window.');
    const loaded = new Promise<void>((done) => contents.once('did-finish-load', () => done()));
    contents.forcefullyCrashRenderer();
    await loaded;
  });
  const readState = () =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `document.querySelector('[data-ready="true"]') !== null && document.body.innerText.includes('Demo trunk')`,
      ),
    );
  await expect.poll(readState).toBe(true);
});

test('the window opens in the colour of its page, in both themes', async ({ app }) => {
  for (const theme of ['dark', 'light'] as const) {
    await app.electron?.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, theme);
    await expect
      .poll(() => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(theme === 'dark');
    const page = await app.page.evaluate(() => {
      const canvas = document.createElement('canvas').getContext('2d');
      if (canvas === null) throw new Error('no canvas');
      canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    });
    const window = await app.electron?.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
    );
    const ground = [1, 3, 5].map((start) => Number.parseInt((window ?? '').slice(start, start + 2), 16));
    // How a browser rounds an OKLCH colour is its own affair.
    const distance = Math.max(...page.map((part, index) => Math.abs(part - (ground[index] ?? Number.NaN))));
    expect(distance).toBeLessThanOrEqual(2);
  }
});

test('Ctrl+C ends the program in order: the terminal and npm each tell it', async ({ app }) => {
  const { electron } = app;
  if (electron === null) throw new Error('This spec is for Electron.');
  const child = electron.process();
  await electron.evaluate(({ app: program }) => {
    Object.assign(globalThis, {
      quits: new Promise<void>((quits) => program.once('before-quit', () => quits())),
    });
  });
  const ended = new Promise((end) => child.once('exit', end));
  child.kill('SIGINT');
  // The answer may be lost where the program is quicker than it.
  await electron
    .evaluate(() => (globalThis as unknown as { quits: Promise<void> }).quits)
    .catch(() => undefined);
  child.kill('SIGINT');
  await ended;
  // What only a process that was killed leaves behind.
  const left = await readdir(app.dataDir);
  expect(left).not.toContain('lock');
  expect(left).not.toContain('messages.sqlite-wal');
  await app.restart();
});
