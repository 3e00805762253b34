import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RetrySchedule } from '#electron/host/trunks/retry-schedule';

const middle = () => 0.5;
const take = (schedule: RetrySchedule, pace: 'normal' | 'slow', count: number, baseMs: number) =>
  Array.from({ length: count }, () => Math.round(schedule.next(pace, baseMs)));

describe('the retry schedule', () => {
  it('doubles from the connection timeout up to five minutes', () => {
    const expected = [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000];
    expect(take(new RetrySchedule(middle), 'normal', 7, 10_000)).toEqual(expected);
  });

  it('doubles from one minute up to fifteen for what trying again does not heal', () => {
    const expected = [60_000, 120_000, 240_000, 480_000, 900_000, 900_000];
    expect(take(new RetrySchedule(middle), 'slow', 6, 10_000)).toEqual(expected);
  });

  it('starts again after a success', () => {
    const schedule = new RetrySchedule(middle);
    take(schedule, 'normal', 4, 1000);
    take(schedule, 'slow', 4, 1000);
    schedule.reset();
    expect(take(schedule, 'normal', 2, 1000)).toEqual([1000, 2000]);
    expect(take(schedule, 'slow', 2, 1000)).toEqual([60_000, 120_000]);
  });

  it('keeps to a connection timeout that is longer than the cap', () => {
    expect(take(new RetrySchedule(middle), 'normal', 3, 3_600_000)).toEqual([
      3_600_000, 3_600_000, 3_600_000,
    ]);
    expect(take(new RetrySchedule(middle), 'slow', 3, 600_000)).toEqual([600_000, 900_000, 900_000]);
  });

  it('spreads every wait but the first by 20 % either way', () => {
    expect(take(new RetrySchedule(() => 0), 'normal', 3, 10_000)).toEqual([10_000, 16_000, 32_000]);
    expect(take(new RetrySchedule(() => 0.999_999), 'normal', 3, 10_000)).toEqual([10_000, 24_000, 48_000]);
  });

  it('never waits shorter than 80 % of what was typed, nor longer than the cap, and stays finite', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3600 }),
        fc.array(
          fc.tuple(
            fc.constantFrom('normal' as const, 'slow' as const),
            fc.double({ min: 0, max: 0.999, noNaN: true }),
          ),
          {
            minLength: 1,
            maxLength: 2000,
          },
        ),
        (seconds, failures) => {
          let random = 0;
          const schedule = new RetrySchedule(() => random);
          for (const [pace, value] of failures) {
            random = value;
            const waitMs = schedule.next(pace, seconds * 1000);
            const capMs = Math.max(seconds * 1000, pace === 'slow' ? 900_000 : 300_000);
            expect(waitMs).toBeGreaterThanOrEqual(Math.min(capMs, seconds * 800));
            expect(waitMs).toBeLessThanOrEqual(capMs);
          }
        },
      ),
    );
  });
});
