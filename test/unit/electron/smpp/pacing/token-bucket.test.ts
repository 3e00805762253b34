import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBucket } from '#electron/smpp/pacing/token-bucket';
import { FakeClock } from '#test/support/fake-clock';

interface Departure {
  readonly atMs: number;
  readonly cost: number;
}

/** Sends as a trunk does: as much as may leave now, then a timer for what is next, which fires late by `latenessMs`. */
function sendFor(
  bucket: TokenBucket,
  clock: FakeClock,
  forMs: number,
  costs: readonly number[],
  latenessMs = 0,
) {
  const departures: Departure[] = [];
  const endsAtMs = clock.now() + forMs;
  for (let count = 0; ; count += 1) {
    const cost = costs[count % costs.length] ?? 1;
    while (!bucket.tryTake(cost)) clock.advance(bucket.waitMs(cost) + latenessMs);
    if (clock.now() >= endsAtMs) return departures;
    departures.push({ atMs: clock.now(), cost });
  }
}

const sum = (departures: readonly Departure[]): number =>
  departures.reduce((total, { cost }) => total + cost, 0);

describe('TokenBucket', () => {
  it('does not limit without a rate', () => {
    const bucket = new TokenBucket(new FakeClock(), null);
    for (let count = 0; count < 10_000; count += 1) expect(bucket.tryTake(200)).toBe(true);
    expect(bucket.waitMs(1_000_000)).toBe(0);
  });

  it.each([
    ['one a second', 1],
    ['one in ten seconds', 0.1],
    ['one in three seconds', 1 / 3],
    ['a hundred a second', 100],
    ['three and a half a second', 3.5],
  ])('keeps to %s without drift, though its timers fire 10 ms late', (_, perSecond) => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, perSecond);
    const seconds = 1000 / perSecond;
    const sent = sum(sendFor(bucket, clock, seconds * 1000, [1], 10));
    expect(sent).toBeGreaterThanOrEqual(999);
    expect(sent).toBeLessThanOrEqual(1000 + bucket.burst);
  });

  it('says how long a message has to wait, and takes nothing by saying so', () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, 2);
    expect(bucket.waitMs()).toBe(0);
    expect(bucket.tryTake()).toBe(true);
    expect(bucket.waitMs()).toBeCloseTo(500);
    expect(bucket.tryTake()).toBe(false);
    clock.advance(499);
    expect(bucket.tryTake()).toBe(false);
    clock.advance(1);
    expect(bucket.tryTake()).toBe(true);
  });

  it('lets what costs more than a burst leave, and waits it off afterwards', () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, 10);
    clock.advance(60_000);
    expect(bucket.tryTake(100)).toBe(true);
    expect(bucket.waitMs(1)).toBeCloseTo((100 - 1.5 + 1) * 100);
    clock.advance(9_950);
    expect(bucket.tryTake(1)).toBe(true);
  });

  it('takes back what did not leave', () => {
    const bucket = new TokenBucket(new FakeClock(), 1);
    expect(bucket.tryTake()).toBe(true);
    bucket.giveBack();
    expect(bucket.tryTake()).toBe(true);
    expect(bucket.tryTake()).toBe(false);
  });

  it('changes its rate from now on, in either direction', () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, 100);
    expect(sum(sendFor(bucket, clock, 10_000, [1]))).toBeGreaterThan(990);
    bucket.setRate(1);
    expect(bucket.perSecond).toBe(1);
    expect(sum(sendFor(bucket, clock, 100_000, [1]))).toBeLessThanOrEqual(101 + bucket.burst);
    bucket.setRate(null);
    expect(bucket.waitMs(500)).toBe(0);
    bucket.setRate(1);
    expect(bucket.tryTake()).toBe(true);
    expect(bucket.tryTake()).toBe(false);
  });

  it('never lets more go in any stretch of time than the rate and a burst, and always lets go on', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 2_000, noNaN: true }),
        fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.double({ min: 0, max: 3_000, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (perSecond, costs, pauses) => {
          const clock = new FakeClock();
          const bucket = new TokenBucket(clock, perSecond);
          const departures: Departure[] = [];
          for (const pause of pauses) {
            clock.advance(pause);
            for (let count = 0; count < 50; count += 1) {
              const cost = costs[count % costs.length] ?? 1;
              if (!bucket.tryTake(cost)) break;
              departures.push({ atMs: clock.now(), cost });
            }
          }
          const burst = Math.max(bucket.burst, ...costs);
          for (let from = 0; from < departures.length; from += 1) {
            let total = 0;
            for (let to = from; to < departures.length; to += 1) {
              total += departures[to]?.cost ?? 0;
              const ms = (departures[to]?.atMs ?? 0) - (departures[from]?.atMs ?? 0);
              expect(total).toBeLessThanOrEqual((ms * perSecond) / 1000 + burst + bucket.burst + 1e-6);
            }
          }
          clock.advance(bucket.waitMs(1) + 0.001);
          expect(bucket.tryTake(1)).toBe(true);
        },
      ),
    );
  });
});
