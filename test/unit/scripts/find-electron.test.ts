import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installedElectron, runInstaller } from '../../../scripts/lib/find-electron.mjs';
import { makeTempFolder } from '#test/support/temp-folder';

let folder: ReturnType<typeof makeTempFolder>;
beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(() => folder.remove());

/** Stands in for the electron package: its installer is whatever the test writes. */
function packageWith(installer: string): string {
  writeFileSync(join(folder.path, 'package.json'), '{}');
  writeFileSync(join(folder.path, 'install.js'), installer);
  return folder.path;
}

describe('runInstaller', () => {
  it('is done when the installer is', async () => {
    expect(await runInstaller(packageWith(''), 60_000)).toBeNull();
  });

  it('ends an installer that brings nothing', async () => {
    const stuck = packageWith('setInterval(() => {}, 1000)');
    expect(await runInstaller(stuck, 300)).toMatch(/^nothing arrived for /);
  });

  it('lets a slow installer go on for as long as something arrives', async () => {
    // Ten steps, each within the limit, together well beyond it.
    const slow = packageWith(`
      const { appendFileSync } = require('node:fs');
      const { tmpdir } = require('node:os');
      const { join } = require('node:path');
      let steps = 0;
      const timer = setInterval(() => {
        appendFileSync(join(tmpdir(), 'archive.zip'), 'octets');
        steps += 1;
        if (steps === 10) clearInterval(timer);
      }, 450);
    `);
    expect(await runInstaller(slow, 4000)).toBeNull();
  });

  it('says in a line why the installer gave up', async () => {
    const failing = packageWith(`
      process.emitWarning('something experimental');
      throw new TypeError('fetch failed.');
    `);
    expect(await runInstaller(failing, 60_000)).toBe('fetch failed');
  });
});

describe('installedElectron', () => {
  const names = [
    ['linux', 'electron'],
    ['win32', 'electron.exe'],
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
  ] as const;

  it.each(names)('finds, on %s, the binary in the folder that the environment names', (platform, name) => {
    const environment = { ELECTRON_OVERRIDE_DIST_PATH: folder.path };
    expect(installedElectron(environment, platform)).toBeNull();
    const path = join(folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '');
    chmodSync(path, 0o755);
    expect(installedElectron(environment, platform)).toBe(path);
  });
});
