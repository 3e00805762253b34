import { Bookmark, Copy, Filter, GitCompareArrows, MessageSquare, Network, TimerReset } from 'lucide-react';
import type { PduRow } from '#shared/model/pdu-row';
import type { MenuItem } from '../../ui/menu';
import { filtersByValue, joined } from './filter-text';
import { mayHaveMessage } from './open-message';
import { copyKinds, type CopyKind } from './pdu-copies';
import type { PduLogStore } from './pdu-log-store';
import { rowText } from './row-words';

export type LadderKind = 'session' | 'message' | 'selection';

export interface RowMenuHandlers {
  readonly onCopy: (text: string) => void;
  /** Copies a PDU in one of its forms. */
  readonly onCopyAs: (row: PduRow, kind: CopyKind) => void;
  /** Copies the lines of what is selected. */
  readonly onCopyLines: () => void;
  /** Shows a sequence diagram: of the row's session, of the message it belongs to, or of what is selected. */
  readonly onLadder: (row: PduRow, of: LadderKind) => void;
  /** Opens the conversation at the message behind the row. */
  readonly onMessage: (row: PduRow) => void;
  /** Puts two PDUs beside each other. */
  readonly onCompare: (left: number, right: number) => void;
}

/** Beside the selected row; where two rows are selected together, those two. */
function compareItem(
  row: PduRow,
  selected: number | null,
  chosen: ReadonlySet<number>,
  onCompare: RowMenuHandlers['onCompare'],
): MenuItem {
  const [first, second] = [...chosen].sort((left, right) => left - right);
  const isOfTwo = chosen.size === 2 && chosen.has(row.number);
  const left = isOfTwo ? first : (selected ?? undefined);
  const right = isOfTwo ? second : row.number;
  return {
    id: 'compare',
    label: isOfTwo
      ? 'Compare the two selected PDUs'
      : left === undefined
        ? 'Compare with the selected PDU'
        : `Compare with PDU ${left.toLocaleString()}`,
    icon: <GitCompareArrows size={14} />,
    isDisabled: left === undefined || right === undefined || left === right || row.kind !== 'pdu',
    onSelect: () => {
      if (left !== undefined && right !== undefined) onCompare(left, right);
    },
  };
}

/** What the right button offers for a row. */
export function rowMenuItems(
  row: PduRow,
  store: PduLogStore,
  { onCopy, onCopyAs, onCopyLines, onLadder, onMessage, onCompare }: RowMenuHandlers,
): readonly MenuItem[] {
  if (row.kind === 'loss') return [];
  const { filter, selected, chosen, source } = store.getState();
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
    compareItem(row, selected, chosen, onCompare),
    ...(mayHaveMessage(row, source.kind)
      ? [
          {
            id: 'message',
            label: 'Open the message in its conversation',
            icon: <MessageSquare size={14} />,
            onSelect: () => onMessage(row),
          },
        ]
      : []),
    {
      id: 'ladder',
      label: 'Sequence diagram of this session',
      icon: <Network size={14} />,
      startsGroup: true,
      onSelect: () => onLadder(row, 'session'),
    },
    {
      id: 'ladder-message',
      label: 'Sequence diagram of this message',
      icon: <Network size={14} />,
      isDisabled: row.kind !== 'pdu' || row.traits.includes('keepalive'),
      onSelect: () => onLadder(row, 'message'),
    },
    {
      id: 'ladder-selection',
      label:
        chosen.size < 2
          ? 'Sequence diagram of the selected PDUs'
          : `Sequence diagram of the ${chosen.size.toLocaleString()} selected PDUs`,
      icon: <Network size={14} />,
      isDisabled: chosen.size < 2,
      onSelect: () => onLadder(row, 'selection'),
    },
    chosen.has(row.number)
      ? {
          id: 'copy',
          label: `Copy the ${chosen.size.toLocaleString()} selected lines`,
          icon: <Copy size={14} />,
          startsGroup: true,
          onSelect: onCopyLines,
        }
      : {
          id: 'copy',
          label: 'Copy the line',
          icon: <Copy size={14} />,
          startsGroup: true,
          onSelect: () => onCopy(rowText(row)),
        },
    ...copyKinds.map(({ kind, label }) => ({
      id: `copy-${kind}`,
      label,
      isDisabled: kind === 'send' && row.command !== 'submit_sm',
      onSelect: () => onCopyAs(row, kind),
    })),
  ];
}
