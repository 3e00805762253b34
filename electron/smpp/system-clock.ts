import type { Clock, TimerHandle } from '#shared/lib/clock';

/** How often the system's clock is looked at, and from how much of a difference it is followed. */
const CHECK_MS = 1000;
const FOLLOWED_MS = 500;

/**
 * Wall-clock time that never goes back: the system's clock at the start, carried on by the monotonic one, which is
 * cheap and has fractions. Where the system's clock gets ahead (the computer slept, or was set forward) it is followed;
 * where it falls behind (it was set back) it is not, since the order of the log would turn around.
 */
export function wallTime(systemMs: () => number, monotonicMs: () => number): () => number {
  let offsetMs = systemMs() - monotonicMs();
  let checkedAtMs = monotonicMs();
  return () => {
    const elapsedMs = monotonicMs();
    if (elapsedMs - checkedAtMs >= CHECK_MS) {
      checkedAtMs = elapsedMs;
      const aheadMs = systemMs() - (offsetMs + elapsedMs);
      if (aheadMs > FOLLOWED_MS) offsetMs += aheadMs;
    }
    return offsetMs + elapsedMs;
  };
}

/* eslint-disable no-restricted-globals, no-restricted-properties -- the one place where the engine's time touches the
   platform */
export const systemClock: Clock = {
  now: wallTime(
    () => Date.now(),
    () => performance.now(),
  ),
  startTimer(delayMs, fire, options): TimerHandle {
    const timer = setTimeout(fire, delayMs);
    if (options?.isBackground === true) timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
};
