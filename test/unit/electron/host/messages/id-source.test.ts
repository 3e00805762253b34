import { describe, expect, it } from 'vitest';
import { IdSource } from '#electron/host/messages/id-source';
import type { Clock } from '#shared/lib/clock';
import { FakeClock } from '#test/support/fake-clock';

function sorted(ids: readonly string[]): string[] {
  return [...ids].sort();
}

describe('IdSource', () => {
  it('makes UUIDv7s of the clock’s time', () => {
    const clock = new FakeClock(0x0192_3456_789a);
    expect(new IdSource(clock).next()).toMatch(/^01923456-789a-7000-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sorts by age, also more than 4096 of one millisecond, and none twice', () => {
    const clock = new FakeClock();
    const ids = new IdSource(clock);
    const made: string[] = [];
    for (let count = 0; count < 10_000; count += 1) {
      if (count % 3000 === 0) clock.advance(1);
      made.push(ids.next());
    }
    expect(sorted(made)).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('keeps the order when the clock goes back', () => {
    let nowMs = 2000;
    const clock: Clock = { now: () => nowMs, startTimer: () => ({ cancel: () => undefined }) };
    const ids = new IdSource(clock);
    const first = ids.next();
    nowMs = 1000;
    expect(sorted([first, ids.next(), ids.next()])[0]).toBe(first);
  });
});
