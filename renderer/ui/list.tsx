import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { classes } from './classes';
import { TypeAhead, listIndexAfter } from './list-keys';
import styles from './list.module.css';
import { ContextMenu, type MenuItem } from './menu';
import { VirtualRows, type VirtualRowsHandle } from './virtual-rows';

const css = classes(styles);

export interface ListProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly rowHeightPx: number;
  readonly keyOf: (item: T) => string;
  /** What type-ahead compares with, and what the row is called. */
  readonly textOf: (item: T) => string;
  readonly renderRow: (item: T) => ReactNode;
  /** The one that the detail shows. */
  readonly current: string | null;
  readonly onCurrentChange: (key: string) => void;
  /** Enter, or a double click. */
  readonly onActivate?: (item: T) => void;
  /** A click, which asks for more than an arrow key passing by. */
  readonly onPick?: (item: T) => void;
  readonly onDelete?: () => void;
  /** Several may be chosen with Shift and Ctrl or ⌘; the current one is always among them. */
  readonly chosen?: ReadonlySet<string>;
  readonly onChosenChange?: (keys: ReadonlySet<string>) => void;
  readonly menuFor?: (item: T) => readonly MenuItem[];
}

/** A list of things to choose from: arrows, Home, End, PgUp, PgDn, type-ahead, Enter, Delete, and the right button. */
export function List<T>({
  label,
  items,
  rowHeightPx,
  keyOf,
  textOf,
  renderRow,
  current,
  onCurrentChange,
  onActivate,
  onPick,
  onDelete,
  chosen,
  onChosenChange,
  menuFor,
}: ListProps<T>) {
  const id = useId();
  const rows = useRef<VirtualRowsHandle>(null);
  const typeAhead = useRef<TypeAhead>(null);
  const [anchorKey, setAnchorKey] = useState<string | null>(null);
  const index = items.findIndex((item) => keyOf(item) === current);
  const isChosen = (key: string): boolean => chosen?.has(key) ?? key === current;

  useEffect(() => {
    if (index >= 0) rows.current?.scrollToIndex(index);
  }, [index]);

  const choose = (next: number, how: { readonly extend: boolean; readonly toggle: boolean }): void => {
    const item = items[next];
    if (item === undefined) return;
    const key = keyOf(item);
    if (how.extend && onChosenChange !== undefined) {
      const from = Math.max(
        items.findIndex((each) => keyOf(each) === (anchorKey ?? current)),
        0,
      );
      const range = items.slice(Math.min(from, next), Math.max(from, next) + 1);
      onChosenChange(new Set(range.map(keyOf)));
    } else {
      setAnchorKey(key);
      const kept = how.toggle && chosen !== undefined ? [...chosen].filter((each) => each !== key) : [];
      onChosenChange?.(new Set([...kept, key]));
    }
    onCurrentChange(key);
  };

  const handleKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const item = items[index];
    const count = items.length;
    const next = listIndexAfter({
      key: event.key,
      index,
      count,
      rowsPerPage: rows.current?.rowsPerPage() ?? 1,
    });
    if (next !== null) {
      choose(next, { extend: event.shiftKey, toggle: false });
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onChosenChange !== undefined) {
      onChosenChange(new Set(items.map(keyOf)));
    } else if (event.key === 'Enter' && item !== undefined) {
      onActivate?.(item);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && item !== undefined) {
      onDelete?.();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== '?') {
      typeAhead.current ??= new TypeAhead();
      const found = typeAhead.current.find(event.key, event.timeStamp, {
        index,
        count,
        textOf: (at) => textOf(items[at] as T),
      });
      if (found !== null) choose(found, { extend: false, toggle: false });
    } else {
      return;
    }
    event.preventDefault();
  };

  const row = (at: number): ReactNode => {
    const item = items[at];
    if (item === undefined) return null;
    const key = keyOf(item);
    const handleClick = (event: MouseEvent): void => {
      choose(at, { extend: event.shiftKey, toggle: event.ctrlKey || event.metaKey });
      onPick?.(item);
    };
    const handleContextMenu = (): void => {
      if (!isChosen(key)) choose(at, { extend: false, toggle: false });
    };
    const handleDoubleClick = (): void => onActivate?.(item);
    const option = (
      <div
        id={`${id}-${key}`}
        role="option"
        aria-selected={isChosen(key)}
        aria-posinset={at + 1}
        aria-setsize={items.length}
        className={css('row', isChosen(key) && 'chosen', key === current && 'current')}
        onClick={handleClick}
        onContextMenu={handleContextMenu}
        onDoubleClick={handleDoubleClick}
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

  return (
    <div className={css('list')}>
      <VirtualRows
        count={items.length}
        rowHeightPx={rowHeightPx}
        getKey={(at) => (items[at] === undefined ? at : keyOf(items[at]))}
        renderRow={row}
        handleRef={rows}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable={onChosenChange !== undefined}
        aria-activedescendant={index < 0 ? undefined : `${id}-${current ?? ''}`}
        onKeyDown={handleKeyDown}
        data-pane-focus
      />
    </div>
  );
}
