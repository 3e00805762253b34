import { Columns3, TextSearch } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { RememberedSplit, type RememberedSplitProps } from '../../app/remembered-split';
import { takesText } from '../../app/shortcuts';
import { useStores, useTrunks } from '../../app/stores';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { Menu } from '../../ui/menu';
import { Notice } from '../../ui/notice';
import { ColumnsDialog } from './columns-dialog';
import { FindBar } from './find-bar';
import { pressLetter } from './log-keys';
import { LogNotices } from './log-notices';
import { NoRows } from './no-rows';
import { mayHaveMessage } from './open-message';
import { PduInspector } from './pdu-inspector';
import type { PduLogStore } from './pdu-log-store';
import { PduLogToolbar } from './pdu-log-toolbar';
import styles from './pdu-log-view.module.css';
import { PduTable } from './pdu-table';
import { useRowActions } from './row-actions';
import { columnItems, timeItems } from './table-menus';
import { readingOf, specifiedReading } from './trunk-reading';
import { useFind } from './use-find';

const css = classes(styles);

export interface PduLogViewProps {
  readonly log: PduLogStore;
  readonly title: ReactNode;
  /** Takes the place of the list. */
  readonly listInstead?: ReactNode;
  /** Takes the place of what is inside the selected PDU. */
  readonly insideInstead?: ReactNode;
  /** Whether what is inside a PDU is shown at all. */
  readonly hasInside?: boolean;
  readonly tools?: ReactNode;
  /** Stands in the heads of the panes of the selected PDU. */
  readonly insideTools?: ReactNode;
  /** Enter or a double click on a row; left out, the focus goes to its fields. */
  readonly onActivate?: (number: number) => void;
  /** How the list and what is inside the selected PDU share the room. */
  readonly split: Omit<RememberedSplitProps, 'first' | 'second'>;
  readonly arrangeInside: (fields: ReactNode, octets: ReactNode, explanation: ReactNode) => ReactNode;
}

/** A log: what the dock and the Log page have in common. */
export function PduLogView({
  log,
  title,
  listInstead,
  insideInstead,
  hasInside = true,
  tools,
  insideTools,
  onActivate,
  split,
  arrangeInside,
}: PduLogViewProps) {
  const { logAppearance } = useStores();
  const hasRows = useStore(log, (state) => state.shownCount > 0);
  const { layout, time } = useStore(logAppearance);
  const [isArranging, setIsArranging] = useState(false);
  const view = useRef<HTMLDivElement>(null);
  const find = useFind(log);
  const actions = useRowActions(log);
  const inside = useInside(log, insideTools, arrangeInside);

  const focus = (selector: string): boolean => {
    const target = view.current?.querySelector<HTMLElement>(selector);
    target?.focus();
    return target !== null && target !== undefined;
  };

  // The panes of another PDU are drawn anew: the one that had the focus has it again.
  const lastFocused = useRef<Element | null>(null);
  const shownNumber = useStore(log, ({ detail }) =>
    detail === 'gone' ? null : (detail?.row.number ?? null),
  );
  useEffect(() => {
    const { current: left } = lastFocused;
    if (shownNumber === null || left === null || left.isConnected) return;
    if (document.activeElement !== document.body) return;
    const name = left.closest('[data-pane]')?.getAttribute('aria-label') ?? '';
    view.current?.querySelector<HTMLElement>(`[data-pane][aria-label="${name}"] [data-pane-focus]`)?.focus();
  }, [shownNumber]);

  // What stood in the place of the list took the focus along.
  const isList = listInstead === null || listInstead === undefined;
  useEffect(() => {
    if (isList && document.activeElement === document.body) {
      view.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
    }
  }, [isList]);

  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey) return;
    const hasModifier = event.ctrlKey || event.metaKey;
    if (event.key === 'f' && hasModifier && !event.shiftKey) find.setOpen(true);
    else if (event.key === 'F3' && !hasModifier) find.find(event.shiftKey ? 'previous' : 'next');
    else if (hasModifier || takesText(event.target)) return;
    else if (event.key === 'Escape') {
      if (!focus('[role="grid"]')) return;
    } else if (event.key === 'n') {
      if (!focus('textarea')) return;
    } else if (!pressLetter(log, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const list = hasRows ? (
    <PduTable
      store={log}
      appearance={logAppearance}
      {...actions}
      onActivate={onActivate ?? (() => focus('[role="tree"]'))}
    />
  ) : (
    <NoRows log={log} />
  );
  return (
    <div
      className={css('view')}
      ref={view}
      onKeyDown={handleKeyDown}
      onFocus={(event) => (lastFocused.current = event.target)}
    >
      <div data-pane role="group" aria-label="Filter and tools" tabIndex={-1}>
        <PduLogToolbar store={log} appearance={logAppearance} title={title}>
          <Menu
            align="end"
            items={[
              ...timeItems(logAppearance, time),
              ...columnItems(logAppearance, layout),
              {
                id: 'arrange',
                label: 'Order and width…',
                icon: <Columns3 size={14} />,
                startsGroup: true,
                onSelect: () => setIsArranging(true),
              },
            ]}
            trigger={<IconButton label="Times and columns" icon={<Columns3 size={16} />} />}
          />
          <IconButton
            label="Find…"
            shortcut="mod+f"
            icon={<TextSearch size={16} />}
            isPressed={find.isOpen}
            onClick={() => find.setOpen(!find.isOpen)}
          />
          {tools}
        </PduLogToolbar>
        {find.isOpen ? <FindBar find={find} /> : null}
      </div>
      <div className={css('notices')}>
        <LogNotices log={log} />
      </div>
      <div className={css('content')}>
        {hasInside ? (
          <RememberedSplit
            {...split}
            first={
              listInstead ?? (
                <div data-pane role="group" aria-label="List of PDUs" tabIndex={-1} className={css('pane')}>
                  {list}
                </div>
              )
            }
            second={insideInstead ?? inside}
          />
        ) : (
          listInstead
        )}
      </div>
      {isArranging ? (
        <ColumnsDialog appearance={logAppearance} onClose={() => setIsArranging(false)} />
      ) : null}
    </div>
  );
}

/** What is inside the selected PDU; null while none is selected. */
function useInside(
  log: PduLogStore,
  tools: ReactNode,
  arrange: PduLogViewProps['arrangeInside'],
): ReactNode | null {
  const selected = useStore(log, (state) => state.selected);
  const detail = useStore(log, (state) => state.detail);
  const related = useStore(log, (state) => state.related);
  const source = useStore(log, (state) => state.source);
  const trunks = useTrunks((state) => state.trunks);
  const actions = useRowActions(log);
  const shownRow = detail === null || detail === 'gone' ? null : detail.row;
  const reading = useMemo(
    () => (shownRow === null || source.kind !== 'live' ? specifiedReading : readingOf(shownRow, trunks)),
    [shownRow, source, trunks],
  );
  if (selected === null) return null;
  if (detail === null) return <div className={css('pane')} />;
  if (detail === 'gone') {
    return <Notice kind="info">PDU {selected.toLocaleString()} is no longer in memory.</Notice>;
  }
  return (
    <PduInspector
      key={detail.row.number}
      detail={detail}
      reading={reading}
      related={related}
      onCopy={actions.onCopy}
      onJump={(number) => log.goToNumber(number)}
      onLadder={(row) => actions.onLadder(row, 'message')}
      {...(mayHaveMessage(detail.row, source.kind) ? { onMessage: actions.onMessage } : {})}
      onNote={(change) => void log.setNote(detail.row.number, change)}
      tools={tools}
      arrange={arrange}
    />
  );
}
