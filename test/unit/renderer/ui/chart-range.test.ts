import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangeAfter, rangeOver, rangeTimes, type ChartRange } from '../../../../renderer/ui/chart-range';

const press = (key: string, shiftKey = false): { key: string; shiftKey: boolean } => ({ key, shiftKey });

describe('rangeAfter', () => {
  test('an arrow starts at the end it comes from and moves; with Shift the range grows', () => {
    const first = rangeAfter(null, press('ArrowRight'), 20);
    expect(first).toEqual({ anchor: 0, head: 0 });
    expect(rangeAfter(first, press('ArrowRight'), 20)).toEqual({ anchor: 1, head: 1 });
    expect(rangeAfter(first, press('PageDown', true), 20)).toEqual({ anchor: 0, head: 2 });
    expect(rangeAfter(null, press('ArrowLeft'), 20)).toEqual({ anchor: 19, head: 19 });
  });

  test('other keys change nothing', () => {
    const range: ChartRange = { anchor: 1, head: 2 };
    expect(rangeAfter(range, press('x'), 20)).toBe(range);
    expect(rangeAfter(null, press('ArrowRight'), 0)).toBeNull();
  });

  test('stays inside, whatever is pressed', () => {
    const keys = fc.constantFrom('ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(keys, fc.boolean())),
        fc.integer({ min: 1, max: 50 }),
        (presses, count) => {
          let range: ChartRange | null = null;
          for (const [key, shiftKey] of presses) {
            range = rangeAfter(range, { key, shiftKey }, count);
            if (range === null) throw new Error('A key of the range makes one.');
            for (const index of [range.anchor, range.head]) {
              expect(index).toBeGreaterThanOrEqual(0);
              expect(index).toBeLessThan(count);
            }
          }
        },
      ),
    );
  });
});

describe('rangeOver', () => {
  test('takes every step that it touches, and none beyond the ends', () => {
    const times = [1000, 1500, 2000, 2500];
    expect(rangeOver(1600, 2100, times, 500)).toEqual({ anchor: 1, head: 2 });
    expect(rangeOver(200, 2500, times, 500)).toEqual({ anchor: 0, head: 3 });
    expect(rangeOver(2600, 9000, times, 500)).toEqual({ anchor: 3, head: 3 });
    expect(rangeOver(0, 1, [], 500)).toBeNull();
  });
});

describe('rangeTimes', () => {
  test('goes from the earlier step to the end of the later one', () => {
    const times = [1000, 1500, 2000, 2500];
    expect(rangeTimes({ anchor: 2, head: 1 }, times, 500)).toEqual({ fromMs: 1500, toMs: 2500 });
    expect(rangeTimes({ anchor: 0, head: 0 }, [1000], 10)).toEqual({ fromMs: 1000, toMs: 1010 });
    expect(rangeTimes({ anchor: 7, head: 7 }, times, 500)).toBeNull();
  });
});
