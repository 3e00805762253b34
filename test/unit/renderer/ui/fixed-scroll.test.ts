import { describe, expect, it } from 'vitest';
import { FixedScroll } from '../../../../renderer/ui/fixed-scroll';

const ROW = 24;
const VIEW = 240;

function scrollOf(count: number, followsEnd = false): FixedScroll {
  const scroll = new FixedScroll(ROW);
  scroll.update(count, VIEW, followsEnd);
  return scroll;
}

describe('a list of rows of one height', () => {
  it('draws the rows in view and no others', () => {
    const scroll = scrollOf(1000);
    expect(scroll.range).toEqual({ start: 0, end: 10 });
    expect(scroll.handleBar(36)).toBe(true);
    expect(scroll.range).toEqual({ start: 1, end: 12 });
    expect(scroll.topOf(1)).toBe(-12);
    expect(scrollOf(3).range).toEqual({ start: 0, end: 3 });
  });

  it('stands at its end while it follows it, and stays where it was when it no longer does', () => {
    const scroll = scrollOf(100, true);
    expect(scroll.range).toEqual({ start: 90, end: 100 });
    expect(scroll.takeBarMove()).toBe(100 * ROW - VIEW);
    scroll.update(160, VIEW, true);
    expect(scroll.range.end).toBe(160);
    expect(scroll.isAtEnd).toBe(true);
    scroll.update(200, VIEW, false);
    expect(scroll.range.end).toBe(160);
    expect(scroll.isAtEnd).toBe(false);
  });

  it('knows a scroll of its own from one of the reader', () => {
    const scroll = scrollOf(100, true);
    const bar = scroll.takeBarMove() ?? 0;
    expect(scroll.takeBarMove()).toBeNull();
    expect(scroll.handleBar(bar)).toBe(false);
    expect(scroll.handleBar(bar - 30)).toBe(true);
  });

  it('brings a row into view by as little as is needed, also one asked for before it had a height', () => {
    const scroll = scrollOf(100);
    scroll.showRow(5, 'auto');
    expect(scroll.range.start).toBe(0);
    scroll.showRow(20, 'auto');
    expect(scroll.range).toEqual({ start: 11, end: 21 });
    scroll.showRow(15, 'auto');
    expect(scroll.range.start).toBe(11);
    scroll.showRow(3, 'auto');
    expect(scroll.range.start).toBe(3);
    scroll.showRow(50, 'center');
    expect(scroll.range).toEqual({ start: 45, end: 56 });

    const early = new FixedScroll(ROW);
    early.showRow(60, 'auto');
    early.update(100, VIEW, false);
    expect(early.range).toEqual({ start: 51, end: 61 });
  });

  it('shows every row of a list that is higher than a browser draws', () => {
    const count = 5_000_000;
    const scroll = scrollOf(count);
    expect(scroll.spacePx).toBeLessThan(33_000_000);
    expect(scroll.takeBarMove()).toBeNull();
    // To the end with the scroll bar, then back a row at a time.
    scroll.handleBar(scroll.spacePx - VIEW);
    expect(scroll.range).toEqual({ start: count - 10, end: count });
    expect(scroll.isAtEnd).toBe(true);
    for (let step = 1; step <= 50; step += 1) {
      const bar = scroll.takeBarMove() ?? scroll.spacePx - VIEW;
      scroll.handleBar(bar - ROW);
    }
    expect(scroll.range.end).toBeLessThan(count - 40);
    expect(scroll.range.end).toBeGreaterThanOrEqual(count - 51);
    // To the middle.
    scroll.handleBar((scroll.spacePx - VIEW) / 2);
    expect(Math.abs(scroll.range.start - count / 2)).toBeLessThan(10);
    scroll.handleBar(0);
    expect(scroll.range.start).toBe(0);
  });
});
