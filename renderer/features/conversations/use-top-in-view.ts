import { useEffect, type RefObject } from 'react';

/** What a reader does to look elsewhere. */
const LEAVING = ['wheel', 'pointerdown', 'keydown', 'touchmove'] as const;
const MARGIN_PX = 4;

/**
 * Keeps the top of what was opened, or the button that opened it, in view while it grows, in a list that otherwise stays
 * at its end: what one opened is read from its beginning. Until the reader does anything else.
 */
export function useTopInView(element: RefObject<HTMLElement | null>, isOpen: boolean): void {
  useEffect(() => {
    const opened = element.current;
    const scroller = opened?.closest<HTMLElement>('[role="log"]') ?? null;
    if (!isOpen || opened === null || scroller === null) return;
    let frame = 0;
    const align = (): void => {
      cancelAnimationFrame(frame);
      // After the list has taken in the new height.
      frame = requestAnimationFrame(() => {
        const view = scroller.getBoundingClientRect();
        const whole = opened.getBoundingClientRect();
        const button = opened.querySelector('[aria-expanded="true"]')?.getBoundingClientRect() ?? whole;
        // A long text above it would leave no room for what was opened.
        const top = button.top - whole.top > view.height / 3 ? button.top : whole.top;
        const above = view.top + MARGIN_PX - top;
        if (above > 0) scroller.scrollTop -= above;
      });
    };
    const observer = new ResizeObserver(align);
    observer.observe(opened);
    const stop = (): void => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      for (const event of LEAVING) scroller.removeEventListener(event, stop);
    };
    for (const event of LEAVING) scroller.addEventListener(event, stop, { passive: true });
    return stop;
  }, [element, isOpen]);
}
