import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PduDetail, PduRow } from '#shared/model/pdu-row';
import type { HostClient } from '#shared/rpc/host-client';
import { PAGE_SIZE, PageCache } from './page-cache';

export interface PduLogState {
  readonly filter: string;
  /** Rows of the view in the host, and of the whole log. */
  readonly rowCount: number;
  readonly totalCount: number;
  /** Rows that left memory so far. */
  readonly lostCount: number;
  /** Rows on screen: `rowCount`, or what it was when the view was paused. */
  readonly shownCount: number;
  readonly isFollowing: boolean;
  readonly isPaused: boolean;
  /** Number of the selected row, whatever the filter shows. */
  readonly selected: number | null;
  /** Null until it has arrived; `gone` when it left memory. */
  readonly detail: PduDetail | 'gone' | null;
  /** Raised whenever rows arrived, so that what is on screen is read again. */
  readonly revision: number;
  readonly problem: string | null;
}

export interface PduLogStore extends StoreApi<PduLogState> {
  rowAt(position: number): PduRow | undefined;
  /** Asks for the rows of the range that are not there yet. */
  ensureRange(start: number, end: number): void;
  setFilter(filter: string): void;
  setFollowing(isFollowing: boolean): void;
  setPaused(isPaused: boolean): void;
  select(number: number | null): void;
  /** Position of the selected row in the view; null when the filter hides it. */
  locateSelected(): Promise<number | null>;
  clear(): Promise<void>;
  stop(): void;
}

const initial: PduLogState = {
  filter: '',
  rowCount: 0,
  totalCount: 0,
  lostCount: 0,
  shownCount: 0,
  isFollowing: true,
  isPaused: false,
  selected: null,
  detail: null,
  revision: 0,
  problem: null,
};

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The window's view of the log: counts are told, rows are asked for, nothing else is kept. */
export function createPduLogStore(client: HostClient): PduLogStore {
  const store = createStore<PduLogState>(() => initial);
  const pages = new PageCache();
  const requested = new Set<number>();
  /** Answers to questions of an earlier view, or of moved positions, are dropped. */
  let generation = 0;
  let viewId: number | null = null;
  let isStopped = false;
  let visible = { start: 0, end: 0 };

  const startOver = (keepsShowing: boolean): void => {
    generation += 1;
    requested.clear();
    pages.invalidate({ keepsShowing });
  };

  const applyCounts = (counts: { rowCount: number; totalCount: number; lostCount?: number }): void => {
    const before = store.getState();
    const lostCount = counts.lostCount ?? before.lostCount;
    const hasMoved = lostCount !== before.lostCount || counts.rowCount < before.rowCount;
    if (hasMoved) startOver(true);
    store.setState({
      rowCount: counts.rowCount,
      totalCount: counts.totalCount,
      lostCount,
      shownCount: before.isPaused ? Math.min(before.shownCount, counts.rowCount) : counts.rowCount,
      revision: before.revision + 1,
    });
    if (hasMoved) ensureRange(visible.start, visible.end);
  };

  const requestPage = async (page: number): Promise<void> => {
    const asked = generation;
    const view = viewId;
    if (view === null || requested.has(page)) return;
    requested.add(page);
    try {
      const answer = await client.call('pduLog.rows', { viewId: view, start: page * PAGE_SIZE, count: PAGE_SIZE });
      if (asked !== generation) return;
      requested.delete(page);
      pages.put(page, answer.rows);
      store.setState((state) => ({ revision: state.revision + 1, problem: null }));
    } catch (error) {
      if (asked !== generation) return;
      requested.delete(page);
      store.setState({ problem: sentenceOf(error) });
    }
  };

  function ensureRange(start: number, end: number): void {
    visible = { start, end };
    for (const page of pages.missingPages(start, end, store.getState().rowCount)) void requestPage(page);
  }

  const openView = async (): Promise<void> => {
    startOver(false);
    const asked = generation;
    const previous = viewId;
    viewId = null;
    try {
      if (previous !== null && client.status === 'connected') void client.call('pduLog.closeView', { viewId: previous }).catch(() => undefined);
      const view = await client.call('pduLog.openView', { filter: store.getState().filter });
      if (asked !== generation || isStopped) {
        void client.call('pduLog.closeView', { viewId: view.viewId }).catch(() => undefined);
        return;
      }
      viewId = view.viewId;
      store.setState((state) => ({
        rowCount: view.rowCount,
        totalCount: view.totalCount,
        shownCount: view.rowCount,
        revision: state.revision + 1,
        problem: null,
      }));
    } catch (error) {
      if (asked === generation) store.setState({ problem: sentenceOf(error) });
    }
  };

  const releases = [
    client.on('pduLog.viewGrew', (event) => {
      if (event.viewId === viewId) applyCounts(event);
    }),
    client.onStatus((status) => {
      if (status === 'connected') {
        viewId = null;
        void openView();
      }
    }),
  ];
  if (client.status === 'connected') void openView();

  const loadDetail = async (number: number): Promise<void> => {
    try {
      const { pdu } = await client.call('pduLog.pdu', { number });
      if (store.getState().selected === number) store.setState({ detail: pdu ?? 'gone' });
    } catch (error) {
      if (store.getState().selected === number) store.setState({ problem: sentenceOf(error) });
    }
  };

  return Object.assign(store, {
    rowAt: (position: number) => pages.rowAt(position),
    ensureRange,
    setFilter: (filter: string) => {
      if (filter === store.getState().filter) return;
      store.setState({ filter, isPaused: false });
      void openView();
    },
    setFollowing: (isFollowing: boolean) => {
      if (isFollowing !== store.getState().isFollowing) store.setState({ isFollowing });
    },
    setPaused: (isPaused: boolean) => {
      store.setState((state) => ({ isPaused, shownCount: isPaused ? state.shownCount : state.rowCount }));
    },
    select: (number: number | null) => {
      if (number === store.getState().selected) return;
      store.setState({ selected: number, detail: null });
      if (number !== null) void loadDetail(number);
    },
    locateSelected: async () => {
      const { selected } = store.getState();
      if (selected === null || viewId === null) return null;
      const { position } = await client.call('pduLog.locate', { viewId, number: selected });
      return position;
    },
    clear: async () => {
      await client.call('pduLog.clear', {});
      store.setState({ selected: null, detail: null, isPaused: false });
      await openView();
    },
    stop: () => {
      isStopped = true;
      for (const release of releases) release();
      if (viewId !== null && client.status === 'connected') void client.call('pduLog.closeView', { viewId }).catch(() => undefined);
    },
  });
}
