/** Whether the platform's main modifier is ⌘. */
export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

const macNames: Readonly<Record<string, string>> = {
  mod: '⌘',
  shift: '⇧',
  alt: '⌥',
  enter: '⏎',
  escape: 'Esc',
};
const otherNames: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  enter: 'Enter',
  escape: 'Esc',
};

/** "mod+shift+h" as the caps to draw: ⌘ ⇧ H, or Ctrl Shift H. */
export function keyNames(shortcut: string, onMac = isMac): readonly string[] {
  const names = onMac ? macNames : otherNames;
  // The key itself, and no sign between two.
  if (shortcut === '+') return ['+'];
  return shortcut.split('+').map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}
