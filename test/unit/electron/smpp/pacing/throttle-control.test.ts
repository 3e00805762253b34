import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ThrottleControl } from '#electron/smpp/pacing/throttle-control';
import { TokenBucket } from '#electron/smpp/pacing/token-bucket';
import { FakeClock } from '#test/support/fake-clock';

/** A trunk that always has something to send, and an SMSC that takes so many a second and throttles the rest. */
class Rig {
  readonly clock = new FakeClock();
  readonly story: string[] = [];
  readonly bucket: TokenBucket;
  readonly control: ThrottleControl;
  settledAt: number | null = null;
  accepted = 0;
  throttled = 0;
  /** Messages a second that the SMSC takes; null takes all. */
  capacity: number | null = null;

  constructor(fullPerSecond: number | null) {
    this.bucket = new TokenBucket(this.clock, fullPerSecond);
    this.control = new ThrottleControl(this.clock, fullPerSecond, {
      onRate: (perSecond) => this.bucket.setRate(perSecond),
      onBegan: (perSecond) => this.story.push(`began at ${Math.round(perSecond)}`),
      onSettled: (perSecond) => {
        this.story.push('settled');
        this.settledAt = perSecond;
      },
      onEnded: () => this.story.push('ended'),
    });
  }

  /** `most` limits an unlimited sender, as a window would, in messages for each 10 ms. */
  run(seconds: number, most = 1): void {
    const smsc = new TokenBucket(this.clock, this.capacity);
    for (let step = 0; step < seconds * 100; step += 1) {
      for (let count = 0; count < most && this.bucket.tryTake(); count += 1) {
        this.control.onSent();
        if (smsc.tryTake()) {
          this.accepted += 1;
          this.control.onAccepted();
        } else {
          this.throttled += 1;
          this.control.onThrottled();
        }
      }
      this.clock.advance(10);
    }
  }
}

describe('ThrottleControl', () => {
  it('leaves the rate alone while nobody complains', () => {
    const rig = new Rig(50);
    rig.run(20);
    expect(rig.control.perSecond).toBe(50);
    expect(rig.story).toEqual([]);
    rig.clock.assertNoTimers();
  });

  it('finds the rate that an SMSC takes, says so, and loses little by it', () => {
    const rig = new Rig(null);
    rig.capacity = 20;
    rig.run(120);
    expect(rig.story.slice(0, 2)).toEqual([expect.stringMatching(/^began at \d+$/u), 'settled']);
    expect(rig.control.isThrottled).toBe(true);
    expect(rig.settledAt).toBeGreaterThan(10);
    expect(rig.settledAt).toBeLessThanOrEqual(21);
    expect(rig.control.settledPerSecond).toBeGreaterThan(10);
    expect(rig.accepted / 120).toBeGreaterThan(10);
    expect(rig.throttled).toBeLessThan(rig.accepted / 5);
  });

  it('gives the full rate back when the SMSC has recovered', () => {
    const rig = new Rig(100);
    rig.capacity = 10;
    rig.run(30);
    expect(rig.control.sinceMs).not.toBeNull();
    rig.capacity = null;
    rig.run(120);
    expect(rig.story.at(-1)).toBe('ended');
    expect(rig.control.perSecond).toBe(100);
    expect(rig.control.sinceMs).toBeNull();
    expect(rig.control.settledPerSecond).toBeNull();
    rig.clock.assertNoTimers();
  });

  it('halves once for all that was in flight', () => {
    const rig = new Rig(100);
    for (let count = 0; count < 100; count += 1) rig.control.onSent();
    for (let count = 0; count < 30; count += 1) rig.control.onThrottled();
    expect(rig.control.perSecond).toBe(50);
    rig.clock.advance(1_000);
    for (let count = 0; count < 30; count += 1) rig.control.onThrottled();
    expect(rig.control.perSecond).toBe(26);
    expect(rig.story).toEqual(['began at 100']);
  });

  it('never sends faster than the trunk’s own rate, even when it changes', () => {
    const rig = new Rig(100);
    for (let count = 0; count < 100; count += 1) rig.control.onSent();
    rig.control.onThrottled();
    rig.control.setFullRate(10);
    expect(rig.control.perSecond).toBe(10);
    expect(rig.story).toEqual(['began at 100', 'ended']);
    rig.control.setFullRate(5);
    expect(rig.bucket.perSecond).toBe(5);
    rig.clock.assertNoTimers();
  });

  it('is over, without a word, when the trunk is unbound', () => {
    const rig = new Rig(100);
    rig.control.onThrottled();
    rig.control.reset();
    expect(rig.control.isThrottled).toBe(false);
    expect(rig.control.perSecond).toBe(100);
    rig.clock.assertNoTimers();
  });

  it.each([
    ['idle', 0, false],
    ['high', 79, false],
    ['at its best use', 85, false],
    ['nearly congested', 95, true],
    ['congested', 100, true],
  ])('with an SMSC that is %s', (_, level, isSlowed) => {
    const rig = new Rig(100);
    for (let count = 0; count < 100; count += 1) rig.control.onSent();
    rig.control.onCongestion(level);
    expect(rig.control.isThrottled).toBe(isSlowed);
    if (level === 95) expect(rig.control.perSecond).toBe(90);
    if (level === 100) expect(rig.control.perSecond).toBe(50);
  });

  it('holds the rate at the best use, and quickens where there is room', () => {
    const speeds = [null, 85, 10].map((level) => {
      const rig = new Rig(1_000);
      for (let count = 0; count < 100; count += 1) rig.control.onSent();
      rig.control.onThrottled();
      if (level !== null) rig.control.onCongestion(level);
      rig.clock.advance(5_000);
      return rig.control.perSecond;
    });
    expect(speeds).toEqual([600, 500, 700]);
  });

  it('recovers from anything, within ten minutes of quiet', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('throttled' as const), afterMs: fc.integer({ min: 0, max: 5_000 }) }),
      fc.record({ kind: fc.constant('sent' as const), afterMs: fc.integer({ min: 0, max: 500 }) }),
      fc.record({
        kind: fc.constant('congestion' as const),
        afterMs: fc.integer({ min: 0, max: 5_000 }),
        level: fc.integer({ min: 0, max: 100 }),
      }),
    );
    fc.assert(
      fc.property(
        fc.option(fc.double({ min: 0.5, max: 1_000, noNaN: true }), { nil: null }),
        fc.array(event, { maxLength: 200 }),
        (full, events) => {
          const rig = new Rig(full);
          for (const each of events) {
            rig.clock.advance(each.afterMs);
            if (each.kind === 'throttled') rig.control.onThrottled();
            else if (each.kind === 'sent') rig.control.onSent();
            else rig.control.onCongestion(each.level);
            const { perSecond } = rig.control;
            if (perSecond !== null) expect(perSecond).toBeGreaterThan(0);
            if (full !== null) expect(perSecond).toBeLessThanOrEqual(full);
          }
          rig.clock.advance(600_000);
          expect(rig.control.perSecond).toBe(full);
          expect(rig.control.isThrottled).toBe(false);
          const began = rig.story.filter((line) => line.startsWith('began')).length;
          expect(rig.story.filter((line) => line === 'ended')).toHaveLength(began);
          rig.clock.assertNoTimers();
        },
      ),
    );
  });
});
