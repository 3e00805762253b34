import { ScrollText, TextSearch } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { copyText } from '../../app/clipboard';
import { sentenceOf } from '../../app/replica';
import { useStores, useTrunks } from '../../app/stores';
import type { PduRow } from '#shared/model/pdu-row';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { Notice } from '../../ui/notice';
import { showToast } from '../../ui/toast';
import { ladderFor } from './ladder-for';
import { mayHaveMessage, openMessageOf } from './open-message';
import { PduInspector } from './pdu-inspector';
import { PduLogToolbar } from './pdu-log-toolbar';
import styles from './pdu-log-view.module.css';
import type { LadderKind } from './pdu-row-menu';
import { PduTable } from './pdu-table';
import { FindBar } from './find-bar';
import { readingOf } from './trunk-reading';

const css = classes(styles);

export interface PduLogViewProps {
  readonly title: ReactNode;
  /** Above the list, for as long as it is true. */
  readonly notice?: ReactNode;
  /** Takes the place of the list. */
  readonly listInstead?: ReactNode;
  /** Takes the place of what is inside the selected PDU. */
  readonly insideInstead?: ReactNode;
  readonly tools?: ReactNode;
  /** Stands in the heads of the field tree and the octets. */
  readonly insideTools?: ReactNode;
  readonly onActivate?: (number: number) => void;
  /** Places the list and, once a PDU is selected, what is inside it. */
  readonly arrange: (list: ReactNode, inside: ReactNode | null) => ReactNode;
  readonly arrangeInside: (fields: ReactNode, octets: ReactNode, explanation: ReactNode) => ReactNode;
}

/** The log: what the dock and the Log page have in common. Both look through the same view. */
export function PduLogView({
  title,
  notice,
  listInstead,
  insideInstead,
  tools,
  insideTools,
  onActivate,
  arrange,
  arrangeInside,
}: PduLogViewProps) {
  const stores = useStores();
  const { client, pduLog, logAppearance, logPage, navigation } = stores;
  const shownCount = useStore(pduLog, (state) => state.shownCount);
  const filter = useStore(pduLog, (state) => state.filter);
  const isFiltering = useStore(pduLog, (state) => state.isFiltering);
  const selected = useStore(pduLog, (state) => state.selected);
  const detail = useStore(pduLog, (state) => state.detail);
  const related = useStore(pduLog, (state) => state.related);
  const source = useStore(pduLog, (state) => state.source);
  const trunks = useTrunks((state) => state.trunks);
  const [isFinding, setIsFinding] = useState(false);
  const shownRow = detail === null || detail === 'gone' ? null : detail.row;
  const reading = useMemo(
    () => (shownRow === null || source.kind !== 'live' ? {} : readingOf(shownRow, trunks)),
    [shownRow, source, trunks],
  );
  const handleCopy = useCallback((text: string) => void copyText(client, text), [client]);

  const handleLadder = (row: PduRow, kind: LadderKind): void => {
    ladderFor(client, pduLog.getState(), row, kind).then(
      (panel) => {
        logPage.setState({ panel });
        navigation.goTo('log');
      },
      (error: unknown) => showToast('There is no sequence diagram', sentenceOf(error)),
    );
  };
  const handleMessage = (row: PduRow): void => {
    openMessageOf(stores, row).then(
      (problem) => {
        if (problem !== null) showToast('There is no message to this PDU', problem);
      },
      (error: unknown) => showToast('The message was not opened', sentenceOf(error)),
    );
  };
  const handleCompare = (row: PduRow): void => {
    const left = pduLog.getState().selected;
    if (left === null) return;
    logPage.setState({ compared: { left, right: row.number } });
    navigation.goTo('log');
  };

  const list =
    shownCount > 0 ? (
      <PduTable
        store={pduLog}
        appearance={logAppearance}
        onCopy={handleCopy}
        onLadder={handleLadder}
        onMessage={handleMessage}
        onCompare={handleCompare}
        {...(onActivate === undefined ? {} : { onActivate })}
      />
    ) : filter.trim() === '' ? (
      <EmptyState icon={<ScrollText size={24} />} title="No PDUs yet">
        Every PDU of every session appears here, in and out, from the first bind on.
      </EmptyState>
    ) : (
      <EmptyState title={isFiltering ? 'Filtering…' : 'No PDU matches the filter'}>
        Change the filter, or clear it to see every PDU.
      </EmptyState>
    );

  const inside =
    selected === null ? null : detail === 'gone' ? (
      <Notice kind="info">PDU {selected.toLocaleString()} is no longer in memory.</Notice>
    ) : detail === null ? (
      <div className={css('loading')} />
    ) : (
      <PduInspector
        key={detail.row.number}
        detail={detail}
        reading={reading}
        related={related}
        onCopy={handleCopy}
        onJump={(number) => {
          pduLog.setFollowing(false);
          void pduLog.selectNumber(number);
        }}
        onLadder={(row) => handleLadder(row, 'message')}
        {...(mayHaveMessage(detail.row, source.kind) ? { onMessage: handleMessage } : {})}
        onNote={(change) => void pduLog.setNote(detail.row.number, change)}
        tools={insideTools}
        arrange={arrangeInside}
      />
    );

  return (
    <div
      className={css('view')}
      onKeyDown={(event) => {
        if (event.key !== 'f' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
        setIsFinding(true);
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <PduLogToolbar store={pduLog} appearance={logAppearance} title={title}>
        <IconButton
          label="Find…"
          shortcut="mod+f"
          icon={<TextSearch size={16} />}
          isPressed={isFinding}
          onClick={() => setIsFinding(!isFinding)}
        />
        {tools}
      </PduLogToolbar>
      {isFinding ? <FindBar store={pduLog} onClose={() => setIsFinding(false)} /> : null}
      {notice}
      <div className={css('content')}>{arrange(listInstead ?? list, insideInstead ?? inside)}</div>
    </div>
  );
}
