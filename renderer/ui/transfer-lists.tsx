import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useMemo, useState, type DragEvent, type ReactNode } from 'react';
import { classes } from './classes';
import { formatCount } from './format';
import { IconButton } from './icon-button';
import { List } from './list';
import { SearchField } from './search-field';
import styles from './transfer-lists.module.css';

const css = classes(styles);
const ROW_PX = 28;

export interface TransferSide<T> {
  readonly title: string;
  readonly items: readonly T[];
  /** Shown while there is none. */
  readonly empty: string;
}

export interface TransferListsProps<T> {
  readonly from: TransferSide<T>;
  readonly to: TransferSide<T>;
  readonly keyOf: (item: T) => string;
  /** What search and type-ahead compare with. */
  readonly textOf: (item: T) => string;
  readonly renderRow: (item: T) => ReactNode;
  /** To the right list. */
  readonly onAdd: (items: readonly T[]) => void;
  /** Back to the left list. */
  readonly onRemove: (items: readonly T[]) => void;
}

/**
 * Two lists, one of what there is and one of what was chosen. What is selected in one goes to the other by Enter, a
 * double click, the button between them, or by being dragged there.
 */
export function TransferLists<T>({ from, to, onAdd, onRemove, ...rest }: TransferListsProps<T>) {
  const [fromSelection, setFromSelection] = useState<ReadonlySet<string>>(new Set());
  const [toSelection, setToSelection] = useState<ReadonlySet<string>>(new Set());
  const selected = (side: TransferSide<T>, keys: ReadonlySet<string>): readonly T[] =>
    side.items.filter((item) => keys.has(rest.keyOf(item)));
  const add = (): void => {
    onAdd(selected(from, fromSelection));
    setFromSelection(new Set());
  };
  const remove = (): void => {
    onRemove(selected(to, toSelection));
    setToSelection(new Set());
  };
  return (
    <div className={css('lists')}>
      <Side
        {...rest}
        side={from}
        otherTitle={to.title}
        selection={fromSelection}
        onSelectionChange={setFromSelection}
        onMove={add}
        onDropHere={remove}
      />
      <div className={css('buttons')}>
        <IconButton
          label={`Add to ${to.title}`}
          icon={<ArrowRight size={16} />}
          disabled={fromSelection.size === 0}
          onClick={add}
        />
        <IconButton
          label={`Take out of ${to.title}`}
          icon={<ArrowLeft size={16} />}
          disabled={toSelection.size === 0}
          onClick={remove}
        />
      </div>
      <Side
        {...rest}
        side={to}
        otherTitle={from.title}
        selection={toSelection}
        onSelectionChange={setToSelection}
        onMove={remove}
        onDropHere={add}
      />
    </div>
  );
}

interface SideProps<T> extends Pick<TransferListsProps<T>, 'keyOf' | 'textOf' | 'renderRow'> {
  readonly side: TransferSide<T>;
  /** Of the one list that something may be dragged here from. */
  readonly otherTitle: string;
  readonly selection: ReadonlySet<string>;
  readonly onSelectionChange: (keys: ReadonlySet<string>) => void;
  readonly onMove: () => void;
  /** Something was dragged here from the other list. */
  readonly onDropHere: () => void;
}

/** The kind of what is dragged; from another list, or another window, it means nothing here. */
const dragType = (title: string): string =>
  `application/x-trunkline-${title.toLowerCase().replaceAll(/\W/g, '-')}`;

function Side<T>({
  side,
  otherTitle,
  keyOf,
  textOf,
  renderRow,
  selection,
  onSelectionChange,
  onMove,
  onDropHere,
}: SideProps<T>) {
  const { title, items, empty } = side;
  const [search, setSearch] = useState('');
  const [current, setCurrent] = useState<string | null>(null);
  const [isDropTarget, setIsDropTarget] = useState(false);
  const shown = useMemo(() => {
    const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return items;
    return items.filter((item) => {
      const text = textOf(item).toLocaleLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [items, search, textOf]);

  const isOfOtherList = (event: DragEvent): boolean =>
    event.dataTransfer.types.includes(dragType(otherTitle));
  const handleDragOver = (event: DragEvent): void => {
    if (!isOfOtherList(event)) return;
    event.preventDefault();
    setIsDropTarget(true);
  };
  const handleDrop = (event: DragEvent): void => {
    setIsDropTarget(false);
    if (!isOfOtherList(event)) return;
    event.preventDefault();
    onDropHere();
  };
  const draggableRow = (item: T): ReactNode => {
    const key = keyOf(item);
    const handleDragStart = (event: DragEvent): void => {
      if (!selection.has(key)) onSelectionChange(new Set([key]));
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData(dragType(title), key);
    };
    return (
      <div className={css('row')} draggable onDragStart={handleDragStart}>
        {renderRow(item)}
      </div>
    );
  };

  return (
    <section
      className={css('side', isDropTarget && 'target')}
      aria-label={title}
      onDragOver={handleDragOver}
      onDragLeave={() => setIsDropTarget(false)}
      onDrop={handleDrop}
    >
      <header className={css('head')}>
        <span className={css('title')}>{title}</span>
        <span className={css('count')}>
          {shown.length === items.length
            ? formatCount(items.length)
            : `${formatCount(shown.length)} of ${formatCount(items.length)}`}
        </span>
      </header>
      <div className={css('search')}>
        <SearchField label={`Search ${title.toLocaleLowerCase()}`} value={search} onChange={setSearch} />
      </div>
      <div className={css('body')}>
        {shown.length === 0 ? (
          <p className={css('empty')}>{items.length === 0 ? empty : 'Nothing fits the search.'}</p>
        ) : (
          <List
            label={title}
            items={shown}
            rowHeightPx={ROW_PX}
            keyOf={keyOf}
            textOf={textOf}
            renderRow={draggableRow}
            current={current}
            onCurrentChange={setCurrent}
            chosen={selection}
            onChosenChange={onSelectionChange}
            onActivate={onMove}
          />
        )}
      </div>
    </section>
  );
}
