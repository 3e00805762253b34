import { ArrowDown } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationId } from '#shared/model/ids';
import { useConversations, useMessageNotices, useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { formatDay } from '../../ui/format';
import { Notice } from '../../ui/notice';
import { useNow } from '../../ui/use-now';
import { VirtualRows, type VirtualRowsHandle } from '../../ui/virtual-rows';
import { MessageBubble } from './message-bubble';
import { useShownText } from './shown-number';
import { createThreadNews } from './thread-news';
import { threadRows } from './thread-rows';
import styles from './thread-view.module.css';

const css = classes(styles);

/** A first guess of a message's height, px; each is measured once drawn. */
const MESSAGE_PX = 60;

export interface ThreadViewProps {
  readonly conversationId: ConversationId;
  readonly onWriteAgain: (text: string) => void;
}

export function ThreadView({ conversationId, onWriteAgain }: ThreadViewProps) {
  const { conversations, messageNotices } = useStores();
  const thread = useConversations((state) => state.threads[conversationId]);
  const hidden = useConversations((state) => state.hidden);
  const unreadCount = useConversations(
    (state) => state.conversations.find((each) => each.id === conversationId)?.unreadCount ?? 0,
  );
  const wanted = useConversations((state) =>
    state.wanted?.conversationId === conversationId ? state.wanted : null,
  );
  const limit = useMessageNotices((state) =>
    state.limits.find((each) => each.conversationId === conversationId),
  );
  const [isAtEnd, setIsAtEnd] = useState(true);
  const handle = useRef<VirtualRowsHandle>(null);
  const nowMs = useNow(false);
  const shownText = useShownText();
  const rows = useMemo(
    () => threadRows((thread?.messages ?? []).filter((message) => !hidden.has(message.id))),
    [thread?.messages, hidden],
  );
  const [news] = useState(createThreadNews);
  const spoken = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (thread?.isLoaded !== true || spoken.current === null) return;
    const sentence = shownText(news.next(thread.messages));
    // Written only when it is another one: what is written is read aloud.
    if (spoken.current.textContent !== sentence) spoken.current.textContent = sentence;
  }, [news, thread, shownText]);
  const hasNewer = thread?.hasNewer ?? false;
  const isAtLatest = isAtEnd && !hasNewer;

  useEffect(() => void conversations.openThread(conversationId), [conversations, conversationId]);

  // What is on screen has been read; what arrives below while one reads further up has not.
  useEffect(() => {
    if (unreadCount > 0 && isAtLatest && document.visibilityState === 'visible') {
      conversations.markRead(conversationId).catch(() => undefined);
    }
  }, [conversations, conversationId, unreadCount, isAtLatest]);

  // Whoever sends a message wants to see it, wherever they were reading.
  const lastSentId = thread?.messages.findLast((message) => message.direction === 'mt')?.id;
  useEffect(() => handle.current?.scrollToEnd(), [lastSentId]);

  // After the other effects: a message that was asked for is what one wants to see most.
  const shownNumber = useRef(0);
  useEffect(() => {
    if (wanted === null || shownNumber.current === wanted.number) return;
    const index = rows.findIndex(({ message }) => message.id === wanted.id);
    if (index < 0) return;
    shownNumber.current = wanted.number;
    handle.current?.scrollToIndex(index, 'center');
  }, [wanted, rows]);

  const handleLatest = (): void => {
    if (hasNewer) void conversations.showLatest(conversationId).then(() => handle.current?.scrollToEnd());
    else handle.current?.scrollToEnd();
  };

  // Once the menu has tried to give the focus back to the message.
  const handleDeleted = (): void => void setTimeout(() => handle.current?.focus());

  const problem = thread?.problem ?? null;
  return (
    <section className={css('thread')} data-pane aria-label="Thread">
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {limit === undefined ? null : (
        <Notice
          kind="warning"
          actions={<Button onClick={() => messageNotices.dismissLimit(conversationId)}>Dismiss</Button>}
        >
          {shownText(limit.sentence)}
        </Notice>
      )}
      <div className={css('rows')}>
        <VirtualRows
          count={rows.length}
          rowHeightPx={MESSAGE_PX}
          isMeasured
          paddingPx={8}
          anchor="end"
          followsEnd={!hasNewer}
          getKey={(index) => rows[index]?.message.id ?? index}
          renderRow={(index) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <>
                {row.dayMs === null ? null : (
                  <p className={css('day')}>
                    <span>{formatDay(row.dayMs, nowMs)}</span>
                  </p>
                )}
                <MessageBubble
                  message={row.message}
                  isNoteRepeated={row.isNoteRepeated}
                  isWanted={row.message.id === wanted?.id}
                  onWriteAgain={onWriteAgain}
                  onDeleted={handleDeleted}
                />
              </>
            );
          }}
          onAtEndChange={setIsAtEnd}
          onNearStart={() => void conversations.loadOlder(conversationId)}
          onNearEnd={() => void conversations.loadNewer(conversationId)}
          handleRef={handle}
          role="log"
          aria-live="off"
          data-pane-focus
          aria-label="Messages of this conversation"
          tabIndex={0}
        />
      </div>
      {isAtLatest ? null : (
        <div className={css('jump')}>
          <Button icon={<ArrowDown size={14} aria-hidden />} onClick={handleLatest}>
            {unreadCount > 0 ? 'New messages' : 'Latest'}
          </Button>
        </div>
      )}
      <p ref={spoken} className="visually-hidden" role="status" />
    </section>
  );
}
