import { describe, expect, it } from 'vitest';
import { TypeAhead, listIndexAfter } from '../../../../renderer/ui/list-keys';

describe('listIndexAfter', () => {
  const at = (key: string, index: number) => listIndexAfter({ key, index, count: 20, rowsPerPage: 8 });

  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 19, 19],
    ['ArrowDown', -1, 0],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['ArrowUp', -1, 19],
    ['PageDown', 3, 11],
    ['PageDown', 15, 19],
    ['PageUp', 15, 7],
    ['PageUp', 3, 0],
    ['Home', 12, 0],
    ['End', 12, 19],
  ])('%s from %i leads to %i', (key, from, to) => {
    expect(at(key, from)).toBe(to);
  });

  it('leads nowhere for other keys, and in an empty list', () => {
    expect(at('Enter', 3)).toBeNull();
    expect(listIndexAfter({ key: 'End', index: -1, count: 0, rowsPerPage: 8 })).toBeNull();
  });
});

describe('TypeAhead', () => {
  const names = ['Alpha', 'Beta', 'Bravo', 'Charlie', 'Bert'];
  const list = (index: number) => ({ index, count: names.length, textOf: (at: number) => names[at]! });

  it('goes to the next entry with the letter, and around the end', () => {
    const typed = new TypeAhead();
    expect(typed.find('b', 0, list(0))).toBe(1);
    expect(typed.find('b', 5000, list(1))).toBe(2);
    expect(typed.find('b', 10_000, list(4))).toBe(1);
  });

  it('narrows down while keys follow each other, and begins anew after a pause', () => {
    const typed = new TypeAhead();
    expect(typed.find('b', 0, list(0))).toBe(1);
    expect(typed.find('r', 300, list(1))).toBe(2);
    expect(typed.find('a', 600, list(2))).toBe(2);
    expect(typed.find('a', 3000, list(2))).toBe(0);
  });

  it('finds nothing for what no entry begins with', () => {
    expect(new TypeAhead().find('z', 0, list(0))).toBeNull();
  });
});
