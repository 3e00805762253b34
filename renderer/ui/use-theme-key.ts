import { useSyncExternalStore } from 'react';

const DARK = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const system = window.matchMedia(DARK);
  const own = new MutationObserver(listener);
  system.addEventListener('change', listener);
  own.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', listener);
    own.disconnect();
  };
}

/** Changes whenever the colours do: for what is drawn with them and not styled by them. */
export function useThemeKey(): string {
  return useSyncExternalStore(
    subscribe,
    () => document.documentElement.dataset['theme'] ?? (window.matchMedia(DARK).matches ? 'dark' : 'light'),
  );
}
