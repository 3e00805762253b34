import { describe, expect, it } from 'vitest';
import { watchClockJumps } from '#electron/smpp/clock-jumps';
import { FakeClock } from '#test/support/fake-clock';

describe('watchClockJumps', () => {
  it('tells of a sleep, once, and of nothing else', () => {
    const clock = new FakeClock();
    let jumps = 0;
    const watch = watchClockJumps(clock, () => (jumps += 1));
    clock.advance(60_000);
    expect(jumps).toBe(0);
    clock.sleep(30_000);
    clock.advance(1);
    expect(jumps).toBe(1);
    clock.advance(60_000);
    expect(jumps).toBe(1);
    watch.cancel();
    clock.assertNoTimers();
  });

  it('takes no notice of a process that was held up for a little', () => {
    const clock = new FakeClock();
    let jumps = 0;
    watchClockJumps(clock, () => (jumps += 1));
    clock.advance(4_999);
    clock.sleep(4_999);
    clock.advance(10_000);
    expect(jumps).toBe(0);
  });
});
