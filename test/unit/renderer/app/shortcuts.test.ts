// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../renderer/app/action-registry';
import { actionFor, matchesShortcut, type KeyPress } from '../../../../renderer/app/shortcuts';
import { keyNames } from '../../../../renderer/ui/shortcut-keys';

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...rest,
});
const action = (shortcut: string): Action => ({
  id: shortcut,
  title: shortcut,
  group: 'View',
  shortcut,
  run: () => undefined,
});

describe('matchesShortcut', () => {
  it('takes Ctrl for mod, and on a Mac ⌘', () => {
    expect(matchesShortcut('mod+k', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(matchesShortcut('mod+k', press('k', { metaKey: true }), false)).toBe(false);
    expect(matchesShortcut('mod+k', press('k', { metaKey: true }), true)).toBe(true);
    expect(matchesShortcut('mod+k', press('k', { ctrlKey: true }), true)).toBe(false);
  });

  it('wants exactly the modifiers that are named', () => {
    const withBoth = press('M', { ctrlKey: true, shiftKey: true });
    expect(matchesShortcut('mod+shift+m', withBoth, false)).toBe(true);
    expect(matchesShortcut('mod+m', withBoth, false)).toBe(false);
    expect(matchesShortcut('shift+F6', press('F6', { shiftKey: true }), false)).toBe(true);
    expect(matchesShortcut('F6', press('F6', { shiftKey: true }), false)).toBe(false);
  });

  it('takes a sign however the keyboard makes it', () => {
    expect(matchesShortcut('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(matchesShortcut('?', press('?'), false)).toBe(true);
  });
});

describe('actionFor', () => {
  const actions = [action('?'), action('mod+j'), action('F6')];
  const input = document.createElement('input');

  it('leaves a plain key to the text it is typed into', () => {
    expect(actionFor(actions, { ...press('?'), target: input })).toBeNull();
    expect(actionFor(actions, { ...press('?'), target: document.body })?.id).toBe('?');
  });

  it('takes a modified or a function key everywhere', () => {
    const ctrl = navigator.userAgent.includes('Mac') ? { metaKey: true } : { ctrlKey: true };
    expect(actionFor(actions, { ...press('j', ctrl), target: input })?.id).toBe('mod+j');
    expect(actionFor(actions, { ...press('F6'), target: input })?.id).toBe('F6');
  });
});

describe('keyNames', () => {
  it('draws the keys of the platform', () => {
    expect(keyNames('mod+shift+h', true)).toEqual(['⌘', '⇧', 'H']);
    expect(keyNames('mod+shift+h', false)).toEqual(['Ctrl', 'Shift', 'H']);
    expect(keyNames('shift+F6', false)).toEqual(['Shift', 'F6']);
  });
});
