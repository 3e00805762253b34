import type { Clock, TimerHandle } from '#shared/lib/clock';

/**
 * The process's own time. Wall-clock time is taken from the system once, at the start, and carried on by the
 * monotonic clock from there, so that a correction of the system's clock never turns the log's order around.
 */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  startTimer(delayMs, fire, options): TimerHandle {
    // eslint-disable-next-line no-restricted-globals -- the one place where the engine's timers touch the platform
    const timer = setTimeout(fire, delayMs);
    if (options?.isBackground === true) timer.unref();
    return {
      cancel() {
        // eslint-disable-next-line no-restricted-globals -- see above
        clearTimeout(timer);
      },
    };
  },
};
