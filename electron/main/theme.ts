import { nativeTheme, type BrowserWindow } from 'electron';
import type { EventHub } from '#electron/host/event-hub';
import type { ClientDesk } from '#electron/host/shell/client-desk';
import { appSettings } from '#shared/model/settings';
import { askHost } from './ask-host';

/** The ground colours of renderer/styles/tokens.css: a window that opens shows them before its page does. */
const GROUND = { light: '#eff1f4', dark: '#0d0f13' } as const;

export function groundColour(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light;
}

/** Native menus and the page's `prefers-color-scheme` follow the user's choice, from before the window opens. */
export async function setUpTheme(desk: ClientDesk, hub: EventHub): Promise<void> {
  hub.subscribe(({ name, payload }) => {
    if (name === 'app.settingsChanged') nativeTheme.themeSource = appSettings.parse(payload).theme;
  });
  const { settings } = await askHost(desk, (client) => client.call('app.info', {}));
  nativeTheme.themeSource = settings.theme;
}

/** Keeps the ground right while the window is resized, after a change of theme. */
export function paintGround(window: BrowserWindow): void {
  const paint = (): void => {
    if (!window.isDestroyed()) window.setBackgroundColor(groundColour());
  };
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
}
