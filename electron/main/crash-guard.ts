import { dialog, type BrowserWindow } from 'electron';
import type { HostLogger } from '#electron/host/host-services';

/** A page that dies again within this time is not loaded a third time without asking. */
const AGAIN_MS = 30_000;

/** The host survives its page: a page that crashed is loaded again, and one that keeps crashing is asked about. */
export function setUpCrashGuard(window: BrowserWindow, log: HostLogger): void {
  let lastCrashMs = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.warn(`The page's process ended: ${reason} (exit code ${exitCode})`);
    const nowMs = performance.now();
    const isRepeated = nowMs - lastCrashMs < AGAIN_MS;
    lastCrashMs = nowMs;
    if (isRepeated) void askToReload(window, log);
    else window.webContents.reload();
  });
  window.webContents.on('unresponsive', () => log.warn('The page does not respond'));
  window.webContents.on('responsive', () => log.info('The page responds again'));
  window.webContents.on('preload-error', (_event, _path, error) => {
    log.error('The preload script failed', error);
  });
  window.webContents.on('did-fail-load', (_event, code, description) => {
    log.warn(`The page could not be loaded: ${description} (${code})`);
  });
}

async function askToReload(window: BrowserWindow, log: HostLogger): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Trunkline',
    message: 'The window crashed twice in a row.',
    detail: 'Trunks stay bound meanwhile. The log file in the data folder says more.',
    buttons: ['Show it again', 'Close Trunkline'],
    defaultId: 0,
    cancelId: 1,
  });
  log.info(response === 0 ? 'The page is loaded again' : 'The window is closed after a crash');
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.destroy();
}
