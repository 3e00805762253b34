import { spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
/** A download that brings nothing for this long has failed. */
const NO_PROGRESS_MS = 10_000;

const executableNames = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function packageFolder() {
  try {
    return dirname(require.resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** The binary that is there already: the folder that the environment names, or the one npm's package keeps. */
export function installedElectron(environment = process.env, platform = process.platform) {
  const name = executableNames[platform] ?? 'electron';
  const overridden = environment.ELECTRON_OVERRIDE_DIST_PATH;
  if (overridden) {
    const path = join(overridden, name);
    return isExecutable(path) ? path : null;
  }
  const folder = packageFolder();
  if (folder === null) return null;
  const marker = join(folder, 'path.txt');
  if (!existsSync(marker)) return null;
  const path = join(folder, 'dist', readFileSync(marker, 'utf8'));
  return isExecutable(path) ? path : null;
}

/**
 * Runs the electron package's own installer, and ends it when nothing arrives for a while. It downloads into the
 * temporary folder and unpacks into its own: that these grow is the only sign of life that it gives.
 * Resolves to null, or to what went wrong.
 */
export async function runInstaller(folder, noProgressMs) {
  const temporary = mkdtempSync(join(tmpdir(), 'trunkline-electron-'));
  try {
    return await new Promise((done) => {
      const child = spawn(process.execPath, [join(folder, 'install.js')], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      });
      let complaint = '';
      child.stderr.on('data', (chunk) => {
        complaint = (complaint + chunk).slice(-4000);
      });
      const measure = () => sizeOf(temporary) + sizeOf(join(folder, 'dist'));
      const stopWatching = watchProgress(measure, noProgressMs, () => {
        complaint = `nothing arrived for ${Math.round(noProgressMs / 1000)} s`;
        child.kill('SIGKILL');
      });
      child.on('error', () => done('its installer could not be started'));
      child.on('close', (code) => {
        stopWatching();
        done(code === 0 ? null : errorLine(complaint));
      });
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Calls `giveUp` once `measure` has said the same for `noProgressMs`. Returns what ends the watch. */
function watchProgress(measure, noProgressMs, giveUp) {
  let lastSize = measure();
  let lastChange = performance.now();
  const timer = setInterval(() => {
    const size = measure();
    if (size !== lastSize) lastChange = performance.now();
    lastSize = size;
    if (performance.now() - lastChange >= noProgressMs) giveUp();
  }, 250);
  return () => clearInterval(timer);
}

function sizeOf(path) {
  try {
    const stats = lstatSync(path);
    if (!stats.isDirectory()) return stats.size;
    return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
  } catch {
    return 0;
  }
}

/** The line that names the error; without one, the first that says anything. */
function errorLine(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((candidate) => /^\w*Error: /.test(candidate)) ?? lines[0] ?? 'no reason was given';
  return line
    .trim()
    .replace(/^\w*Error: /, '')
    .replace(/\.$/, '');
}

/** The Electron to start, downloaded if need be: `{ path }`, or `{ path: null, problem }` with a sentence. */
export async function findElectron({ mayDownload = true, noProgressMs = NO_PROGRESS_MS } = {}) {
  const found = installedElectron();
  if (found !== null) return { path: found, problem: '' };
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    return {
      path: null,
      problem: 'There is no Electron in the folder that ELECTRON_OVERRIDE_DIST_PATH names.',
    };
  }
  const folder = packageFolder();
  if (!mayDownload || folder === null) return { path: null, problem: 'Electron is not installed.' };
  process.stderr.write('Downloading Electron…\n');
  const problem = await runInstaller(folder, noProgressMs);
  const path = problem === null ? installedElectron() : null;
  return path === null
    ? {
        path: null,
        problem: `Electron could not be downloaded (${problem ?? 'its installer left no binary'}).`,
      }
    : { path, problem: '' };
}
