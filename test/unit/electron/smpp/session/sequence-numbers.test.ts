import { expect, it } from 'vitest';
import { SequenceNumbers } from '#electron/smpp/session/sequence-numbers';

function take(numbers: SequenceNumbers, count: number): number[] {
  return Array.from({ length: count }, () => {
    const next = numbers.peek();
    numbers.take(next);
    return next;
  });
}

it('counts from 1', () => {
  expect(take(new SequenceNumbers(() => false, 0), 3)).toEqual([1, 2, 3]);
});

it('goes from 0x7FFFFFFF to 1', () => {
  expect(take(new SequenceNumbers(() => false, 0x7ffffffd), 4)).toEqual([0x7ffffffe, 0x7fffffff, 1, 2]);
});

it('passes over numbers that are in use', () => {
  const inUse = new Set([0x7fffffff, 1, 3]);
  expect(take(new SequenceNumbers((number) => inUse.has(number), 0x7ffffffd), 4)).toEqual([
    0x7ffffffe, 2, 4, 5,
  ]);
});

it('uses up nothing by looking', () => {
  const numbers = new SequenceNumbers(() => false, 0);
  expect([numbers.peek(), numbers.peek()]).toEqual([1, 1]);
});
