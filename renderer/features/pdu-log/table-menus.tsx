import { Check } from 'lucide-react';
import type { MenuItem } from '../../ui/menu';
import { columnIds, columns, withVisibility, type ColumnLayout } from './column-layout';
import type { LogAppearanceStore } from './log-appearance';
import { timeModeNames, timeModes, type TimeMode } from './time-words';

const check = <Check size={14} aria-label="Chosen" />;

/** How times are told. */
export function timeItems(appearance: LogAppearanceStore, time: TimeMode): MenuItem[] {
  return timeModes.map((mode, index) => ({
    id: `time-${mode}`,
    label: `Time: ${timeModeNames[mode].replace(/^./, (first) => first.toLowerCase())}`,
    icon: mode === time ? check : null,
    startsGroup: index === 0,
    onSelect: () => appearance.setState({ time: mode }),
  }));
}

/** Which columns there are. */
export function columnItems(appearance: LogAppearanceStore, layout: ColumnLayout): MenuItem[] {
  return columnIds.map((id, index) => ({
    id,
    label: columns[id].title,
    icon: layout.hidden.includes(id) ? null : check,
    startsGroup: index === 0,
    onSelect: () =>
      appearance.setState((state) => ({
        layout: withVisibility(state.layout, id, state.layout.hidden.includes(id)),
      })),
  }));
}
