import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowSlots } from '../../../../renderer/ui/row-slots';

const keysOf = (slots: RowSlots, start: number, count: number): number[] => {
  slots.show(start, count);
  return Array.from({ length: count }, (_, at) => slots.keyOf(start + at));
};

describe('the elements of rows', () => {
  it('keep their rows while the list moves by little', () => {
    const slots = new RowSlots();
    const before = keysOf(slots, 100, 10);
    const after = keysOf(slots, 103, 10);
    expect(after.slice(0, 7)).toEqual(before.slice(3));
    expect(new Set(after)).toEqual(new Set(before));
  });

  it('stand in the same order after a jump', () => {
    const slots = new RowSlots();
    keysOf(slots, 0, 10);
    const before = keysOf(slots, 3, 10);
    expect(keysOf(slots, 1_503, 10)).toEqual(before);
    expect(keysOf(slots, 7, 10)).toEqual(before);
  });

  it('draw each row once, wherever the list goes', () => {
    const move = fc.record({ start: fc.nat(5000), count: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        const slots = new RowSlots();
        for (const { start, count } of moves) expect(new Set(keysOf(slots, start, count)).size).toBe(count);
      }),
    );
  });
});
