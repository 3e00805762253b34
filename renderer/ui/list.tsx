import { useCallback, useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react';
import { classes } from './classes';
import rowStates from './row-states.module.css';
import styles from './list.module.css';
import { ContextMenu, type MenuItem } from './menu';
import { useListSelection, type ListSelectionOptions } from './use-list-selection';
import { VirtualRows, type VirtualRowsHandle } from './virtual-rows';

const css = classes(rowStates, styles);

export interface ListProps<T> extends ListSelectionOptions<T> {
  readonly label: string;
  readonly rowHeightPx: number;
  readonly renderRow: (item: T) => ReactNode;
  readonly menuFor?: (item: T) => readonly MenuItem[];
  /** The last rows came into view: more can be asked for. */
  readonly onNearEnd?: () => void;
}

/** Rows below the last one on screen that more are asked for at. */
const NEAR_END_ROWS = 10;
/** Of a menu that the keyboard opened, within its row. */
const MENU_INSET_PX = 12;

/** A list of things to choose from: arrows, Home, End, PgUp, PgDn, type-ahead, Enter, Delete, and the right button. */
export function List<T>({ label, rowHeightPx, renderRow, menuFor, onNearEnd, ...options }: ListProps<T>) {
  const { items, keyOf, current } = options;
  const id = useId();
  const rows = useRef<VirtualRowsHandle>(null);
  const { index, isChosen, handleKeyDown, handlersOf } = useListSelection(options);

  // The row that is chosen, once it is there; not after it when others come above it: that would take the list away from
  // whoever reads it, and from what came in.
  const isThere = index >= 0;
  const shown = useRef(index);
  useEffect(() => {
    shown.current = index;
  }, [index]);
  useEffect(() => {
    if (isThere) rows.current?.scrollToIndex(shown.current);
  }, [current, isThere]);

  const { length } = items;
  const handleRangeChange = useCallback(
    (_start: number, end: number) => {
      if (end > 0 && end + NEAR_END_ROWS >= length) onNearEnd?.();
    },
    [length, onNearEnd],
  );

  const row = (at: number): ReactNode => {
    const item = items[at];
    if (item === undefined) return null;
    const key = keyOf(item);
    const option = (
      <div
        id={`${id}-${key}`}
        role="option"
        aria-selected={isChosen(key)}
        aria-posinset={at + 1}
        aria-setsize={items.length}
        className={css('row', isChosen(key) && 'chosen', key === current && 'current')}
        {...handlersOf(item, at)}
      >
        {renderRow(item)}
      </div>
    );
    return menuFor === undefined ? (
      option
    ) : (
      <ContextMenu items={menuFor(item)} className={css('fill')}>
        {option}
      </ContextMenu>
    );
  };

  // The menu key, pressed in the list: it means the current row.
  const handleContextMenu = (event: MouseEvent<HTMLElement>): void => {
    const option = document.getElementById(`${id}-${current ?? ''}`);
    if (event.target !== event.currentTarget || option === null || menuFor === undefined) return;
    event.preventDefault();
    const { left, bottom } = option.getBoundingClientRect();
    const place = { clientX: left + MENU_INSET_PX, clientY: bottom - MENU_INSET_PX };
    option.dispatchEvent(new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, ...place }));
  };

  return (
    <div className={css('list')}>
      <VirtualRows
        count={items.length}
        rowHeightPx={rowHeightPx}
        getKey={(at) => (items[at] === undefined ? at : keyOf(items[at]))}
        renderRow={row}
        onRangeChange={handleRangeChange}
        handleRef={rows}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable={options.onChosenChange !== undefined}
        aria-activedescendant={index < 0 ? undefined : `${id}-${current ?? ''}`}
        onKeyDown={(event) => {
          handleKeyDown(event, rows.current?.rowsPerPage() ?? 1);
          // A key of the list means the chosen row, also where it stays the same.
          if (event.defaultPrevented && index >= 0) rows.current?.scrollToIndex(index);
        }}
        onContextMenu={handleContextMenu}
        data-pane-focus
      />
    </div>
  );
}
