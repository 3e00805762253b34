import { isMac } from '../ui/shortcut-keys';
import type { Action } from './action-registry';

/** The part of a keyboard event that decides. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** Whether a key press is the shortcut ("mod+shift+h", "?", "F6"). */
export function matchesShortcut(shortcut: string, press: KeyPress, onMac = isMac): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const mod = onMac ? press.metaKey : press.ctrlKey;
  const otherMod = onMac ? press.ctrlKey : press.metaKey;
  if (mod !== parts.includes('mod') || otherMod || press.altKey !== parts.includes('alt')) return false;
  // A character such as "?" may need Shift on some keyboards and not on others: only the character counts.
  const isCharacter = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!isCharacter && press.shiftKey !== parts.includes('shift')) return false;
  return press.key.toLocaleLowerCase() === key.toLocaleLowerCase();
}

/** Whether keys typed there are text, so that a shortcut without a modifier must leave them alone. */
export function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select, [role="combobox"]'))
  );
}

/** The action a key press asks for; null when it asks for none. */
export function actionFor(
  actions: readonly Action[],
  press: KeyPress & { readonly target: EventTarget | null },
): Action | null {
  const found = actions.find(
    (action) => action.shortcut !== undefined && matchesShortcut(action.shortcut, press),
  );
  if (found?.shortcut === undefined) return null;
  const hasModifier = found.shortcut.includes('mod+') || found.shortcut.includes('alt+');
  const isFunctionKey = /(^|\+)F\d+$/.test(found.shortcut);
  return hasModifier || isFunctionKey || !takesText(press.target) ? found : null;
}
