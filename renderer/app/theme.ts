import { useEffect } from 'react';
import type { AppSettings } from '#shared/model/settings';
import { useAppState } from './stores';

type Theme = AppSettings['theme'];

export const themeNames: Readonly<Record<Theme, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
};

const order: readonly Theme[] = ['system', 'light', 'dark'];

export function nextTheme(theme: Theme): Theme {
  return order[(order.indexOf(theme) + 1) % order.length] ?? 'system';
}

/** Tells the style sheet which theme holds; without a choice the system's does. */
export function useTheme(): void {
  const theme = useAppState((state) => state.info?.settings.theme ?? 'system');
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}
