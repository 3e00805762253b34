import type { Clock } from '#shared/lib/clock';

export const browserClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  startTimer(delayMs, fire) {
    const timer = setTimeout(fire, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
