import { ArrowLeft, ArrowRight, Columns3, RotateCcw } from 'lucide-react';
import { memo, useRef, useState, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { classes } from '../../ui/classes';
import { ContextMenu, type MenuItem } from '../../ui/menu';
import {
  columns,
  layoutAtFirst,
  widthOf,
  withMoved,
  withStep,
  withWidth,
  type ColumnId,
} from './column-layout';
import { ColumnsDialog } from './columns-dialog';
import type { LogAppearanceStore } from './log-appearance';
import styles from './pdu-table.module.css';
import { zoneName } from './row-words';
import { columnItems, timeItems } from './table-menus';
import { timeModeNames } from './time-words';

const css = classes(styles);

export interface PduTableHeadProps {
  readonly appearance: LogAppearanceStore;
  readonly shown: readonly ColumnId[];
  readonly template: string;
}

/** The heads of the columns: dragged to another place, resized at their edge, chosen by the right button. */
export const PduTableHead = memo(function PduTableHead({ appearance, shown, template }: PduTableHeadProps) {
  const { layout, time } = useStore(appearance);
  const [dragged, setDragged] = useState<ColumnId | null>(null);
  const [menuColumn, setMenuColumn] = useState<ColumnId | null>(null);
  const [isArranging, setIsArranging] = useState(false);
  const resizing = useRef<{ readonly id: ColumnId; readonly startX: number; readonly width: number } | null>(
    null,
  );

  const titleOf = (id: ColumnId): string => {
    if (id !== 'time') return columns[id].title;
    return time === 'clock' || time === 'date'
      ? `Time ${zoneName(new Date().getTime())}`
      : timeModeNames[time];
  };

  const handleResizeStart = (event: PointerEvent<HTMLElement>, id: ColumnId): void => {
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? widthOf(layout, id);
    resizing.current = { id, startX: event.clientX, width };
    event.currentTarget.setPointerCapture(event.pointerId);
    event.preventDefault();
    event.stopPropagation();
  };
  const handleResize = (event: PointerEvent): void => {
    const { current } = resizing;
    if (current === null) return;
    const width = current.width + event.clientX - current.startX;
    appearance.setState((state) => ({ layout: withWidth(state.layout, current.id, width) }));
  };

  const moveItems: MenuItem[] =
    menuColumn === null
      ? []
      : [
          {
            id: 'left',
            label: `Move “${columns[menuColumn].title}” left`,
            icon: <ArrowLeft size={14} />,
            onSelect: () =>
              appearance.setState(({ layout: now }) => ({ layout: withStep(now, menuColumn, -1) })),
          },
          {
            id: 'right',
            label: `Move “${columns[menuColumn].title}” right`,
            icon: <ArrowRight size={14} />,
            onSelect: () =>
              appearance.setState(({ layout: now }) => ({ layout: withStep(now, menuColumn, 1) })),
          },
        ];
  const items: MenuItem[] = [
    ...moveItems,
    ...timeItems(appearance, time),
    ...columnItems(appearance, layout),
    {
      id: 'arrange',
      label: 'Order and width…',
      icon: <Columns3 size={14} />,
      startsGroup: true,
      onSelect: () => setIsArranging(true),
    },
    {
      id: 'reset',
      label: 'Columns as at first',
      icon: <RotateCcw size={14} />,
      onSelect: () => appearance.setState({ layout: layoutAtFirst }),
    },
  ];

  return (
    <>
      <ContextMenu items={items} className={css('head')}>
        <div className={css('row', 'header')} style={{ gridTemplateColumns: template }} aria-hidden>
          {shown.map((id) => (
            <span
              key={id}
              draggable
              className={css(
                'cell',
                'title',
                columns[id].isNumber === true && 'right',
                dragged === id && 'dragged',
              )}
              data-column={id}
              onContextMenu={() => setMenuColumn(id)}
              onDragStart={() => setDragged(id)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged !== null) event.preventDefault();
              }}
              onDrop={() => {
                if (dragged !== null)
                  appearance.setState((state) => ({ layout: withMoved(state.layout, dragged, id) }));
              }}
            >
              <span className={css('value')}>{titleOf(id)}</span>
              <span
                className={css('edge')}
                onPointerDown={(event) => handleResizeStart(event, id)}
                onPointerMove={handleResize}
                onPointerUp={() => (resizing.current = null)}
              />
            </span>
          ))}
        </div>
      </ContextMenu>
      {isArranging ? <ColumnsDialog appearance={appearance} onClose={() => setIsArranging(false)} /> : null}
    </>
  );
});
