import type { Clock, TimerHandle } from '#shared/lib/clock';

/** How often the clock is looked at, and how much later than that a look must come to tell of a sleep. */
const LOOK_MS = 5000;
const JUMP_MS = 5000;

/**
 * Tells when time has jumped: the computer slept, or its clock was set forward. A process that was held up for so long is
 * told as well; what is done about it, a look at the link, does no harm then.
 */
export function watchClockJumps(clock: Clock, onJump: () => void): TimerHandle {
  let timer: TimerHandle;
  const look = (): void => {
    const startedAtMs = clock.now();
    timer = clock.startTimer(
      LOOK_MS,
      () => {
        const lateMs = clock.now() - startedAtMs - LOOK_MS;
        look();
        if (lateMs >= JUMP_MS) onJump();
      },
      { isBackground: true },
    );
  };
  look();
  return { cancel: () => timer.cancel() };
}
