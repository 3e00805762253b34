import { BrowserWindow, screen } from 'electron';
import type { JsonStore } from '#electron/host/settings/settings-file';
import { popUpEditMenu } from './app-menu';
import { groundColour, paintGround } from './theme';
import { placeWindow, smallestSize, type WindowPlace } from './window-place';

export interface MainWindowOptions {
  readonly preloadPath: string;
  /** Where the window's place is remembered. */
  readonly place: JsonStore;
}

/** Opens the one window, where it was when it was closed. It shows itself when the page is painted. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== main.id);
  const { bounds, isMaximized } = placeWindow(options.place.store, [
    main.workArea,
    ...others.map((display) => display.workArea),
  ]);
  const smallest = smallestSize(main.workArea);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Trunkline',
    show: false,
    backgroundColor: groundColour(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    options.place.store = { ...placeOf(window) };
  });
  window.webContents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (isEditable || selectionText !== '') popUpEditMenu(window, isEditable);
  });
  paintGround(window);
  return window;
}

function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
}
