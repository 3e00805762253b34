import { nativeTheme, type BrowserWindow } from 'electron';
import type { AppSettings } from '#shared/model/settings';

/** The ground colours of renderer/styles/tokens.css: a window that opens shows them before its page does. */
const GROUND = { light: '#eff1f3', dark: '#0d0f13' } as const;

export function groundColour(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light;
}

/** Native menus and the page's `prefers-color-scheme` follow the user's choice. */
export function followTheme(theme: AppSettings['theme']): void {
  nativeTheme.themeSource = theme;
}

/** Keeps the ground right while the window is resized, after a change of theme. */
export function paintGround(window: BrowserWindow): void {
  const paint = (): void => {
    if (!window.isDestroyed()) window.setBackgroundColor(groundColour());
  };
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
}
