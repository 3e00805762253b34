import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let ticker: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  ticker ??= setInterval(() => {
    for (const each of listeners) each();
  }, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}
const subscribeToNothing = (): (() => void) => () => undefined;
const thisSecond = (): number => Math.floor(Date.now() / 1000) * 1000;

/** The wall clock in ms, at whole seconds; stands still while `isRunning` is false. */
export function useNow(isRunning = true): number {
  return useSyncExternalStore(isRunning ? subscribe : subscribeToNothing, thisSecond);
}
