import { Bookmark, Copy, Filter, GitCompareArrows, Network, TimerReset } from 'lucide-react';
import type { PduRow } from '#shared/model/pdu-row';
import type { MenuItem } from '../../ui/menu';
import { filtersByValue, joined } from './filter-text';
import type { PduLogStore } from './pdu-log-store';
import { rowText } from './row-words';

export interface RowMenuHandlers {
  readonly onCopy: (text: string) => void;
  /** Shows the sequence diagram of the row's session. */
  readonly onLadder: (row: PduRow) => void;
  /** Puts the row beside the one that is selected. */
  readonly onCompare: (row: PduRow) => void;
}

/** What the right button offers for a row. */
export function rowMenuItems(
  row: PduRow,
  store: PduLogStore,
  { onCopy, onLadder, onCompare }: RowMenuHandlers,
): readonly MenuItem[] {
  if (row.kind === 'loss') return [];
  const { filter, selected } = store.getState();
  return [
    ...filtersByValue(row).map(({ filter: addition }) => ({
      id: addition,
      label: `Filter by ${addition}`,
      icon: <Filter size={14} />,
      onSelect: () => store.setFilter(joined(filter, addition)),
    })),
    {
      id: 'mark',
      label: row.isMarked ? 'Take the mark away' : 'Mark',
      icon: <Bookmark size={14} />,
      startsGroup: true,
      onSelect: () => void store.setNote(row.number, { isMarked: !row.isMarked }),
    },
    {
      id: 'reference',
      label: 'Count times from here',
      icon: <TimerReset size={14} />,
      onSelect: () => store.setReference(row),
    },
    {
      id: 'compare',
      label:
        selected === null ? 'Compare with the selected PDU' : `Compare with PDU ${selected.toLocaleString()}`,
      icon: <GitCompareArrows size={14} />,
      isDisabled: selected === null || selected === row.number || row.kind !== 'pdu',
      onSelect: () => onCompare(row),
    },
    {
      id: 'ladder',
      label: 'Sequence diagram of this session',
      icon: <Network size={14} />,
      onSelect: () => onLadder(row),
    },
    {
      id: 'copy',
      label: 'Copy the line',
      icon: <Copy size={14} />,
      startsGroup: true,
      onSelect: () => onCopy(rowText(row)),
    },
  ];
}
