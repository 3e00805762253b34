import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, clipboard, dialog, powerMonitor, session } from 'electron';
import { createHost, type Host } from '#electron/host/create-host';
import { builtFiles } from '#electron/host/shell/built-files';
import { ClientDesk } from '#electron/host/shell/client-desk';
import { openLogFile, type LogFile } from '#electron/host/shell/log-file';
import { PageFiles } from '#electron/host/shell/page-files';
import { setUpAppMenu } from './app-menu';
import { PAGE_URL, registerAppScheme, setUpAppProtocol } from './app-protocol';
import { setUpCrashGuard } from './crash-guard';
import { dataFolderFrom } from './data-dir-option';
import { openElectronStore, openWindowStore } from './electron-store';
import { setUpErrorReports } from './error-reports';
import { openExternalLink } from './external-links';
import { setUpIpcWire } from './ipc-wire';
import { openMainWindow } from './main-window';
import { setUpNavigationGuards } from './navigation-guards';
import { setUpPermissions } from './permissions';
import { setUpQuit } from './quit';
import { isFirstInstance } from './single-instance';
import { setUpTheme } from './theme';
import { setUpTrunkStatus } from './trunk-status';

const built = builtFiles(import.meta.dirname);
const dataFolder = dataFolderFrom(process.argv);
/** The window says so; nothing that leaves it shows a number meanwhile. */
let areNumbersMasked = false;

async function start(log: LogFile): Promise<void> {
  setUpErrorReports(log);
  const files = new PageFiles(built.pageDir);
  const host = await startHost(log);
  const desk = new ClientDesk({
    handlers: host.handlers,
    events: host.hub,
    capabilities: ['clipboard', 'open-external', 'window-controls'],
    log,
  });
  setUpQuit(async () => {
    desk.endAll('Trunkline is being closed.');
    await host.close();
    await log.close();
  });
  await setUpTheme(desk, host.hub);
  setUpPermissions(session.defaultSession);
  setUpAppProtocol(session.defaultSession, files);
  setUpNavigationGuards();
  setUpAppMenu();

  const window = openMainWindow({
    preloadPath: built.preloadPath,
    place: openWindowStore(dataFolder),
  });
  await setUpTrunkStatus({ desk, hub: host.hub, window, areNumbersMasked: () => areNumbersMasked });
  powerMonitor.on('resume', () => host.handleWake());
  setUpIpcWire(window.webContents, desk.accept.bind(desk), (message) => log.warn(message));
  setUpCrashGuard(window, log);
  // A page that cannot be loaded, or whose window was closed meanwhile, is told of by `did-fail-load`.
  window.loadURL(PAGE_URL).catch(() => undefined);
}

function startHost(log: LogFile): Promise<Host> {
  return createHost({
    dataDir: dataFolder,
    workersDir: built.workersDir,
    version: app.getVersion(),
    runtime: `Electron ${process.versions.electron} (Node ${process.versions.node})`,
    logger: log,
    openStore: openElectronStore,
    shell: {
      openExternal: openExternalLink,
      setFullScreen: (isFullScreen) => BrowserWindow.getAllWindows()[0]?.setFullScreen(isFullScreen),
      maskNotifications: (isOn) => {
        areNumbersMasked = isOn;
      },
      writeClipboard: (text) => clipboard.writeText(text),
      readClipboard: () => clipboard.readText(),
    },
  });
}

function fail(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  dialog.showErrorBox('Trunkline could not be started', reason);
  app.exit(1);
}

// What must be said before the app is ready; nothing here may wait, or it never is.
registerAppScheme();
try {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  app.setPath('userData', dataFolder);
  // What the browser inside keeps is apart from what is the user's.
  app.setPath('sessionData', join(dataFolder, 'browser'));
  if (isFirstInstance()) {
    const log = openLogFile(dataFolder);
    app
      .whenReady()
      .then(() => start(log))
      .catch(async (error: unknown) => {
        log.error('Trunkline could not be started', error);
        await log.close();
        fail(error);
      });
  } else {
    app.quit();
  }
} catch (error) {
  fail(error);
}
