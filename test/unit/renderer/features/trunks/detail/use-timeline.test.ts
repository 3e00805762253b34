import { expect, it } from 'vitest';
import type { TimelineEntry } from '#shared/model/trunk-records';
import { mergeEntries } from '../../../../../../renderer/features/trunks/detail/use-timeline';

const entry = (number: number, sentence = ''): TimelineEntry => ({
  number,
  atMs: number * 1000,
  state: 'Logged in',
  bind: '',
  sentence,
  commandStatus: null,
});
const numbers = (entries: readonly TimelineEntry[]): readonly number[] => entries.map(({ number }) => number);

it('has each entry once, the newest first, in whatever order the parts came', () => {
  const page = [entry(5), entry(4), entry(3)];
  expect(numbers(mergeEntries(page, [entry(6)]))).toEqual([6, 5, 4, 3]);
  expect(numbers(mergeEntries([entry(6), entry(5)], [entry(2), entry(1)]))).toEqual([6, 5, 2, 1]);
  expect(numbers(mergeEntries([entry(6)], page))).toEqual([6, 5, 4, 3]);
  expect(numbers(mergeEntries(page, page))).toEqual([5, 4, 3]);
  expect(mergeEntries([], [])).toEqual([]);
});
