import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PduRow } from '#shared/model/pdu-row';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import type { LogSource } from '#shared/model/log-source';
import { effectiveFilter, verdictOf } from './filter-text';
import { type ChoiceKind, choiceRange, noneChosen, toggled } from './chosen-rows';
import { PAGE_SIZE, PageCache } from './page-cache';
import { atFirst, type PduLogState, type ViewCounts } from './pdu-log-state';

export interface PduLogStore extends StoreApi<PduLogState> {
  rowAt(position: number): PduRow | undefined;
  /** Asks for the rows of the range that are not there yet, and keeps up with it; an empty one when nobody looks. */
  ensureRange(start: number, end: number): void;
  setFilter(filter: string): void;
  setHidesKeepalive(hidesKeepalive: boolean): void;
  /** Counts times from this row; null counts from the first again. */
  setReference(row: PduRow | null): void;
  /** Selects the next or previous row that matches; resolves to a sentence where there is none. */
  find(expression: string, direction: 'next' | 'previous'): Promise<string | null>;
  setNote(number: number, change: { readonly note?: string; readonly isMarked?: boolean }): Promise<void>;
  setFollowing(isFollowing: boolean): void;
  setPaused(isPaused: boolean): void;
  /** Selects the row at a position, asking for it first when it is not there yet. */
  selectPosition(position: number): Promise<void>;
  /** Adds a row to what is selected or takes it away, or selects all from the last one that was selected alone. */
  choose(position: number, how: ChoiceKind): Promise<void>;
  /** Selects a PDU wherever it stands. */
  selectNumber(number: number): Promise<void>;
  /** Selects a PDU and stays there, whatever arrives. */
  goToNumber(number: number): void;
  deselect(): void;
  clear(): Promise<void>;
  stop(): void;
}

