import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnIds,
  gridTemplate,
  layoutAtFirst,
  layoutFor,
  longestRun,
  orderedColumns,
  shownColumns,
  withMoved,
  withStep,
  withVisibility,
  withWidth,
} from '../../../../../renderer/features/pdu-log/column-layout';

const anyColumn = fc.constantFrom(...columnIds);

describe('the columns of the list', () => {
  it('leave out the least important ones where the list is narrow, and keep the text', () => {
    expect(shownColumns(layoutAtFirst, 2000)).not.toContain('session');
    expect(shownColumns(layoutAtFirst, 2000)).toContain('length');
    const narrow = shownColumns(layoutAtFirst, 520);
    expect(narrow).not.toContain('length');
    expect(narrow).toContain('text');
    expect(shownColumns(layoutAtFirst, 10)).toEqual(['command', 'text']);
  });

  it('are all drawn before the width is known', () => {
    expect(shownColumns(layoutAtFirst, 0)).toHaveLength(columnIds.length - 1);
  });

  it('stand where they were moved to, each once, whatever is moved', () => {
    expect(orderedColumns(withMoved(layoutAtFirst, 'text', 'number'))[0]).toBe('text');
    fc.assert(
      fc.property(fc.array(fc.tuple(anyColumn, fc.option(anyColumn, { nil: null }))), (moves) => {
        const layout = moves.reduce((each, [id, before]) => withMoved(each, id, before), layoutAtFirst);
        expect(orderedColumns(layout).toSorted()).toEqual(columnIds.toSorted());
      }),
    );
  });

  it('go one place at a time among those that are shown', () => {
    const hidden = withVisibility(layoutAtFirst, 'time', false);
    const moved = withStep(hidden, 'direction', -1);
    expect(shownColumns(moved, 0).slice(0, 2)).toEqual(['direction', 'number']);
    expect(shownColumns(withStep(moved, 'direction', 1), 0).slice(0, 2)).toEqual(['number', 'direction']);
    expect(withStep(layoutAtFirst, 'number', -1)).toBe(layoutAtFirst);
  });

  it('are as wide as they were made, within bounds', () => {
    const layout = withWidth(withWidth(layoutAtFirst, 'command', 300), 'number', 1);
    expect(gridTemplate(layout, ['number', 'command', 'text'])).toBe('36px 300px minmax(160px, 1fr)');
  });

  it('share what is left until they are given a width, the text always', () => {
    expect(gridTemplate(layoutAtFirst, ['status', 'text'])).toBe('minmax(110px, 0.5fr) minmax(160px, 1fr)');
    const sized = withWidth(withWidth(layoutAtFirst, 'status', 200), 'text', 300);
    expect(gridTemplate(sized, ['status', 'text'])).toBe('200px minmax(300px, 1fr)');
    // Where none shares, the last one fills the row.
    expect(gridTemplate(layoutAtFirst, ['number', 'length'])).toBe('64px minmax(52px, 1fr)');
  });

  it('have room for the times as they are told, unless the user said otherwise', () => {
    expect(gridTemplate(layoutFor(layoutAtFirst, 'date'), ['time', 'text'])).toMatch(/^172px /);
    const sized = withWidth(layoutAtFirst, 'time', 80);
    expect(gridTemplate(layoutFor(sized, 'date'), ['time', 'text'])).toMatch(/^80px /);
  });

  it('make room for a line where most of what it stands for is together', () => {
    const wanted = ['command', 'status', 'text'] as const;
    expect(longestRun(['number', 'command', 'status', 'length', 'text'], wanted)).toEqual({
      start: 1,
      end: 3,
    });
    expect(longestRun(['text', 'number', 'length'], wanted)).toEqual({ start: 0, end: 1 });
    expect(longestRun(['number', 'length'], wanted)).toBeNull();
    expect(longestRun(['text'], wanted)).toEqual({ start: 0, end: 1 });
  });
});
