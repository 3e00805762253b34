import { ShieldAlert, TriangleAlert } from 'lucide-react';
import type { ConversationView } from '#shared/model/message';
import { useSources, useTrunkGroups, useTrunks } from '../../app/stores';
import { Badge } from '../../ui/badge';
import { classes } from '../../ui/classes';
import { formatCount, formatWhen } from '../../ui/format';
import { useNow } from '../../ui/use-now';
import { carrierName } from './carrier-name';
import styles from './conversation-row.module.css';
import { MessageStateWords } from './message-state-words';
import { useShownNumber, useShownText } from './shown-number';
import { isUnassigned } from './unassigned';

const css = classes(styles);

export const CONVERSATION_ROW_PX = 68;

export function ConversationRow({ conversation }: { readonly conversation: ConversationView }) {
  const { name, peer, labels, isSpam } = conversation;
  const nowMs = useNow(false);
  const shown = useShownNumber();
  const shownText = useShownText();
  const carrier = carrierName(
    conversation,
    useTrunks((state) => state.trunks),
    useTrunkGroups((state) => state.groups),
  );
  const isForNobody = useSources((state) => isUnassigned(conversation, state.unassigned));
  // Beside a warning there is room for one: the trunk is not to be squeezed out.
  const shownLabels = labels.slice(0, isForNobody || isSpam ? 1 : 2);
  const isUnread = conversation.unreadCount > 0;
  return (
    <div className={css('row')}>
      <div className={css('line')}>
        <span className={css('peer', isUnread && 'unread')} dir="auto">
          {name || shown(peer)}
        </span>
        <time className={css('when')}>{formatWhen(conversation.lastAtMs, nowMs)}</time>
      </div>
      <div className={css('line')}>
        {conversation.lastDirection === 'mt' ? (
          <MessageStateWords state={conversation.lastState} isIconOnly />
        ) : null}
        <span className={css('text', isUnread && 'unread')} dir="auto">
          {shownText(conversation.lastText) || 'Empty message'}
        </span>
        {isUnread ? (
          <span className={css('count')} aria-label={`${conversation.unreadCount} unread`}>
            {formatCount(conversation.unreadCount)}
          </span>
        ) : null}
      </div>
      <div className={css('line', 'small')}>
        <span className={css('carrier')}>
          {name === '' ? carrier : [carrier, shown(peer)].filter(Boolean).join(' · ')}
        </span>
        {isForNobody ? (
          <span className={css('warning')} title="No trunk is assigned to the number that they write to">
            <TriangleAlert size={12} aria-hidden />
            Unassigned
          </span>
        ) : null}
        {isSpam ? (
          <span className={css('warning')}>
            <ShieldAlert size={12} aria-hidden />
            Spam
          </span>
        ) : null}
        {shownLabels.map((label) => (
          <span key={label} className={css('label')}>
            <Badge>{label}</Badge>
          </span>
        ))}
        {labels.length > shownLabels.length ? (
          <span title={labels.join(', ')}>+{labels.length - shownLabels.length}</span>
        ) : null}
      </div>
    </div>
  );
}
