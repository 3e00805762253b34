import { useCallback, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { PduRow } from '#shared/model/pdu-row';
import { classes } from '../../ui/classes';
import { listIndexAfter } from '../../ui/list-keys';
import { ContextMenu } from '../../ui/menu';
import { FixedRows, type FixedRowsHandle } from '../../ui/fixed-rows';
import { useSize } from '../../ui/use-size';
import { gridTemplate, layoutFor, shownColumns } from './column-layout';
import type { LogAppearanceStore } from './log-appearance';
import type { PduLogStore } from './pdu-log-store';
import { rowMenuItems, type RowMenuHandlers } from './pdu-row-menu';
import { PduTableHead } from './pdu-table-head';
import { PduTableRow, type PduRowHandlers } from './pdu-table-row';
import styles from './pdu-table.module.css';

const css = classes(styles);

const ROW_HEIGHT_PX = 24;
/** Where a menu that a key opened stands, from the row's beginning. */
const MENU_INDENT_PX = 64;

export interface PduTableProps extends RowMenuHandlers {
  readonly store: PduLogStore;
  readonly appearance: LogAppearanceStore;
  readonly onActivate?: (number: number) => void;
}

/** The list of PDUs: draws what is in view, follows the tail until the reader scrolls away from it. */
export function PduTable({ store, appearance, onActivate, ...menuHandlers }: PduTableProps) {
  const id = useId();
  const rows = useRef<FixedRowsHandle>(null);
  const table = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(table);
  const { shownCount, isFollowing, isPaused, selected, selectedPosition, chosen, referenceNs } =
    useStore(store);
  const { layout: chosenLayout, time: mode } = useStore(appearance);
  const layout = useMemo(() => layoutFor(chosenLayout, mode), [chosenLayout, mode]);
  const [menuRow, setMenuRow] = useState<PduRow | null>(null);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const isTail = isFollowing && !isPaused;
  const shown = useMemo(() => shownColumns(layout, width), [layout, width]);
  const template = useMemo(() => gridTemplate(layout, shown), [layout, shown]);
  const time = useMemo(
    () => ({ mode, referenceNs: mode === 'reference' ? referenceNs : null }),
    [mode, referenceNs],
  );

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
  useEffect(() => () => store.ensureRange(0, 0), [store]);
  const handleAtEnd = useCallback((isAtEnd: boolean) => store.setFollowing(isAtEnd), [store]);

  const moveTo = (position: number, isRange: boolean, isToEnd: boolean): void => {
    // Another key that happens to lead to the last row, as in a list of one, asks for that row and not for what follows.
    store.setFollowing(isToEnd);
    rows.current?.scrollToIndex(position);
    void (isRange ? store.choose(position, 'range') : store.selectPosition(position));
  };

  /** As a right click on the row would. */
  const openMenuAt = (position: number): void => {
    store.setFollowing(false);
    rows.current?.scrollToIndex(position);
    requestAnimationFrame(() => {
      const row = document.getElementById(`${id}-${position}`);
      const box = row?.getBoundingClientRect();
      if (box === undefined) return;
      const at = { clientX: box.left + MENU_INDENT_PX, clientY: box.bottom };
      row?.dispatchEvent(new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...at }));
    });
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      if (selectedPosition !== null) openMenuAt(selectedPosition);
      event.preventDefault();
      return;
    }
    if (event.key === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey && selected !== null) {
      menuHandlers.onCopyLines();
      event.preventDefault();
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = listIndexAfter({
      key: event.key,
      index: selectedPosition ?? -1,
      count: shownCount,
      rowsPerPage: rows.current?.rowsPerPage() ?? 1,
    });
    if (next !== null) moveTo(next, event.shiftKey, event.key === 'End');
    else if (event.key === 'Enter' && selected !== null) onActivate?.(selected);
    else if (event.key === 'Escape' && selected !== null) store.deselect();
    else return;
    event.preventDefault();
  };

  const handlers = useMemo<PduRowHandlers>(
    () => ({
      onPress: (event, position, row) => {
        if (event.button !== 0 || row.kind === 'loss') return;
        store.setFollowing(false);
        if (event.shiftKey || event.ctrlKey || event.metaKey) {
          // Shift would select text.
          event.preventDefault();
          event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus();
          void store.choose(position, event.shiftKey ? 'range' : 'toggle');
        } else void store.selectPosition(position);
      },
      onOpen: (row) => {
        if (row.kind !== 'loss') onActivate?.(row.number);
      },
      onMenu: setMenuRow,
    }),
    [store, onActivate],
  );

  const renderRow = (position: number) => {
    const row = store.rowAt(position);
    if (row === undefined)
      return <div className={css('row')} role="row" aria-rowindex={position + 2} aria-busy />;
    return (
      <PduTableRow
        id={`${id}-${position}`}
        position={position}
        row={row}
        shown={shown}
        template={template}
        time={time}
        isSelected={row.kind !== 'loss' && (row.number === selected || chosen.has(row.number))}
        hasMenu={isMenuOpen && row.number === menuRow?.number}
        handlers={handlers}
      />
    );
  };

  return (
    <div className={css('table')} ref={table}>
      <PduTableHead appearance={appearance} shown={shown} template={template} />
      <ContextMenu
        items={menuRow === null ? [] : rowMenuItems(menuRow, store, menuHandlers)}
        className={css('body')}
        onOpenChange={setIsMenuOpen}
      >
        <FixedRows
          count={shownCount}
          rowHeightPx={ROW_HEIGHT_PX}
          followsEnd={isTail}
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
          onContextMenu={(event) => {
            // Below the rows, and on the line that tells of loss, there is nothing to offer.
            if ((event.target as Element).closest('[data-menu]') !== null) return;
            event.preventDefault();
            event.stopPropagation();
          }}
          data-pane-focus
        />
      </ContextMenu>
    </div>
  );
}
