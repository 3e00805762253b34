import { ArrowDownLeft, ArrowUpRight, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { PduRow } from '#shared/model/pdu-row';
import { classes } from '../../ui/classes';
import { listIndexAfter } from '../../ui/list-keys';
import { VirtualRows, type VirtualRowsHandle } from '../../ui/virtual-rows';
import { rowMeaning, rowText, timeOfDay, zoneName } from './columns';
import type { PduLogStore } from './pdu-log-store';
import styles from './pdu-table.module.css';

const css = classes(styles);

const ROW_HEIGHT_PX = 24;

function PduCells({ row }: { readonly row: PduRow }) {
  return (
    <>
      <span className={css('cell', 'mono', 'command')}>
        {row.hasProblem ? <TriangleAlert size={12} aria-label="Has a problem" /> : null}
        <span>{row.command}</span>
      </span>
      <span className={css('cell', 'status')} title={row.statusText}>
        {row.statusText}
      </span>
      <span className={css('cell', 'mono', 'number', 'sequence')}>{row.sequenceNumber}</span>
      <span className={css('cell', 'mono', 'address')}>{row.sourceAddress}</span>
      <span className={css('cell', 'mono', 'address')}>{row.destinationAddress}</span>
      <span className={css('cell', 'text')} title={row.text}>
        {row.text}
      </span>
    </>
  );
}

function Cells({ row }: { readonly row: PduRow }) {
  const isIn = row.direction === 'in';
  const Arrow = isIn ? ArrowDownLeft : ArrowUpRight;
  if (row.kind === 'loss') return <span className={css('wide')}>{row.text}</span>;
  return (
    <>
      <span className={css('cell', 'mono', 'number', 'no')}>{row.number}</span>
      <span className={css('cell', 'mono')}>{timeOfDay(row.timeMs)}</span>
      <span className={css('cell', 'direction', isIn && 'in')}>
        <Arrow size={12} aria-hidden />
        <span className={css('word')}>{isIn ? 'In' : 'Out'}</span>
      </span>
      <span className={css('cell', 'trunk')}>{row.trunk}</span>
      {row.kind === 'octets' ? (
        <span className={css('cell', 'note')} title={row.text}>
          <TriangleAlert size={12} aria-hidden />
          <span>{row.text}</span>
        </span>
      ) : (
        <PduCells row={row} />
      )}
      <span className={css('cell', 'mono', 'number', 'length')}>{row.length === 0 ? '' : row.length}</span>
    </>
  );
}

export interface PduTableProps {
  readonly store: PduLogStore;
  readonly onActivate?: (number: number) => void;
}

/** The list of PDUs: draws what is in view, follows the tail until the reader scrolls away from it. */
export function PduTable({ store, onActivate }: PduTableProps) {
  const id = useId();
  const rows = useRef<VirtualRowsHandle>(null);
  const { shownCount, isFollowing, isPaused, selected, selectedPosition } = useStore(store);
  const isTail = isFollowing && !isPaused;

  useEffect(() => {
    if (isTail && shownCount > 0) rows.current?.scrollToEnd();
  }, [isTail, shownCount]);

  // Where the list is drawn anew, on another page, it opens at what is selected.
  const firstPosition = useRef(isTail ? null : selectedPosition);
  useEffect(() => {
    if (firstPosition.current !== null) rows.current?.scrollToIndex(firstPosition.current);
  }, []);

  const handleRange = useCallback((start: number, end: number) => store.ensureRange(start, end), [store]);
  const handleAtEnd = useCallback((isAtEnd: boolean) => store.setFollowing(isAtEnd), [store]);

  const moveTo = (position: number): void => {
    store.setFollowing(position === shownCount - 1);
    rows.current?.scrollToIndex(position);
    void store.selectPosition(position);
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = listIndexAfter({
      key: event.key,
      index: selectedPosition ?? -1,
      count: shownCount,
      rowsPerPage: rows.current?.rowsPerPage() ?? 1,
    });
    if (next !== null) moveTo(next);
    else if (event.key === 'Enter' && selected !== null) onActivate?.(selected);
    else if (event.key === 'Escape' && selected !== null) store.deselect();
    else return;
    event.preventDefault();
  };

  const renderRow = (position: number) => {
    const row = store.rowAt(position);
    if (row === undefined) return <div className={css('row')} role="row" aria-rowindex={position + 2} />;
    const isSelected = row.kind !== 'loss' && row.number === selected;
    return (
      <div
        id={`${id}-${position}`}
        role="row"
        aria-rowindex={position + 2}
        aria-selected={isSelected}
        aria-label={rowText(row)}
        data-number={row.number}
        className={css('row', rowMeaning(row), isSelected && 'selected')}
        onMouseDown={(event) => {
          if (event.button !== 0 || row.kind === 'loss') return;
          store.setFollowing(false);
          void store.selectPosition(position);
        }}
        onDoubleClick={() => {
          if (row.kind !== 'loss') onActivate?.(row.number);
        }}
      >
        <Cells row={row} />
      </div>
    );
  };

  return (
    <div className={css('table')}>
      <div className={css('head')} aria-hidden>
        <div className={css('row', 'header')}>
          <span className={css('cell', 'number', 'no')}>No.</span>
          <span className={css('cell')}>Time {zoneName(new Date().getTime())}</span>
          <span className={css('cell', 'direction')}>
            <span className={css('word')}>Dir.</span>
          </span>
          <span className={css('cell', 'trunk')}>Trunk</span>
          <span className={css('cell', 'command')}>Command</span>
          <span className={css('cell', 'status')}>Status</span>
          <span className={css('cell', 'number', 'sequence')}>Seq.</span>
          <span className={css('cell', 'address')}>From</span>
          <span className={css('cell', 'address')}>To</span>
          <span className={css('cell', 'text')}>Text</span>
          <span className={css('cell', 'number', 'length')}>Octets</span>
        </div>
      </div>
      <div className={css('body')}>
        <VirtualRows
          count={shownCount}
          rowHeightPx={ROW_HEIGHT_PX}
          renderRow={renderRow}
          onRangeChange={handleRange}
          onAtEndChange={handleAtEnd}
          handleRef={rows}
          role="grid"
          tabIndex={0}
          aria-label="PDUs"
          aria-rowcount={shownCount + 1}
          aria-activedescendant={selectedPosition === null ? undefined : `${id}-${selectedPosition}`}
          onKeyDown={handleKeyDown}
          data-pane-focus
        />
      </div>
    </div>
  );
}
