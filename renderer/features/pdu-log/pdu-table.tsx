import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { PduRow } from '#shared/model/pdu-row';
import { classes } from '../../ui/classes';
import { listIndexAfter } from '../../ui/list-keys';
import { ContextMenu } from '../../ui/menu';
import { useSize } from '../../ui/use-size';
import { VirtualRows, type VirtualRowsHandle } from '../../ui/virtual-rows';
import { gridTemplate, shownColumns, type ColumnId } from './column-layout';
import type { LogAppearanceStore } from './log-appearance';
import { PduCell, type TimeDisplay } from './pdu-cell';
import type { PduLogStore } from './pdu-log-store';
import { rowMenuItems, type RowMenuHandlers } from './pdu-row-menu';
import { PduTableHead } from './pdu-table-head';
import styles from './pdu-table.module.css';
import { rowMeaning, rowText } from './row-words';

const css = classes(styles);

const ROW_HEIGHT_PX = 24;
/** What a line of its own about octets that are no PDU takes the place of. */
const pduColumns: readonly ColumnId[] = ['command', 'status', 'sequence', 'from', 'to', 'text', 'latency'];

interface CellsProps {
  readonly row: PduRow;
  readonly shown: readonly ColumnId[];
  readonly time: TimeDisplay;
}

function Cells({ row, shown, time }: CellsProps) {
  if (row.kind === 'loss') return <span className={css('wide')}>{row.text}</span>;
  if (row.kind === 'pdu')
    return shown.map((column) => <PduCell key={column} row={row} column={column} time={time} />);
  const before = shown.filter((column) => !pduColumns.includes(column));
  return (
    <>
      {before.map((column) => (
        <PduCell key={column} row={row} column={column} time={time} />
      ))}
      <span
        className={css('cell', 'note')}
        style={{ gridColumn: `${before.length + 1} / -1` }}
        title={row.text}
      >
        <TriangleAlert size={12} aria-hidden />
        <span className={css('value')}>{row.text}</span>
      </span>
    </>
  );
}

export interface PduTableProps extends RowMenuHandlers {
  readonly store: PduLogStore;
  readonly appearance: LogAppearanceStore;
  readonly onActivate?: (number: number) => void;
}

/** The list of PDUs: draws what is in view, follows the tail until the reader scrolls away from it. */
export function PduTable({ store, appearance, onActivate, ...menuHandlers }: PduTableProps) {
  const id = useId();
  const rows = useRef<VirtualRowsHandle>(null);
  const table = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(table);
  const { shownCount, isFollowing, isPaused, selected, selectedPosition, chosen, referenceNs } =
    useStore(store);
  const { layout, time: mode } = useStore(appearance);
  const [menuPosition, setMenuPosition] = useState<number | null>(null);
  const isTail = isFollowing && !isPaused;
  const shown = shownColumns(layout, width);
  const template = gridTemplate(layout, shown);
  const time = { mode, referenceNs };

  useEffect(() => {
    if (isTail && shownCount > 0) rows.current?.scrollToEnd();
  }, [isTail, shownCount]);

  // Where the list is drawn anew, on another page, it opens at what is selected.
  const firstPosition = useRef(isTail ? null : selectedPosition);
  useEffect(() => {
    if (firstPosition.current !== null) rows.current?.scrollToIndex(firstPosition.current);
  }, []);
  // A jump from elsewhere brings its row into view; so does a list that becomes lower, as what is inside it opens.
  useEffect(() => {
    if (selectedPosition !== null && !store.getState().isFollowing)
      rows.current?.scrollToIndex(selectedPosition);
  }, [store, selectedPosition, height]);

  const handleRange = useCallback((start: number, end: number) => store.ensureRange(start, end), [store]);
  const handleAtEnd = useCallback((isAtEnd: boolean) => store.setFollowing(isAtEnd), [store]);

  const moveTo = (position: number, isRange: boolean): void => {
    store.setFollowing(position === shownCount - 1);
    rows.current?.scrollToIndex(position);
    void (isRange ? store.choose(position, 'range') : store.selectPosition(position));
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // The browser makes a right click of it, on the list.
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      setMenuPosition(selectedPosition);
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = listIndexAfter({
      key: event.key,
      index: selectedPosition ?? -1,
      count: shownCount,
      rowsPerPage: rows.current?.rowsPerPage() ?? 1,
    });
    if (next !== null) moveTo(next, event.shiftKey);
    else if (event.key === 'Enter' && selected !== null) onActivate?.(selected);
    else if (event.key === 'Escape' && selected !== null) store.deselect();
    else return;
    event.preventDefault();
  };

  const renderRow = (position: number) => {
    const row = store.rowAt(position);
    if (row === undefined) return <div className={css('row')} role="row" aria-rowindex={position + 2} />;
    const isSelected = row.kind !== 'loss' && (row.number === selected || chosen.has(row.number));
    return (
      <div
        id={`${id}-${position}`}
        role="row"
        aria-rowindex={position + 2}
        aria-selected={isSelected}
        aria-label={rowText(row)}
        data-number={row.number}
        className={css('row', rowMeaning(row), row.isMarked && 'marked', isSelected && 'selected')}
        style={{ gridTemplateColumns: template }}
        onContextMenu={() => setMenuPosition(position)}
        onMouseDown={(event) => {
          if (event.button !== 0 || row.kind === 'loss') return;
          store.setFollowing(false);
          if (event.shiftKey || event.ctrlKey || event.metaKey) {
            // Shift would select text.
            event.preventDefault();
            event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus();
            void store.choose(position, event.shiftKey ? 'range' : 'toggle');
          } else void store.selectPosition(position);
        }}
        onDoubleClick={() => {
          if (row.kind !== 'loss') onActivate?.(row.number);
        }}
      >
        <Cells row={row} shown={shown} time={time} />
      </div>
    );
  };

  const menuRow = menuPosition === null ? undefined : store.rowAt(menuPosition);
  return (
    <div className={css('table')} ref={table}>
      <PduTableHead appearance={appearance} shown={shown} template={template} />
      <ContextMenu
        items={menuRow === undefined ? [] : rowMenuItems(menuRow, store, menuHandlers)}
        className={css('body')}
      >
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
          aria-multiselectable
          aria-activedescendant={selectedPosition === null ? undefined : `${id}-${selectedPosition}`}
          onKeyDown={handleKeyDown}
          data-pane-focus
        />
      </ContextMenu>
    </div>
  );
}
