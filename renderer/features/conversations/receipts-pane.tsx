import { FileQuestion } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ReceiptView } from '#shared/model/message-history';
import { PaneHeader } from '../../app/master-detail';
import { sentenceOf } from '../../app/replica';
import { useMessageNotices, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { formatMoment } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { useNow } from '../../ui/use-now';
import { VirtualRows } from '../../ui/virtual-rows';
import { MessageStateWords } from './message-state-words';
import styles from './receipts-pane.module.css';
import { useShownNumber } from './shown-number';

const css = classes(styles);
const PAGE_LIMIT = 100;
const ROW_PX = 66;

interface Pages {
  readonly receipts: readonly ReceiptView[];
  readonly hasMore: boolean;
  readonly isLoaded: boolean;
}

/** Receipts that belong to no message that is known, newest first; a page at a time. */
export function ReceiptsPane() {
  const { client, navigation, messageNotices } = useStores();
  const newestNumber = useMessageNotices((state) => state.unmatchedReceipts.at(-1)?.number ?? 0);
  const [{ receipts, hasMore, isLoaded }, setPages] = useState<Pages>({
    receipts: [],
    hasMore: false,
    isLoaded: false,
  });
  const [problem, setProblem] = useState<string | null>(null);
  const nowMs = useNow(false);
  const shown = useShownNumber();

  const load = useCallback(
    (before: string | null): void => {
      client.call('message.unmatchedReceipts', { before, limit: PAGE_LIMIT }).then(
        (page) => {
          setPages((pages) => ({
            receipts: before === null ? page.receipts : [...pages.receipts, ...page.receipts],
            hasMore: page.hasMore,
            isLoaded: true,
          }));
          setProblem(null);
        },
        (error: unknown) => setProblem(sentenceOf(error)),
      );
    },
    [client],
  );
  // Once more whenever another one came.
  useEffect(() => load(null), [load, newestNumber]);

  return (
    <div className={css('pane')}>
      <PaneHeader title="Receipts without a message">
        <Button
          variant="quiet"
          onClick={() => {
            messageNotices.dismissReceipts();
            navigation.showMessages('threads');
          }}
        >
          Done
        </Button>
      </PaneHeader>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {isLoaded && receipts.length === 0 ? (
        <EmptyState icon={<FileQuestion size={24} />} title="Every receipt found its message">
          A receipt that matches no message is kept here, and moves to its message if that turns up.
        </EmptyState>
      ) : (
        <div className={css('rows')}>
          <VirtualRows
            count={receipts.length}
            rowHeightPx={ROW_PX}
            isMeasured
            getKey={(at) => receipts[at]?.id ?? at}
            onNearEnd={() => {
              const last = receipts.at(-1);
              if (hasMore && last !== undefined) load(last.id);
            }}
            renderRow={(at) => {
              const receipt = receipts[at];
              if (receipt === undefined) return null;
              return (
                <article className={css('receipt')}>
                  <p className={css('line')}>
                    {receipt.state === null ? (
                      <span className={css('weak')}>No known state</span>
                    ) : (
                      <MessageStateWords state={receipt.state} />
                    )}
                    <span>
                      {shown(receipt.sourceAddress)} → {shown(receipt.destinationAddress)}
                    </span>
                    <span className={css('weak')}>{receipt.trunkName}</span>
                    <time className={css('weak')}>{formatMoment(receipt.receivedAtMs, nowMs)}</time>
                  </p>
                  <p className={css('line', 'weak')}>
                    message ID <span className={css('mono')}>{receipt.smscMessageId || 'not given'}</span>
                  </p>
                  <p className={css('mono', 'text')}>{receipt.text}</p>
                </article>
              );
            }}
            role="list"
            aria-label="Receipts without a message"
            tabIndex={0}
            data-pane-focus
          />
        </div>
      )}
    </div>
  );
}
