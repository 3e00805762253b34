const PANES = '[data-pane]';
const TABBABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), a[href], [tabindex]:not([tabindex="-1"])';

/** Where each pane had the focus when it was left. */
const lastFocused = new WeakMap<Element, HTMLElement>();

/**
 * F6 and Shift+F6: moves the focus to the next pane, to where it was there last, else to what the pane marks with
 * `data-pane-focus`, else to its first control.
 */
export function focusNextPane(root: ParentNode, step: 1 | -1): void {
  // A pane that is divided into panes has nothing of its own to focus.
  const panes = [...root.querySelectorAll<HTMLElement>(PANES)].filter(
    (pane) =>
      pane.offsetParent !== null && pane.closest('[inert]') === null && pane.querySelector(PANES) === null,
  );
  if (panes.length === 0) return;
  const active = document.activeElement;
  const current = panes.findIndex((pane) => pane.contains(active));
  const left = panes[current];
  if (left !== undefined && active instanceof HTMLElement) lastFocused.set(left, active);
  const from = current < 0 && step < 0 ? 0 : current;
  const next = panes[(from + step + panes.length) % panes.length];
  if (next === undefined) return;
  const before = lastFocused.get(next);
  const target =
    before?.isConnected === true && next.contains(before)
      ? before
      : (next.querySelector<HTMLElement>('[data-pane-focus]:not(:disabled)') ??
        next.querySelector<HTMLElement>(TABBABLE));
  (target ?? next).focus();
}
