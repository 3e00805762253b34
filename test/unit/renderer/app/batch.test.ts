import { describe, expect, it } from 'vitest';
import { createBatch } from '../../../../renderer/app/batch';

function batch() {
  const applied: (readonly number[])[] = [];
  const scheduled: (() => void)[] = [];
  const made = createBatch<number>(
    (flush) => scheduled.push(flush),
    (items) => applied.push(items),
  );
  return { ...made, applied, scheduled };
}

describe('createBatch', () => {
  it('applies what came in meanwhile at once and in order', () => {
    const { add, applied, scheduled } = batch();
    add(1);
    add(2);
    expect(applied).toEqual([]);
    expect(scheduled).toHaveLength(1);
    scheduled[0]!();
    expect(applied).toEqual([[1, 2]]);
    add(3);
    scheduled[1]!();
    expect(applied).toEqual([[1, 2], [3]]);
  });

  it('applies nothing twice when it was asked to hurry', () => {
    const { add, flush, applied, scheduled } = batch();
    add(1);
    flush();
    scheduled[0]!();
    flush();
    expect(applied).toEqual([[1]]);
  });
});
