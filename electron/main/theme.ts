import { nativeTheme, type BrowserWindow } from 'electron';
import type { EventHub } from '#electron/host/event-hub';
import type { ClientDesk } from '#electron/host/shell/client-desk';
import { appSettings, type AppSettings } from '#shared/model/settings';
import { connect } from '#shared/rpc/connect';
import { createWirePair } from '#shared/rpc/memory-wire';

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
  nativeTheme.themeSource = (await readSettings(desk)).theme;
}

/** Asks as any client does, over a wire in memory. */
async function readSettings(desk: ClientDesk): Promise<AppSettings> {
  const [wire, hostWire] = createWirePair();
  desk.accept(hostWire);
  const client = connect(wire, {
    reportError: (error) => {
      throw error;
    },
  });
  const { settings } = await client.call('app.info', {});
  client.close();
  return settings;
}

/** Keeps the ground right while the window is resized, after a change of theme. */
export function paintGround(window: BrowserWindow): void {
  const paint = (): void => {
    if (!window.isDestroyed()) window.setBackgroundColor(groundColour());
  };
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
}
