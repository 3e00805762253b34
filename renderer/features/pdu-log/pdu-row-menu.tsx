import { Bookmark, Copy, Filter, TimerReset } from 'lucide-react';
import type { PduRow } from '#shared/model/pdu-row';
import type { MenuItem } from '../../ui/menu';
import { filtersByValue, joined } from './filter-text';
import type { PduLogStore } from './pdu-log-store';
import { rowText } from './row-words';

export interface RowMenuHandlers {
  readonly onCopy: (text: string) => void;
}

/** What the right button offers for a row. */
export function rowMenuItems(
  row: PduRow,
  store: PduLogStore,
  { onCopy }: RowMenuHandlers,
): readonly MenuItem[] {
  if (row.kind === 'loss') return [];
  const { filter } = store.getState();
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
      id: 'copy',
      label: 'Copy the line',
      icon: <Copy size={14} />,
      startsGroup: true,
      onSelect: () => onCopy(rowText(row)),
    },
  ];
}
