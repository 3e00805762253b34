import { ArrowDownToLine, ChevronDown, Clock, Eraser, HeartPulse, Pause, Play, X } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { Menu, type MenuItem } from '../../ui/menu';
import { FilterBox } from './filter-box';
import { timeRangeOf, withoutTimeRange } from './filter-text';
import { toggleSaved, type LogAppearanceStore } from './log-appearance';
import type { PduLogState } from './pdu-log-state';
import type { PduLogStore } from './pdu-log-store';
import styles from './pdu-log-toolbar.module.css';
import { rangeWords } from './time-words';
import { UncapturedChip } from './uncaptured-chip';

const css = classes(styles);

/** A pause in typing after which the filter is evaluated. */
const TYPING_PAUSE_MS = 150;

/** "1,204 of 88,310 PDUs", and what holds the view back. */
export function countText(
  state: Pick<
    PduLogState,
    'filter' | 'hidesKeepalive' | 'rowCount' | 'totalCount' | 'isPaused' | 'shownCount'
  >,
): string {
  const total = state.totalCount.toLocaleString();
  const unit = state.totalCount === 1 ? 'PDU' : 'PDUs';
  const base =
    state.filter.trim() === '' && !state.hidesKeepalive
      ? `${total} ${unit}`
      : `${state.rowCount.toLocaleString()} of ${total} ${unit}`;
  const waiting = state.isPaused ? state.rowCount - state.shownCount : 0;
  return waiting > 0 ? `${base} · ${waiting.toLocaleString()} more since the pause` : base;
}

export interface PduLogToolbarProps {
  readonly store: PduLogStore;
  readonly appearance: LogAppearanceStore;
  /** A name, or the choice of what is shown. */
  readonly title: ReactNode;
  readonly children?: ReactNode;
}

/** Apart from the buttons, since it changes with every PDU. */
function Count({ store }: { readonly store: PduLogStore }) {
  const state = useStore(store);
  return (
    <span className={css('count')} role="status">
      {countText(state)}
      {state.isFiltering ? ' · filtering…' : ''}
    </span>
  );
}

/** Filter, counts, and what holds or empties the view. */
export function PduLogToolbar({ store, appearance, title, children }: PduLogToolbarProps) {
  const filter = useStore(store, (state) => state.filter);
  const problem = useStore(store, (state) => state.problem);
  const isLive = useStore(store, (state) => state.source.kind === 'live');
  const { hidesKeepalive, savedFilters } = useStore(appearance);
  const [typed, setTyped] = useState(filter);

  // What was set elsewhere, by a menu, stands in the box as well.
  const [seen, setSeen] = useState(filter);
  if (seen !== filter) {
    setSeen(filter);
    setTyped(filter);
  }
  useEffect(() => {
    const timer = setTimeout(() => store.setFilter(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [store, typed]);

  const saved: MenuItem[] = savedFilters.map((each) => ({
    id: each,
    label: each,
    onSelect: () => setTyped(each),
  }));
  const handleKeepalive = (): void => {
    appearance.setState({ hidesKeepalive: !hidesKeepalive });
  };

  return (
    <header className={css('toolbar')}>
      <div className={css('title')}>{title}</div>
      <FilterBox
        value={typed}
        label="Filter PDUs"
        placeholder="Filter: command == submit_sm and status != 0"
        onChange={setTyped}
        onSubmit={() => store.setFilter(typed)}
        isSaved={savedFilters.includes(typed.trim())}
        onToggleSaved={() => appearance.setState({ savedFilters: toggleSaved(savedFilters, typed) })}
      >
        {saved.length === 0 ? null : (
          <Menu
            align="end"
            items={saved}
            trigger={
              <button type="button" className={css('savedFilters')} aria-label="Saved filters">
                <ChevronDown size={14} aria-hidden />
              </button>
            }
          />
        )}
      </FilterBox>
      <RangeChip filter={filter} onClear={() => setTyped(withoutTimeRange(filter))} />
      <Count store={store} />
      <UncapturedChip log={store} />
      {problem === null ? null : <span className={css('problem')}>{problem}</span>}
      <span className={css('tools')}>
        <IconButton
          label={hidesKeepalive ? 'Show enquire_link again' : 'Hide enquire_link'}
          icon={<HeartPulse size={16} />}
          isPressed={hidesKeepalive}
          onClick={handleKeepalive}
        />
        {isLive ? <LiveTools store={store} /> : null}
        {children}
      </span>
    </header>
  );
}

/** The stretch of time that the list is narrowed to, to be taken back without the rest of the filter. */
function RangeChip({ filter, onClear }: { readonly filter: string; readonly onClear: () => void }) {
  const range = useMemo(() => timeRangeOf(filter), [filter]);
  if (range === null) return null;
  const words = rangeWords(range.fromMs, range.toMs);
  return (
    <button
      type="button"
      className={css('range')}
      aria-label={`Only ${words}: show all times`}
      title="Show all times"
      onClick={onClear}
    >
      <Clock size={12} aria-hidden />
      <span className={css('words')}>{words}</span>
      <X size={12} aria-hidden />
    </button>
  );
}

/** What a log that grows has besides. */
function LiveTools({ store }: { readonly store: PduLogStore }) {
  const isFollowing = useStore(store, (state) => state.isFollowing);
  const isPaused = useStore(store, (state) => state.isPaused);
  const isEmpty = useStore(store, (state) => state.totalCount === 0);
  return (
    <>
      <IconButton
        label={isFollowing ? 'Following the newest PDU' : 'Follow the newest PDU'}
        icon={<ArrowDownToLine size={16} />}
        isPressed={isFollowing && !isPaused}
        onClick={() => {
          store.setPaused(false);
          store.setFollowing(!isFollowing || isPaused);
        }}
      />
      <IconButton
        label={isPaused ? 'Resume the view' : 'Pause the view; capture goes on'}
        icon={isPaused ? <Play size={16} /> : <Pause size={16} />}
        isPressed={isPaused}
        onClick={() => store.setPaused(!isPaused)}
      />
      <IconButton
        label="Empty the log"
        icon={<Eraser size={16} />}
        disabled={isEmpty}
        onClick={() => void store.clear()}
      />
    </>
  );
}
