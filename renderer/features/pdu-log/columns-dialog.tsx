import { ArrowDown, ArrowUp } from 'lucide-react';
import { useStore } from 'zustand';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/dialog';
import { IconButton } from '../../ui/icon-button';
import { SwitchField } from '../../ui/switch-field';
import {
  columns,
  layoutAtFirst,
  orderedColumns,
  widthOf,
  withMoved,
  withVisibility,
  withWidth,
  type ColumnId,
  type ColumnLayout,
} from './column-layout';
import styles from './columns-dialog.module.css';
import type { LogAppearanceStore } from './log-appearance';

const css = classes(styles);

const STEP_PX = 8;

export interface ColumnsDialogProps {
  readonly appearance: LogAppearanceStore;
  readonly onClose: () => void;
}

/** The columns of the list: which, in which order, how wide. By keyboard what the heads offer to the pointer. */
export function ColumnsDialog({ appearance, onClose }: ColumnsDialogProps) {
  const { layout } = useStore(appearance);
  const order = orderedColumns(layout);
  const change = (how: (now: ColumnLayout) => ColumnLayout): void =>
    appearance.setState((state) => ({ layout: how(state.layout) }));
  const move = (id: ColumnId, before: ColumnId | null): void => change((now) => withMoved(now, id, before));

  return (
    <Dialog isOpen title="Columns of the PDU list" onClose={onClose}>
      <ul className={css('list')}>
        {order.map((id, index) => {
          const { title } = columns[id];
          const width = widthOf(layout, id);
          return (
            <li key={id} className={css('row')}>
              <SwitchField
                label={title}
                isChecked={!layout.hidden.includes(id)}
                onChange={(isShown) => change((now) => withVisibility(now, id, isShown))}
              />
              <input
                type="number"
                className={css('width')}
                aria-label={`Width of ${title} in pixels`}
                min={columns[id].minWidth}
                max={2000}
                step={STEP_PX}
                value={width}
                onChange={(event) => {
                  const typed = event.target.valueAsNumber;
                  if (!Number.isNaN(typed)) change((now) => withWidth(now, id, typed));
                }}
              />
              <IconButton
                label={`Move ${title} to the left`}
                icon={<ArrowUp size={14} />}
                disabled={index === 0}
                onClick={() => move(id, order[index - 1] ?? null)}
              />
              <IconButton
                label={`Move ${title} to the right`}
                icon={<ArrowDown size={14} />}
                disabled={index === order.length - 1}
                onClick={() => move(id, order[index + 2] ?? null)}
              />
            </li>
          );
        })}
      </ul>
      <footer className={css('actions')}>
        <Button onClick={() => change(() => layoutAtFirst)}>Columns as at first</Button>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </footer>
    </Dialog>
  );
}