/** The window's view of the log: counts are told, rows are asked for, nothing else is kept. */
export function createPduLogStore(
  client: HostClient,
  startsWith: Partial<Pick<PduLogState, 'source' | 'hidesKeepalive' | 'filter'>> = {},
): PduLogStore {
  const isLive = startsWith.source === undefined || startsWith.source.kind === 'live';
  const store = createStore<PduLogState>(() => ({ ...atFirst, isFollowing: isLive, ...startsWith }));
  const pages = new PageCache();
  const requested = new Map<number, Promise<void>>();
  /** Answers to questions of an earlier view, or of moved positions, are dropped. */
  let generation = 0;
  let viewId: number | null = null;
  let isStopped = false;
  let visible = { start: 0, end: 0 };
  let isReferenceChosen = false;

  const setReferenceTo = (row: PduRow | undefined): void => {
    store.setState({ referenceNs: row?.timeNs ?? null });
  };

  const startOver = (keepsShowing: boolean): void => {
    generation += 1;
    requested.clear();
    pages.invalidate({ keepsShowing });
  };

  const applyCounts = (counts: ViewCounts): void => {
    const before = store.getState();
    const hasMoved = counts.lostCount !== before.lostCount || counts.rowCount < before.rowCount;
    if (hasMoved) startOver(true);
    store.setState({
      rowCount: counts.rowCount,
      totalCount: counts.totalCount,
      lostCount: counts.lostCount,
      isFiltering: counts.isFiltering,
      shownCount: before.isPaused ? Math.min(before.shownCount, counts.rowCount) : counts.rowCount,
      revision: before.revision + 1,
    });
    if (hasMoved) {
      ensureRange(visible.start, visible.end);
      void locateSelected();
    }
  };

  /** Counts that came while the rows of earlier ones were on their way; a list that follows shows both at once. */
  let isTailAsked = false;
  let waitingCounts: ViewCounts | null = null;
  const follow = async (counts: ViewCounts): Promise<void> => {
    waitingCounts = counts;
    if (isTailAsked) return;
    isTailAsked = true;
    while (waitingCounts !== null) {
      const next: ViewCounts = waitingCounts;
      const asked = generation;
      const shown = visible.end - visible.start;
      const missing = pages.missingPages(Math.max(0, next.rowCount - shown), next.rowCount, next.rowCount);
      await Promise.all(missing.map((page) => requestPage(page, false)));
      if (waitingCounts === next) waitingCounts = null;
      if (asked === generation) applyCounts(next);
    }
    isTailAsked = false;
  };

  const fetchPage = async (page: number, view: number, isTold: boolean): Promise<void> => {
    const asked = generation;
    try {
      const answer = await client.call('pduLog.rows', {
        viewId: view,
        start: page * PAGE_SIZE,
        count: PAGE_SIZE,
      });
      if (asked !== generation) return;
      requested.delete(page);
      // The answer may be newer than the last count told: its positions are those of its own counts.
      if (answer.lostCount !== store.getState().lostCount) applyCounts(answer);
      pages.put(page, answer.rows);
      if (page === 0 && !isReferenceChosen) setReferenceTo(answer.rows[0]);
      if (isTold) store.setState((state) => ({ revision: state.revision + 1, problem: null }));
    } catch (error) {
      if (asked !== generation) return;
      requested.delete(page);
      store.setState({ problem: sentenceOf(error) });
    }
  };

  /** Asks for a page, or joins the question that is on its way. */
  const requestPage = async (page: number, isTold = true): Promise<void> => {
    if (viewId === null) return;
    const request = requested.get(page) ?? fetchPage(page, viewId, isTold);
    requested.set(page, request);
    await request;
  };

  /** While rows are on their way, a list that is scrolled on asks for no others: only for those where it is then. */
  let isRangeAsked = false;
  function ensureRange(start: number, end: number): void {
    visible = { start, end };
    if (!isRangeAsked) void fetchVisible();
  }

  async function fetchVisible(): Promise<void> {
    isRangeAsked = true;
    const asked = generation;
    let before: readonly number[] = [];
    for (let missing = missingNow(); missing.length > 0; missing = missingNow()) {
      // What did not come although it was asked for comes when the host tells of new counts.
      if (missing.every((page) => before.includes(page))) break;
      before = missing;
      await Promise.all(missing.map((page) => requestPage(page)));
      if (asked !== generation) break;
    }
    isRangeAsked = false;
    if (asked !== generation && missingNow().length > 0 && viewId !== null) void fetchVisible();
  }

  const missingNow = (): readonly number[] =>
    viewId === null ? [] : pages.missingPages(visible.start, visible.end, store.getState().rowCount);

  const positionOf = async (view: number, number: number): Promise<number | null> =>
    (await client.call('pduLog.locate', { viewId: view, number })).position;

  async function locateSelected(): Promise<void> {
    const { selected } = store.getState();
    const view = viewId;
    if (selected === null || view === null) return;
    try {
      const position = await positionOf(view, selected);
      if (view === viewId && store.getState().selected === selected)
        store.setState({ selectedPosition: position });
    } catch (error) {
      store.setState({ problem: sentenceOf(error) });
    }
  }

  const openView = async (): Promise<void> => {
    startOver(false);
    const asked = generation;
    const previous = viewId;
    viewId = null;
    store.setState({ viewId: null });
    try {
      if (previous !== null && client.status === 'connected')
        void client.call('pduLog.closeView', { viewId: previous }).catch(() => undefined);
      const { filter, hidesKeepalive, source } = store.getState();
      const view = await client.call('pduLog.openView', {
        filter: effectiveFilter(filter, hidesKeepalive),
        source,
      });
      if (asked !== generation || isStopped) {
        void client.call('pduLog.closeView', { viewId: view.viewId }).catch(() => undefined);
        return;
      }
      viewId = view.viewId;
      store.setState((state) => ({
        viewId: view.viewId,
        rowCount: view.rowCount,
        totalCount: view.totalCount,
        lostCount: view.lostCount,
        isFiltering: view.isFiltering,
        shownCount: view.rowCount,
        revision: state.revision + 1,
        problem: null,
      }));
      ensureRange(visible.start, visible.end);
      // The first row is what times may count from.
      if (view.rowCount > 0) void requestPage(0);
      void locateSelected();
    } catch (error) {
      if (asked === generation) store.setState({ problem: sentenceOf(error) });
    }
  };

  let wasConnected = client.status === 'connected';
  const releases = [
    client.on('pduLog.viewGrew', (event) => {
      if (event.viewId !== viewId) return;
      const { isFollowing, isPaused, lostCount, rowCount } = store.getState();
      const isGrowth = event.lostCount === lostCount && event.rowCount >= rowCount;
      const isSeen = visible.end > visible.start;
      if (isSeen && isGrowth && isFollowing && !isPaused) void follow(event);
      else {
        waitingCounts = null;
        applyCounts(event);
      }
    }),
    client.on('pduLog.noteChanged', ({ source, number, note, isMarked }) => {
      if (!isSameSource(source, store.getState().source)) return;
      startOver(true);
      ensureRange(visible.start, visible.end);
      store.setState(({ detail, revision }) => ({
        revision: revision + 1,
        detail:
          detail === 'gone' || detail?.row.number !== number
            ? detail
            : { ...detail, note, row: { ...detail.row, isMarked, hasNote: note !== '' } },
      }));
    }),
    client.onStatus((status) => {
      const isConnected = status === 'connected';
      if (isConnected && !wasConnected) {
        // The host forgets the views of a client that went.
        viewId = null;
        void openView();
      }
      wasConnected = isConnected;
    }),
  ];
  if (wasConnected) void openView();

  const loadDetail = async (number: number): Promise<void> => {
    try {
      const { source } = store.getState();
      const { pdu } = await client.call('pduLog.pdu', { number, source });
      if (store.getState().selected !== number) return;
      store.setState({ detail: pdu ?? 'gone' });
      if (pdu?.row.kind !== 'pdu') return;
      const { related } = await client.call('pduLog.related', { number, source });
      if (store.getState().selected === number) store.setState({ related });
    } catch (error) {
      if (store.getState().selected === number) store.setState({ problem: sentenceOf(error) });
    }
  };

  const show = (number: number | null, position: number | null): void => {
    const isSame = number === store.getState().selected;
    store.setState({
      selected: number,
      selectedPosition: position,
      chosen: noneChosen,
      ...(isSame ? {} : { detail: null, related: null }),
    });
    if (number !== null && !isSame) void loadDetail(number);
  };

  /** The last position asked for: an arrow key held down must not select rows in the order of their answers. */
  let wantedPosition: number | null = null;
  const selectPosition = async (position: number): Promise<void> => {
    wantedPosition = position;
    if (pages.rowAt(position) === undefined) await requestPage(Math.floor(position / PAGE_SIZE));
    const row = pages.rowAt(position);
    if (row === undefined || wantedPosition !== position) return;
    anchor = row.number;
    show(row.number, position);
  };

  /** The row that a range is selected from. */
  let anchor: number | null = null;
  const choose = async (position: number, how: ChoiceKind): Promise<void> => {
    const { chosen, selected } = store.getState();
    const view = viewId;
    if (selected === null || view === null) return selectPosition(position);
    wantedPosition = position;
    try {
      const from = how === 'toggle' ? null : await positionOf(view, anchor ?? selected);
      const range = choiceRange(from ?? position, position);
      for (const page of pages.missingPages(range.start, range.end, store.getState().rowCount))
        await requestPage(page);
      if (wantedPosition !== position || view !== viewId) return;
      const rows = Array.from({ length: range.end - range.start }, (_, at) => pages.rowAt(range.start + at));
      const numbers = rows.flatMap((row) => (row === undefined || row.kind === 'loss' ? [] : [row.number]));
      const current = pages.rowAt(position)?.number;
      if (current === undefined || numbers.length === 0) return;
      if (how === 'range') {
        show(current, position);
        store.setState({ chosen: new Set(numbers) });
        return;
      }
      anchor = current;
      const next = toggled(chosen, selected, current);
      show(next.current, next.current === current ? position : null);
      store.setState({ chosen: next.chosen });
      await locateSelected();
    } catch (error) {
      store.setState({ problem: sentenceOf(error) });
    }
  };

  const selectNumber = async (number: number): Promise<void> => {
    anchor = number;
    show(number, null);
    await locateSelected();
  };

  return Object.assign(store, {
    rowAt: (position: number) => pages.rowAt(position),
    ensureRange,
    setFilter: (filter: string) => {
      if (filter === store.getState().filter) return;
      store.setState({ filter });
      if (verdictOf(filter).kind === 'bad') return;
      store.setState({ isPaused: false });
      void openView();
    },
    setHidesKeepalive: (hidesKeepalive: boolean) => {
      if (hidesKeepalive === store.getState().hidesKeepalive) return;
      store.setState({ hidesKeepalive });
      void openView();
    },
    setReference: (row: PduRow | null) => {
      isReferenceChosen = row !== null;
      setReferenceTo(row ?? pages.rowAt(0));
    },
    find: async (expression: string, direction: 'next' | 'previous') => {
      const view = viewId;
      if (view === null) return null;
      const from = store.getState().selectedPosition ?? -1;
      const found = await client.call('pduLog.find', { viewId: view, from, direction, expression });
      if (found.position === null || found.number === null) return 'Nothing matches.';
      store.setState({ isFollowing: false });
      show(found.number, found.position);
      return found.isWrapped ? `Found from the ${direction === 'next' ? 'start' : 'end'} on.` : null;
    },
    setNote: async (number: number, change: { readonly note?: string; readonly isMarked?: boolean }) => {
      try {
        await client.call('pduLog.setNote', { number, source: store.getState().source, ...change });
      } catch (error) {
        store.setState({ problem: sentenceOf(error) });
      }
    },
    setFollowing: (wanted: boolean) => {
      // A capture has no newest PDU to wait for.
      const isFollowing = wanted && isLive;
      if (isFollowing !== store.getState().isFollowing) store.setState({ isFollowing });
    },
    setPaused: (isPaused: boolean) => {
      store.setState((state) => ({ isPaused, shownCount: isPaused ? state.shownCount : state.rowCount }));
    },
    selectPosition,
    choose,
    selectNumber,
    goToNumber: (number: number) => {
      store.setState({ isFollowing: false });
      void selectNumber(number);
    },
    deselect: () => show(null, null),
    clear: async () => {
      await client.call('pduLog.clear', {});
      show(null, null);
      store.setState({ isPaused: false });
      await openView();
    },
    stop: () => {
      isStopped = true;
      for (const release of releases) release();
      if (viewId !== null && client.status === 'connected')
        void client.call('pduLog.closeView', { viewId }).catch(() => undefined);
    },
  });
}

function isSameSource(left: LogSource, right: LogSource): boolean {
  if (left.kind === 'capture' && right.kind === 'capture') return left.captureId === right.captureId;
  return left.kind === right.kind;
}
