import { ArrowDownToLine, Eraser, Pause, Play, Search, X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import type { PduLogState, PduLogStore } from './pdu-log-store';
import styles from './pdu-log-toolbar.module.css';

const css = classes(styles);

/** A pause in typing after which the filter is evaluated. */
const TYPING_PAUSE_MS = 150;

/** "1,204 of 88,310 PDUs", and what holds the view back. */
export function countText(
  state: Pick<PduLogState, 'filter' | 'rowCount' | 'totalCount' | 'isPaused' | 'shownCount'>,
): string {
  const total = state.totalCount.toLocaleString();
  const unit = state.totalCount === 1 ? 'PDU' : 'PDUs';
  const base =
    state.filter.trim() === ''
      ? `${total} ${unit}`
      : `${state.rowCount.toLocaleString()} of ${total} ${unit}`;
  const waiting = state.isPaused ? state.rowCount - state.shownCount : 0;
  return waiting > 0 ? `${base} · ${waiting.toLocaleString()} more since the pause` : base;
}

export interface PduLogToolbarProps {
  readonly store: PduLogStore;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Filter, counts, and what holds or empties the view. */
export function PduLogToolbar({ store, title, children }: PduLogToolbarProps) {
  const state = useStore(store);
  const [typed, setTyped] = useState(state.filter);

  useEffect(() => {
    const timer = setTimeout(() => store.setFilter(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [store, typed]);

  return (
    <header className={css('toolbar')}>
      <h2 className={css('title')}>{title}</h2>
      <span className={css('filter')}>
        <Search size={14} aria-hidden />
        <input
          type="text"
          value={typed}
          placeholder="Filter by command, status, number, text…"
          aria-label="Filter PDUs"
          autoComplete="off"
          spellCheck={false}
          className={css('input')}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') store.setFilter(typed);
            if (event.key !== 'Escape' || typed === '') return;
            setTyped('');
            event.stopPropagation();
          }}
        />
        {typed === '' ? null : (
          <button
            type="button"
            aria-label="Clear the filter"
            className={css('clear')}
            onClick={() => setTyped('')}
          >
            <X size={12} aria-hidden />
          </button>
        )}
      </span>
      <span className={css('count')} role="status">
        {countText(state)}
        {state.isFiltering ? ' · filtering…' : ''}
      </span>
      {state.problem === null ? null : <span className={css('problem')}>{state.problem}</span>}
      <span className={css('tools')}>
        <IconButton
          label={state.isFollowing ? 'Following the newest PDU' : 'Follow the newest PDU'}
          icon={<ArrowDownToLine size={16} />}
          isPressed={state.isFollowing && !state.isPaused}
          onClick={() => {
            store.setPaused(false);
            store.setFollowing(!state.isFollowing || state.isPaused);
          }}
        />
        <IconButton
          label={state.isPaused ? 'Resume the view' : 'Pause the view; capture goes on'}
          icon={state.isPaused ? <Play size={16} /> : <Pause size={16} />}
          isPressed={state.isPaused}
          onClick={() => store.setPaused(!state.isPaused)}
        />
        <IconButton
          label="Empty the log"
          icon={<Eraser size={16} />}
          disabled={state.totalCount === 0}
          onClick={() => void store.clear()}
        />
        {children}
      </span>
    </header>
  );
}
