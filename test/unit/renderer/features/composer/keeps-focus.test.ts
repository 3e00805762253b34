// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { keepsFocus } from '../../../../../renderer/features/composer/keeps-focus';

beforeEach(() => {
  document.body.innerHTML = `
    <div role="listbox" tabindex="0" id="list"></div>
    <div role="dialog"><input id="palette" /></div>
    <div role="alertdialog"><button id="sure">Delete</button></div>
    <input id="search" />`;
});

const focusedOn = (id: string): Element | null => {
  document.getElementById(id)?.focus();
  return document.activeElement;
};

it.each(['list', 'palette', 'sure'])('keeps the focus in %s', (id) => {
  expect(keepsFocus(focusedOn(id))).toBe(true);
});

it('gives it to the composer from anywhere else', () => {
  expect(keepsFocus(focusedOn('search'))).toBe(false);
  expect(keepsFocus(document.body)).toBe(false);
  expect(keepsFocus(null)).toBe(false);
});
