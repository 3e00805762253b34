import { act, createElement, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { onTestFinished } from 'vitest';
import type { HostClient } from '#shared/rpc/host-client';
import { createStores, StoresProvider, type Stores } from '../../renderer/app/stores';
import { settled } from './settled';

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean | undefined;
}

export interface Rendered {
  readonly element: HTMLElement;
  readonly stores: Stores;
}

/** Does something to the page and lets all that follows from it happen. */
const perform = (work: () => void): Promise<void> =>
  act(() => {
    work();
    return settled();
  });

/** jsdom has no media queries: of a window's size, every lower bound holds and no upper one. */
function matchMedia(query: string): MediaQueryList {
  return Object.assign(new EventTarget(), {
    media: query,
    matches: query.includes('min-'),
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
}

/** Draws a view on a host in jsdom, with the stores as the window has them; removed when the test ends. */
export async function render(view: ReactElement, client: HostClient): Promise<Rendered> {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  window.matchMedia = matchMedia;
  // jsdom has no layout to scroll in.
  Element.prototype.scrollIntoView = () => undefined;
  const element = document.body.appendChild(document.createElement('div'));
  const root = createRoot(element);
  const stores = createStores(client);
  await perform(() => root.render(createElement(StoresProvider, { stores, children: view })));
  onTestFinished(async () => {
    await perform(() => root.unmount());
    element.remove();
  });
  return { element, stores };
}

/** Types into a field as a person would, and leaves it. */
export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  return perform(() => {
    field.focus();
    // Past React's own setter on the element, so that it notices the change as one by the user.
    Reflect.set(Object.getPrototypeOf(field) as object, 'value', text, field);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.blur();
  });
}

export function click(target: Element): Promise<void> {
  return perform(
    () => void target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
  );
}

/** The control with that label. */
export function labelled(element: HTMLElement, label: string): HTMLInputElement {
  const found = [...element.querySelectorAll('label')].find((each) => each.textContent === label);
  const control = found === undefined ? null : document.getElementById(found.htmlFor);
  if (control === null) throw new Error(`There is no field labelled ${label}.`);
  return control as HTMLInputElement;
}

export function button(element: HTMLElement, name: string): HTMLButtonElement {
  const found = [...element.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent) === name,
  );
  if (found === undefined) throw new Error(`There is no button ${name}.`);
  return found;
}
