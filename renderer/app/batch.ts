/** Calls `flush` once, soon. */
export type Schedule = (flush: () => void) => void;

/** A frame that is not drawn, in a hidden window, must not hold things back for longer than this. */
const LONGEST_WAIT_MS = 100;

/** With the next frame, so that many changes are drawn once. */
export const nextFrame: Schedule = (flush) => {
  let isDone = false;
  const once = (): void => {
    if (isDone) return;
    isDone = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    flush();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, LONGEST_WAIT_MS);
};

export interface Batch<T> {
  readonly add: (item: T) => void;
  /** Applies what is waiting now. */
  readonly flush: () => void;
}

/** Collects what comes in one by one and applies it together, in order. */
export function createBatch<T>(schedule: Schedule, apply: (items: readonly T[]) => void): Batch<T> {
  let waiting: T[] = [];
  const flush = (): void => {
    const items = waiting;
    waiting = [];
    if (items.length > 0) apply(items);
  };
  return {
    add: (item) => {
      waiting.push(item);
      if (waiting.length === 1) schedule(flush);
    },
    flush,
  };
}
