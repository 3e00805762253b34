import type { ConversationView } from '#shared/model/message';
import { classes } from '../../ui/classes';
import { formatCount, formatWhen } from '../../ui/format';
import { useNow } from '../../ui/use-now';
import styles from './conversation-row.module.css';
import { MessageStateWords } from './message-state-words';

const css = classes(styles);

export const CONVERSATION_ROW_PX = 52;

export function ConversationRow({ conversation }: { readonly conversation: ConversationView }) {
  const nowMs = useNow(false);
  const isUnread = conversation.unreadCount > 0;
  return (
    <div className={css('row')}>
      <div className={css('line')}>
        <span className={css('peer', isUnread && 'unread')}>{conversation.peer}</span>
        <time className={css('when')}>{formatWhen(conversation.lastAtMs, nowMs)}</time>
      </div>
      <div className={css('line')}>
        {conversation.lastDirection === 'mt' ? (
          <MessageStateWords state={conversation.lastState} isIconOnly />
        ) : null}
        <span className={css('text', isUnread && 'unread')}>{conversation.lastText || 'Empty message'}</span>
        {isUnread ? (
          <span className={css('count')} aria-label={`${conversation.unreadCount} unread`}>
            {formatCount(conversation.unreadCount)}
          </span>
        ) : null}
      </div>
    </div>
  );
}
