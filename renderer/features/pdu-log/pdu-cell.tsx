import { ArrowDownLeft, ArrowUpRight, Bookmark, MessageSquareText, TriangleAlert } from 'lucide-react';
import type { PduRow } from '#shared/model/pdu-row';
import { classes } from '../../ui/classes';
import { columns, type ColumnId } from './column-layout';
import styles from './pdu-table.module.css';
import { latencyWords } from './related-pdus';
import { timeWords, type TimeDisplay } from './time-words';

const css = classes(styles);

export interface PduCellProps {
  readonly row: PduRow;
  readonly column: ColumnId;
  readonly time: TimeDisplay;
}

/** What may be longer than its column. */
const cutColumns: ReadonlySet<ColumnId> = new Set(['trunk', 'status', 'from', 'to', 'text']);

/** One value of a row. */
export function PduCell({ row, column, time }: PduCellProps) {
  const isMono = !['direction', 'trunk', 'status', 'text'].includes(column);
  const isNumber = columns[column].isNumber === true;
  const text = cellText(row, column, time);
  return (
    <span
      role="gridcell"
      className={css(
        'cell',
        column,
        isMono && 'mono',
        isNumber && 'right',
        column === 'status' && row.traits.includes('unanswered') && 'noResponse',
      )}
      title={cutColumns.has(column) ? text : undefined}
    >
      {column === 'direction' ? <DirectionWord row={row} /> : null}
      {column === 'number' && row.isMarked ? <Bookmark size={11} aria-label="Marked" /> : null}
      {column === 'number' && row.hasNote ? <MessageSquareText size={11} aria-label="Has a note" /> : null}
      {column === 'command' && row.hasProblem ? <TriangleAlert size={12} aria-label="Has a problem" /> : null}
      {column === 'direction' ? null : <span className={css('value')}>{text}</span>}
    </span>
  );
}

function DirectionWord({ row }: { readonly row: PduRow }) {
  const isIn = row.direction === 'in';
  const Arrow = isIn ? ArrowDownLeft : ArrowUpRight;
  return (
    <>
      <Arrow size={12} aria-hidden />
      <span className={css('value')}>{isIn ? 'In' : 'Out'}</span>
    </>
  );
}

function cellText(row: PduRow, column: ColumnId, { mode, referenceNs }: TimeDisplay): string {
  switch (column) {
    case 'number':
      return String(row.number);
    case 'time':
      return timeWords(row, mode, referenceNs);
    case 'direction':
      return '';
    case 'trunk':
      return row.trunk;
    case 'session':
      return String(row.sessionId);
    case 'command':
      return row.command;
    case 'status':
      return row.traits.includes('unanswered') ? 'No response' : row.statusText;
    case 'sequence':
      return row.kind === 'pdu' ? String(row.sequenceNumber) : '';
    case 'from':
      return row.sourceAddress;
    case 'to':
      return row.destinationAddress;
    case 'text':
      return row.text;
    case 'latency':
      return row.latencyMs === null ? '' : latencyWords(row.latencyMs);
    case 'length':
      return row.length === 0 ? '' : String(row.length);
  }
}
