import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/dialog';
import {
  layoutAtFirst,
  orderedColumns,
  withMoved,
  withVisibility,
  withWidth,
  type ColumnId,
  type ColumnLayout,
} from './column-layout';
import { ColumnLine } from './column-line';
import styles from './columns-dialog.module.css';
import type { LogAppearanceStore } from './log-appearance';

const css = classes(styles);

export interface ColumnsDialogProps {
  readonly appearance: LogAppearanceStore;
  readonly onClose: () => void;
}

/** The columns of the list: which, in which order, how wide. By keyboard what the heads offer to the pointer. */
export function ColumnsDialog({ appearance, onClose }: ColumnsDialogProps) {
  const { layout } = useStore(appearance);
  const order = orderedColumns(layout);
  const list = useRef<HTMLUListElement>(null);
  /** The line that was moved, and the button that did it. */
  const moved = useRef<{ readonly id: ColumnId; readonly step: -1 | 1 } | null>(null);
  const change = (how: (now: ColumnLayout) => ColumnLayout): void =>
    appearance.setState((state) => ({ layout: how(state.layout) }));
  const move = (id: ColumnId, step: -1 | 1): void => {
    const index = order.indexOf(id);
    const before = step === -1 ? order[index - 1] : (order[index + 2] ?? null);
    if (before === undefined || (step === 1 && index === order.length - 1)) return;
    moved.current = { id, step };
    change((now) => withMoved(now, id, before));
  };

  // A line that takes another place, or a button that is of no more use there, has lost the focus.
  useEffect(() => {
    const { current: last } = moved;
    const line = last === null ? null : list.current?.querySelector(`[data-column="${last.id}"]`);
    if (last === null || line === null || line === undefined) return;
    moved.current = null;
    if (line.contains(document.activeElement) && document.activeElement?.matches(':enabled') === true) return;
    const buttons = [last.step, -last.step].map((step) =>
      line.querySelector<HTMLButtonElement>(`[data-step="${step}"]:enabled`),
    );
    buttons.find((button) => button !== null)?.focus();
  }, [layout]);

  const handleKeyDown = (event: KeyboardEvent, id: ColumnId): void => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (step === null || !event.altKey) return;
    move(id, step);
    event.preventDefault();
  };

  return (
    <Dialog isOpen title="Columns of the PDU list" onClose={onClose}>
      <p className={css('hint')}>
        From left to right. Where the list is too narrow for all of them, the least important are left out.
      </p>
      <ul className={css('list')} ref={list}>
        {order.map((id, index) => (
          <ColumnLine
            key={id}
            id={id}
            layout={layout}
            isFirst={index === 0}
            isLast={index === order.length - 1}
            onMove={(step) => move(id, step)}
            onShow={(isShown) => change((now) => withVisibility(now, id, isShown))}
            onWidth={(width) => change((now) => withWidth(now, id, width))}
            onKeyDown={(event) => handleKeyDown(event, id)}
          />
        ))}
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
