import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clearWhere } from '#electron/host/pdu-log/mask-words';

const maskArb = (length: number) => fc.uint8Array({ min: 0, max: 1, minLength: length, maxLength: length });

it('clears what the other mask has set, and touches nothing outside, wherever the stretch begins and ends', () => {
  const samples = fc
    .integer({ min: 0, max: 40 })
    .chain((length) =>
      fc.tuple(
        maskArb(length),
        maskArb(length),
        fc.integer({ min: 0, max: length }),
        fc.integer({ min: 0, max: length }),
      ),
    );
  fc.assert(
    fc.property(samples, ([mask, other, one, two]) => {
      const [from, to] = [Math.min(one, two), Math.max(one, two)];
      const expected = mask.map((bit, index) =>
        index >= from && index < to && other[index] === 1 ? 0 : bit,
      );
      const cleared = mask.slice();
      clearWhere(cleared, other, from, to);
      expect(cleared).toEqual(expected);
    }),
    { numRuns: 2000 },
  );
});
