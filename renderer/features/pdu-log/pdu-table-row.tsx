import { TriangleAlert } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import type { PduRow } from '#shared/model/pdu-row';
import { classes } from '../../ui/classes';
import type { ColumnId } from './column-layout';
import { PduCell, type TimeDisplay } from './pdu-cell';
import styles from './pdu-table.module.css';
import { rowMeaning, rowText } from './row-words';

const css = classes(styles);

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

/** What is done with a row; the same object for as long as the list lives, so that rows are not drawn anew for it. */
export interface PduRowHandlers {
  readonly onPress: (event: MouseEvent<HTMLElement>, position: number, row: PduRow) => void;
  readonly onOpen: (row: PduRow) => void;
  readonly onMenu: (position: number) => void;
}

export interface PduTableRowProps extends CellsProps {
  readonly id: string;
  readonly position: number;
  readonly template: string;
  readonly isSelected: boolean;
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
      className={css('row', rowMeaning(row), row.isMarked && 'marked', isSelected && 'selected')}
      style={{ gridTemplateColumns: template }}
      onContextMenu={() => handlers.onMenu(position)}
      onMouseDown={(event) => handlers.onPress(event, position, row)}
      onDoubleClick={() => handlers.onOpen(row)}
    >
      <Cells row={row} shown={shown} time={time} />
    </div>
  );
});
