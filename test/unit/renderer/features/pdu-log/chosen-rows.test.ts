import { describe, expect, it } from 'vitest';
import {
  choiceRange,
  MAX_RANGE,
  noneChosen,
  toggled,
} from '../../../../../renderer/features/pdu-log/chosen-rows';

describe('toggled', () => {
  it('adds to the row that is selected, and shows what was added', () => {
    const { chosen, current } = toggled(noneChosen, 4, 9);
    expect([...chosen]).toEqual([4, 9]);
    expect(current).toBe(9);
    expect([...toggled(chosen, 9, 2).chosen]).toEqual([4, 9, 2]);
  });

  it('takes a row away, and shows it no longer', () => {
    const three = new Set([4, 9, 2]);
    expect(toggled(three, 2, 9)).toEqual({ chosen: new Set([4, 2]), current: 2 });
    expect(toggled(three, 2, 2)).toEqual({ chosen: new Set([4, 9]), current: 9 });
  });

  it('ends where one row alone remains, or none', () => {
    expect(toggled(new Set([4, 9]), 9, 9)).toEqual({ chosen: noneChosen, current: 4 });
    expect(toggled(noneChosen, 4, 4)).toEqual({ chosen: noneChosen, current: null });
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
