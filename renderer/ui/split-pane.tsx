import type { ReactNode } from 'react';
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels';
import { classes } from './classes';
import styles from './split-pane.module.css';

const css = classes(styles);

export interface SplitPaneProps {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  /** Either pane is null while it is not shown: the other then has all the room, and is not drawn anew. */
  readonly first: ReactNode | null;
  readonly second: ReactNode | null;
  /** The pane that keeps its size in px when the window grows, with its bounds. */
  readonly fixed: {
    readonly pane: 'first' | 'second';
    readonly size: number | string;
    readonly min: number;
    readonly max: string;
  };
  /** Least size of the other pane, px. */
  readonly otherMin: number;
  readonly savedLayout: Layout | undefined;
  readonly onLayout: (layout: Layout) => void;
  readonly separatorLabel: string;
}

/** Two panes and the line between them, moved with the pointer or the arrow keys. */
export function SplitPane({
  id,
  orientation,
  first,
  second,
  fixed,
  otherMin,
  savedLayout,
  onLayout,
  separatorLabel,
}: SplitPaneProps) {
  const isSplit = first !== null && second !== null;
  const savedSize = savedLayout?.[fixed.pane];
  const pane = (which: 'first' | 'second', content: ReactNode): ReactNode => (
    <Panel
      key={which}
      id={which}
      className={css('pane')}
      {...(!isSplit
        ? {}
        : fixed.pane === which
          ? {
              // Not the group's `defaultLayout`: that counts only at first, when a pane may not be there yet.
              defaultSize: savedSize === undefined ? fixed.size : `${savedSize}%`,
              minSize: fixed.min,
              maxSize: fixed.max,
              groupResizeBehavior: 'preserve-pixel-size' as const,
            }
          : { minSize: otherMin })}
    >
      {content}
    </Panel>
  );
  return (
    <Group
      id={id}
      orientation={orientation}
      className={css('group')}
      onLayoutChanged={(layout, meta) => {
        if (meta.isUserInteraction) onLayout(meta.requestedLayout ?? layout);
      }}
    >
      {first === null ? null : pane('first', first)}
      {isSplit ? (
        <Separator key="separator" className={css('separator', orientation)} aria-label={separatorLabel} />
      ) : null}
      {second === null ? null : pane('second', second)}
    </Group>
  );
}
