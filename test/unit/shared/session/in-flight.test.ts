import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InFlight } from '#shared/session/in-flight';

interface Step {
  readonly kind: 'set' | 'delete';
  readonly sequence: number;
  readonly isOut: boolean;
}

/** Numbers that follow each other, that share their slots, and the largest there are. */
const sequence = fc.oneof(
  fc.integer({ min: 1, max: 40 }),
  fc.integer({ min: 0, max: 12 }).map((step) => 7 + step * 1024),
  fc.constantFrom(0, 0x7fffffff, 0x80000000, 0xffffffff),
);
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('set', 'set', 'delete'),
  sequence,
  isOut: fc.boolean(),
});

describe('requests in flight', () => {
  it('are found by number and side until they are answered, as in a map', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const inFlight = new InFlight();
        const model = new Map<string, number>();
        steps.forEach(({ kind, sequence: number, isOut }, row) => {
          const key = `${number} ${isOut}`;
          expect(inFlight.get(number, isOut)).toBe(model.get(key));
          if (kind === 'set') {
            inFlight.set(number, isOut, row);
            model.set(key, row);
          } else {
            inFlight.delete(number, isOut);
            model.delete(key);
          }
          expect(inFlight.get(number, isOut)).toBe(model.get(key));
        });
        for (const { sequence: number, isOut } of steps) {
          expect(inFlight.get(number, isOut)).toBe(model.get(`${number} ${isOut}`));
        }
      }),
    );
  });

  it('forgets the oldest of a hundred thousand that nobody answers, and has the newest', () => {
    const inFlight = new InFlight();
    for (let number = 1; number <= 100_000; number += 1) inFlight.set(number, true, number);
    expect(inFlight.get(1, true)).toBeUndefined();
    for (let number = 85_000; number <= 100_000; number += 1) expect(inFlight.get(number, true)).toBe(number);
  });
});
