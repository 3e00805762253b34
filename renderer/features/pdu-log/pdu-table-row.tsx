import { TriangleAlert } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import type { PduRow } from '#shared/model/pdu-row';
import { classes } from '../../ui/classes';
import { longestRun, type ColumnId } from './column-layout';
import { PduCell, type PduCellProps } from './pdu-cell';
import styles from './pdu-table.module.css';
import { rowMeaning, rowText } from './row-words';
import type { TimeDisplay } from './time-words';

const css = classes(styles);

/** What a line of its own about octets that are no PDU takes the place of. */
const pduColumns: readonly ColumnId[] = ['command', 'status', 'sequence', 'from', 'to', 'text', 'latency'];

interface CellsProps {
  readonly row: PduRow;
  readonly shown: readonly ColumnId[];
  readonly time: TimeDisplay;
}

function Cells({ row, shown, time }: CellsProps) {
  if (row.kind === 'loss')
    return (
      <span className={css('wide')} role="gridcell">
        {row.text}
      </span>
    );
  if (row.kind === 'pdu')
    return shown.map((column) => <PduCell key={column} row={row} column={column} time={time} />);
  const last = { start: shown.length - 1, end: shown.length };
  const { start, end } = longestRun(shown, pduColumns) ?? last;
  return (
    <>
      {shown.slice(0, start).map((column) => (
        <Other key={column} row={row} column={column} time={time} />
      ))}
      <span
        role="gridcell"
        className={css('cell', 'note')}
        style={{ gridColumn: `${start + 1} / ${end + 1}` }}
        title={row.text}
      >
        <TriangleAlert size={12} aria-hidden />
        <span className={css('value')}>{row.text}</span>
      </span>
      {shown.slice(end).map((column) => (
        <Other key={column} row={row} column={column} time={time} />
      ))}
    </>
  );
}

/** A column beside the line; one of those that the line stands for is empty. */
function Other({ row, column, time }: PduCellProps) {
  return pduColumns.includes(column) ? <span /> : <PduCell row={row} column={column} time={time} />;
}

/** What is done with a row; the same object for as long as the list lives, so that rows are not drawn anew for it. */
export interface PduRowHandlers {
  readonly onPress: (event: MouseEvent<HTMLElement>, position: number, row: PduRow) => void;
  readonly onOpen: (row: PduRow) => void;
  readonly onMenu: (row: PduRow) => void;
}

export interface PduTableRowProps extends CellsProps {
  readonly id: string;
  readonly position: number;
  readonly template: string;
  readonly isSelected: boolean;
  /** Its menu is open. */
  readonly hasMenu: boolean;
  readonly handlers: PduRowHandlers;
}

/** One row of the list; drawn anew only when something of it changed. */
export const PduTableRow = memo(function PduTableRow({
  id,
  position,
  row,
  shown,
  template,
  time,
  isSelected,
  hasMenu,
  handlers,
}: PduTableRowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={isSelected}
      aria-label={rowText(row)}
      data-number={row.number}
      data-menu={row.kind === 'loss' ? undefined : hasMenu}
      className={css(
        'row',
        rowMeaning(row),
        row.isMarked && 'marked',
        isSelected && 'selected',
        hasMenu && 'underMenu',
      )}
      style={{ gridTemplateColumns: template }}
      onContextMenu={() => handlers.onMenu(row)}
      onMouseDown={(event) => handlers.onPress(event, position, row)}
      onDoubleClick={() => handlers.onOpen(row)}
    >
      <Cells row={row} shown={shown} time={time} />
    </div>
  );
});
