/**
 * A field that is left by a click elsewhere is judged when that click has been handled: what is then said below the
 * field moves what stands under it, and a button that moves away between press and release is never clicked.
 */
let isPressed = false;
let waiting: (() => void)[] = [];

/** For `onPointerDownCapture` of what holds the fields. */
export function pressBegins(): void {
  if (isPressed) return;
  isPressed = true;
  const ends = (): void => {
    isPressed = false;
    window.removeEventListener('pointerup', ends);
    window.removeEventListener('pointercancel', ends);
    // The click follows the release at once.
    setTimeout(() => {
      const due = waiting;
      waiting = [];
      for (const work of due) work();
    });
  };
  window.addEventListener('pointerup', ends);
  window.addEventListener('pointercancel', ends);
}

/** Does it at once, or after the click that is under way. */
export function afterPress(work: () => void): void {
  if (isPressed) waiting.push(work);
  else work();
}
