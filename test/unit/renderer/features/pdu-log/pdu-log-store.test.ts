import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPduLogStore, type PduLogStore } from '../../../../../renderer/features/pdu-log/pdu-log-store';
import { FakeLog } from './fake-log';

let stores: PduLogStore[] = [];

async function open(recorded = 0): Promise<{ log: FakeLog; store: PduLogStore }> {
  const log = new FakeLog();
  log.record(recorded);
  const store = createPduLogStore(log.client);
  stores.push(store);
  await vi.waitFor(() => expect(log.openViews.size).toBe(1));
  await vi.waitFor(() => expect(store.getState().rowCount).toBe(recorded));
  return { log, store };
}

async function rowArrives(store: PduLogStore, position: number, number: number): Promise<void> {
  await vi.waitFor(() => expect(store.rowAt(position)?.number).toBe(number));
}

afterEach(() => {
  for (const store of stores) store.stop();
  stores = [];
});

describe('createPduLogStore', () => {
  it('holds no rows but those that were looked at', async () => {
    const { log, store } = await open(10_000);
    store.ensureRange(5000, 5040);
    await rowArrives(store, 5039, 5040);
    // The first page tells what times count from.
    expect(log.pageRequests).toEqual([0, 5000]);
    expect(store.rowAt(1000)).toBeUndefined();
  });

  it('asks once for a page, however often it is looked at while the answer is on its way', async () => {
    const { log, store } = await open(500);
    for (let time = 0; time < 10; time += 1) store.ensureRange(0, 40);
    await rowArrives(store, 0, 1);
    expect(log.pageRequests).toEqual([0]);
  });

  it('shows what was recorded while it follows', async () => {
    const { log, store } = await open(10);
    log.record(5);
    await vi.waitFor(() => expect(store.getState().shownCount).toBe(15));
    store.ensureRange(0, 15);
    await rowArrives(store, 14, 15);
  });

  it('pauses the view and never the capture', async () => {
    const { log, store } = await open(10);
    store.setPaused(true);
    log.record(90);
    await vi.waitFor(() => expect(store.getState().rowCount).toBe(100));
    expect(store.getState().shownCount).toBe(10);
    store.setPaused(false);
    expect(store.getState().shownCount).toBe(100);
  });

  it('opens another view for another filter and closes the one before', async () => {
    const { log, store } = await open(9);
    store.setFilter('odd');
    await vi.waitFor(() => expect(store.getState().rowCount).toBe(5));
    store.ensureRange(0, 5);
    await rowArrives(store, 4, 9);
    await vi.waitFor(() => expect([...log.openViews.values()].map((view) => view.filter)).toEqual(['odd']));
  });

  it('reads moved positions again when old rows left memory, and finds the selected row where it is now', async () => {
    const { log, store } = await open(300);
    store.ensureRange(100, 140);
    await store.selectPosition(120);
    expect(store.getState().selected).toBe(121);
    log.lose(50);
    store.ensureRange(60, 100);
    await rowArrives(store, 70, 121);
    await vi.waitFor(() => expect(store.getState().selectedPosition).toBe(70));
    expect(store.getState().lostCount).toBe(50);
  });

  it('keeps the selection when the filter hides it, and shows the PDU all the same', async () => {
    const { store } = await open(20);
    await store.selectPosition(1);
    await vi.waitFor(() => expect(store.getState().detail).toMatchObject({ row: { number: 2 } }));
    store.setFilter('odd');
    await vi.waitFor(() => expect(store.getState().selectedPosition).toBeNull());
    expect(store.getState().detail).toMatchObject({ row: { number: 2 } });
  });

  it('says that a PDU has left memory', async () => {
    const { log, store } = await open(20);
    log.lose(10);
    await store.selectNumber(3);
    await vi.waitFor(() => expect(store.getState().detail).toBe('gone'));
  });

  it('selects the last position asked for, whatever the order of the answers', async () => {
    const { store } = await open(1000);
    await Promise.all([store.selectPosition(950), store.selectPosition(150)]);
    expect(store.getState().selected).toBe(151);
  });

  it('takes a row out of the selection, and shows another of those that remain', async () => {
    const { store } = await open(20);
    store.ensureRange(0, 20);
    await store.selectPosition(3);
    await store.choose(8, 'toggle');
    await store.choose(12, 'toggle');
    expect(store.getState()).toMatchObject({ selected: 13, chosen: new Set([4, 9, 13]) });
    await store.choose(12, 'toggle');
    expect(store.getState()).toMatchObject({ selected: 9, selectedPosition: 8, chosen: new Set([4, 9]) });
    await store.choose(3, 'toggle');
    expect(store.getState()).toMatchObject({ selected: 9, selectedPosition: 8, chosen: new Set() });
    await store.choose(8, 'toggle');
    expect(store.getState()).toMatchObject({ selected: null, selectedPosition: null });
  });

  it('is empty after the log was emptied', async () => {
    const { store } = await open(20);
    await store.selectPosition(3);
    await store.clear();
    expect(store.getState()).toMatchObject({ rowCount: 0, selected: null, detail: null });
  });
});
