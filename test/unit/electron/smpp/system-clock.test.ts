import { expect, it } from 'vitest';
import { systemClock, wallTime } from '#electron/smpp/system-clock';

function rig() {
  const time = { systemMs: 1_700_000_000_000, monotonicMs: 40 };
  const now = wallTime(
    () => time.systemMs,
    () => time.monotonicMs,
  );
  return {
    time,
    now,
    pass: (ms: number) => {
      time.systemMs += ms;
      time.monotonicMs += ms;
    },
  };
}

it('is the system’s time, with the fractions of the monotonic clock', () => {
  const { now, pass } = rig();
  expect(now()).toBe(1_700_000_000_000);
  pass(0.25);
  expect(now()).toBe(1_700_000_000_000.25);
});

it('follows the system’s clock forward, as after sleep', () => {
  const { now, pass, time } = rig();
  time.systemMs += 3_600_000;
  pass(1_000);
  expect(now()).toBe(1_700_003_601_000);
  pass(10);
  expect(now()).toBe(1_700_003_601_010);
});

it('never goes back', () => {
  const { now, pass, time } = rig();
  pass(5_000);
  const before = now();
  time.systemMs -= 3_600_000;
  pass(2_000);
  expect(now()).toBe(before + 2_000);
});

it('leaves small differences alone', () => {
  const { now, pass, time } = rig();
  time.systemMs += 400;
  pass(2_000);
  expect(now()).toBe(1_700_000_002_000);
});

it('fires a timer once, unless it is cancelled', async () => {
  const fired: string[] = [];
  const cancelled = systemClock.startTimer(0, () => fired.push('cancelled'));
  cancelled.cancel();
  await new Promise<void>((resolve) => {
    systemClock.startTimer(1, () => {
      fired.push('fired');
      resolve();
    });
  });
  cancelled.cancel();
  expect(fired).toEqual(['fired']);
});
