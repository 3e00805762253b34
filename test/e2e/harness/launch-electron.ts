import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { canSandbox } from '../../../scripts/lib/can-sandbox.mjs';
import { hasDisplay } from '../../../scripts/lib/decide-shell.mjs';
import { installedElectron } from '../../../scripts/lib/find-electron.mjs';
import { programEnvironment, waitUntilReady, watchPage, type Launched } from './running-app';

const root = resolve(import.meta.dirname, '../../..');
/** Longer than the program's own limit for unbinding its trunks. */
const STOP_MS = 15_000;

/** Why no window can be opened here; null when one can. */
export function electronProblem(): string | null {
  if (installedElectron() === null) return 'No Electron binary can be had here.';
  if (!hasDisplay(process.platform, process.env)) return 'There is no display for a window.';
  return null;
}

/** As `npm start` passes them to root; for a test also where the system has no sandbox for anyone. */
export function electronSwitches(executablePath: string): string[] {
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  return isRootOnLinux || !canSandbox(executablePath) ? ['--no-sandbox'] : [];
}

/** `environment` stands over what a test's program is given otherwise. */
export async function launchElectron(
  dataDir: string,
  problems: string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Launched> {
  const executablePath = installedElectron();
  if (executablePath === null) throw new Error('There is no Electron to launch.');
  const electron = await _electron.launch({
    executablePath,
    args: [...electronSwitches(executablePath), root, '--data-dir', dataDir],
    cwd: root,
    env: { ...programEnvironment(), ...environment },
    // The theme is the program's own business.
    colorScheme: null,
  });
  const page = await electron.firstWindow();
  watchPage(page, problems);
  await waitUntilReady(page);
  // Asked now: it cannot be told any more once the program has ended.
  const child = electron.process();
  return { page, electron, stop: () => stop(electron, child) };
}

/** Quits as the menu does; a program that has ended by itself is left at that. */
async function stop(electron: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('Electron did not end in time.'));
    }, STOP_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  await electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await ended;
  await electron.close().catch(() => undefined);
}
