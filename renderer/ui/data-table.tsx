import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  tableFeatures,
  useTable,
  type SortingState,
} from '@tanstack/react-table';
import { useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import { classes } from './classes';
import rowStates from './row-states.module.css';
import styles from './data-table.module.css';
import { ContextMenu, type MenuItem } from './menu';
import { useListSelection, type ListSelectionOptions } from './use-list-selection';
import { VirtualRows, type VirtualRowsHandle } from './virtual-rows';

const css = classes(rowStates, styles);

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

export type { SortingState };

export interface TableColumn<T> {
  readonly id: string;
  readonly name: string;
  /** A track of CSS grid: "minmax(120px, 2fr)". */
  readonly width: string;
  /** What it is sorted by. */
  readonly valueOf: (item: T) => string | number;
  readonly cell: (item: T) => ReactNode;
  readonly isNumber?: boolean;
}

export interface DataTableProps<T> extends ListSelectionOptions<T> {
  readonly label: string;
  readonly columns: readonly TableColumn<T>[];
  readonly sorting: SortingState;
  readonly onSortingChange: (sorting: SortingState) => void;
  readonly menuFor?: (item: T) => readonly MenuItem[];
}

const ROW_PX = 28;

/** The narrowest that a track may be: the first number of it. */
const leastPx = (width: string): number => Number(/\d+/.exec(width)?.[0] ?? 0);

/** Items in the order of a sorting; the order they came in for a column that is not there. */
export function useSorted<T>(
  items: readonly T[],
  columns: readonly Pick<TableColumn<T>, 'id' | 'valueOf'>[],
  sorting: SortingState,
): readonly T[] {
  const definitions = useMemo(
    () =>
      columns.map(({ id, valueOf }) => ({
        id,
        accessorFn: valueOf,
        sortFn: sortFn_alphanumeric,
        sortDescFirst: false,
      })),
    [columns],
  );
  const table = useTable<typeof features, T & object>({
    features,
    columns: definitions,
    data: items as (T & object)[],
    state: { sorting },
  });
  return table.getRowModel().rows.map((row) => row.original);
}

/** Rows and columns, sorted by a click on a head; chosen from as a list is. The items come sorted. */
export function DataTable<T>({
  label,
  columns,
  sorting,
  onSortingChange,
  menuFor,
  ...options
}: DataTableProps<T>) {
  const { items, keyOf, current } = options;
  const id = useId();
  const rows = useRef<VirtualRowsHandle>(null);
  const { index, isChosen, handleKeyDown, handlersOf } = useListSelection(options);
  const template = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  const [sort] = sorting;

  useEffect(() => {
    if (index >= 0) rows.current?.scrollToIndex(index);
  }, [index]);

  /** Up, then down, then as it came. */
  const sortBy = (columnId: string): void => {
    if (sort?.id !== columnId) onSortingChange([{ id: columnId, desc: false }]);
    else onSortingChange(sort.desc ? [] : [{ id: columnId, desc: true }]);
  };

  const row = (at: number): ReactNode => {
    const item = items[at];
    if (item === undefined) return null;
    const key = keyOf(item);
    const cells = (
      <div
        id={`${id}-${key}`}
        role="row"
        aria-selected={isChosen(key)}
        aria-rowindex={at + 2}
        className={css('row', isChosen(key) && 'chosen', key === current && 'current')}
        style={template}
        {...handlersOf(item, at)}
      >
        {columns.map((column) => {
          const content = column.cell(item);
          return (
            <div
              key={column.id}
              role="gridcell"
              className={css('cell', column.isNumber && 'number')}
              // What is cut off is read by resting the pointer on it.
              title={typeof content === 'string' ? content : undefined}
            >
              {content}
            </div>
          );
        })}
      </div>
    );
    return menuFor === undefined ? (
      cells
    ) : (
      <ContextMenu items={menuFor(item)} className={css('fill')}>
        {cells}
      </ContextMenu>
    );
  };

  return (
    <div
      className={css('table')}
      role="grid"
      aria-label={label}
      aria-rowcount={items.length + 1}
      aria-multiselectable
      tabIndex={0}
      aria-activedescendant={index < 0 ? undefined : `${id}-${current ?? ''}`}
      onKeyDown={(event) => handleKeyDown(event, rows.current?.rowsPerPage() ?? 1)}
      data-pane-focus
    >
      <div
        className={css('wide')}
        style={{ minWidth: columns.reduce((sum, column) => sum + leastPx(column.width), 0) }}
      >
        <div role="row" aria-rowindex={1} className={css('head')} style={template}>
          {columns.map((column) => {
            const direction = sort?.id === column.id ? (sort.desc ? 'descending' : 'ascending') : 'none';
            return (
              <div key={column.id} role="columnheader" aria-sort={direction} className={css('headCell')}>
                <button
                  type="button"
                  className={css('sort', column.isNumber && 'number')}
                  onClick={() => sortBy(column.id)}
                >
                  {column.name}
                  {direction === 'none' ? null : direction === 'ascending' ? (
                    <ArrowUp size={12} aria-hidden />
                  ) : (
                    <ArrowDown size={12} aria-hidden />
                  )}
                </button>
              </div>
            );
          })}
        </div>
        <div className={css('rows')}>
          <VirtualRows
            count={items.length}
            rowHeightPx={ROW_PX}
            getKey={(at) => (items[at] === undefined ? at : keyOf(items[at]))}
            renderRow={row}
            handleRef={rows}
            role="rowgroup"
            tabIndex={-1}
          />
        </div>
      </div>
    </div>
  );
}
