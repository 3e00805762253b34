import { describe, expect, it } from 'vitest';
import { RateMeter } from '#electron/host/trunks/rate-meter';
import { FakeClock } from '#test/support/fake-clock';

describe('the rate meter', () => {
  it('tells the messages of each second, and 0 once when they stop', () => {
    const clock = new FakeClock();
    const measured: number[] = [];
    const meter = new RateMeter(clock, (rate) => void measured.push(rate));
    clock.advance(10_000);
    expect(measured).toEqual([]);
    for (let message = 0; message < 7; message += 1) meter.count();
    clock.advance(999);
    expect(measured).toEqual([]);
    clock.advance(1);
    expect(measured).toEqual([7]);
    clock.advance(500);
    meter.count();
    clock.advance(500);
    expect(measured).toEqual([7, 1]);
    clock.advance(60_000);
    expect(measured).toEqual([7, 1, 0]);
    clock.assertNoTimers();
    meter.count();
    clock.advance(2000);
    expect(measured).toEqual([7, 1, 0, 1, 0]);
  });

  it('says nothing any more after it was stopped', () => {
    const clock = new FakeClock();
    const meter = new RateMeter(clock, () => expect.unreachable());
    meter.count();
    meter.stop();
    clock.assertNoTimers();
    clock.advance(5000);
  });
});
