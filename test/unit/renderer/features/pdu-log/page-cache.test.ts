import { describe, expect, it } from 'vitest';
import type { PduRow } from '#shared/model/pdu-row';
import { PAGE_SIZE, PageCache } from '../../../../../renderer/features/pdu-log/page-cache';
import { pduRow } from './fake-log';

const rows = (from: number, count: number): PduRow[] =>
  Array.from({ length: count }, (_, at) => pduRow(from + at));

describe('PageCache', () => {
  it('asks for each page of the range that has no rows', () => {
    const cache = new PageCache();
    expect(cache.missingPages(150, 260, 1000)).toEqual([1, 2]);
    cache.put(1, rows(101, PAGE_SIZE));
    expect(cache.missingPages(150, 260, 1000)).toEqual([2]);
  });

  it('asks again for the last page once the view has grown into it, and only when that part is looked at', () => {
    const cache = new PageCache();
    cache.put(0, rows(1, 30));
    expect(cache.missingPages(0, 30, 30)).toEqual([]);
    expect(cache.missingPages(0, 30, 60)).toEqual([]);
    expect(cache.missingPages(0, 40, 60)).toEqual([0]);
  });

  it('asks for nothing beyond the end of the view', () => {
    expect(new PageCache().missingPages(0, 500, 0)).toEqual([]);
    expect(new PageCache().missingPages(0, 500, 101)).toEqual([0, 1]);
  });

  it('shows old rows until the new ones are there when positions moved, and none after a change of filter', () => {
    const cache = new PageCache();
    cache.put(0, rows(1, PAGE_SIZE));
    cache.invalidate({ keepsShowing: true });
    expect(cache.rowAt(5)?.number).toBe(6);
    expect(cache.missingPages(0, 10, 100)).toEqual([0]);
    cache.put(0, rows(51, PAGE_SIZE));
    expect(cache.rowAt(5)?.number).toBe(56);
    cache.invalidate({ keepsShowing: false });
    expect(cache.rowAt(5)).toBeUndefined();
  });

  it('keeps a bounded number of pages', () => {
    const cache = new PageCache();
    for (let page = 0; page < 200; page += 1) cache.put(page, rows(page * PAGE_SIZE + 1, PAGE_SIZE));
    const kept = Array.from({ length: 200 }, (_, page) => cache.rowAt(page * PAGE_SIZE)).filter(Boolean);
    expect(kept.length).toBeLessThanOrEqual(40);
    expect(cache.rowAt(199 * PAGE_SIZE)?.number).toBe(199 * PAGE_SIZE + 1);
  });
});
