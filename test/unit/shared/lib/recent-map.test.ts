import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentMap } from '#shared/lib/recent-map';

const CAPACITY = 10;

describe('a map of what was put into it last', () => {
  it('never forgets the latest half, and never holds more than all', () => {
    const step = fc.record({ isSet: fc.boolean(), key: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const map = new RecentMap<number, number>(CAPACITY);
        const model = new Map<number, number>();
        steps.forEach(({ isSet, key }, index) => {
          model.delete(key);
          if (isSet) {
            model.set(key, index);
            map.set(key, index);
          } else map.delete(key);
          const latest = [...model].slice(-CAPACITY / 2);
          for (const [each, value] of latest) expect(map.get(each)).toBe(value);
          const held = [...Array(31).keys()].filter((each) => map.get(each) !== undefined);
          expect(held.length).toBeLessThanOrEqual(CAPACITY);
          // What it holds is what was put in last under that key.
          for (const each of held) expect(map.get(each)).toBe(model.get(each));
        });
      }),
    );
  });
});
