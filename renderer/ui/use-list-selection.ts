import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { TypeAhead, listIndexAfter } from './list-keys';

export interface ListSelectionOptions<T> {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** What type-ahead compares with. */
  readonly textOf: (item: T) => string;
  /** The one that the detail shows. */
  readonly current: string | null;
  readonly onCurrentChange: (key: string) => void;
  /** Enter, or a double click. */
  readonly onActivate?: ((item: T) => void) | undefined;
  /** A click, which asks for more than an arrow key passing by. */
  readonly onPick?: ((item: T) => void) | undefined;
  readonly onDelete?: (() => void) | undefined;
  /** Several may be chosen with Shift and Ctrl or ⌘; the current one is always among them. */
  readonly chosen?: ReadonlySet<string> | undefined;
  readonly onChosenChange?: ((keys: ReadonlySet<string>) => void) | undefined;
}

export interface ListSelection<T> {
  /** Of the current item; -1 when it is not in the list. */
  readonly index: number;
  readonly isChosen: (key: string) => boolean;
  readonly handleKeyDown: (event: KeyboardEvent<HTMLElement>, rowsPerPage: number) => void;
  /** For the row at an index. */
  readonly handlersOf: (
    item: T,
    at: number,
  ) => {
    readonly onClick: (event: MouseEvent) => void;
    readonly onContextMenu: () => void;
    readonly onDoubleClick: () => void;
  };
}

/** Choosing one or several of a list, by pointer and by keyboard, whatever the rows look like. */
export function useListSelection<T>({
  items,
  keyOf,
  textOf,
  current,
  onCurrentChange,
  onActivate,
  onPick,
  onDelete,
  chosen,
  onChosenChange,
}: ListSelectionOptions<T>): ListSelection<T> {
  const typeAhead = useRef<TypeAhead>(null);
  const [anchorKey, setAnchorKey] = useState<string | null>(null);
  const index = items.findIndex((item) => keyOf(item) === current);
  const isChosen = (key: string): boolean => chosen?.has(key) ?? key === current;

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

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>, rowsPerPage: number): void => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const item = items[index];
    const count = items.length;
    const next = listIndexAfter({ key: event.key, index, count, rowsPerPage });
    if (next !== null) {
      choose(next, { extend: event.shiftKey, toggle: false });
    } else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onChosenChange !== undefined) {
      onChosenChange(new Set(items.map(keyOf)));
      // The current one is always among them, so that Enter and Delete then mean what is chosen.
      if (item === undefined && items[0] !== undefined) onCurrentChange(keyOf(items[0]));
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

  return {
    index,
    isChosen,
    handleKeyDown,
    handlersOf: (item, at) => ({
      onClick: (event) => {
        choose(at, { extend: event.shiftKey, toggle: event.ctrlKey || event.metaKey });
        onPick?.(item);
      },
      onContextMenu: () => {
        if (!isChosen(keyOf(item))) choose(at, { extend: false, toggle: false });
      },
      onDoubleClick: () => onActivate?.(item),
    }),
  };
}
