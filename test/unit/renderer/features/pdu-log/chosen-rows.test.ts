import { describe, expect, it } from 'vitest';
import {
  choiceRange,
  MAX_RANGE,
  noneChosen,
  toggled,
} from '../../../../../renderer/features/pdu-log/chosen-rows';

describe('toggled', () => {
  it('adds to the row that is selected, and ends where one row alone remains', () => {
    const two = toggled(noneChosen, 4, 9);
    expect([...two]).toEqual([4, 9]);
    expect([...toggled(two, 9, 2)]).toEqual([4, 9, 2]);
    expect(toggled(two, 9, 4)).toBe(noneChosen);
    expect(toggled(noneChosen, 4, 4)).toBe(noneChosen);
  });
});

describe('choiceRange', () => {
  it('reaches from one row to the other in both directions', () => {
    expect(choiceRange(3, 7)).toEqual({ start: 3, end: 8 });
    expect(choiceRange(7, 3)).toEqual({ start: 3, end: 8 });
    expect(choiceRange(5, 5)).toEqual({ start: 5, end: 6 });
  });

  it('keeps what is nearest to where it was drawn to', () => {
    expect(choiceRange(0, 900_000)).toEqual({ start: 900_001 - MAX_RANGE, end: 900_001 });
    expect(choiceRange(900_000, 10)).toEqual({ start: 10, end: 10 + MAX_RANGE });
  });
});
