import { MessageSquareText, Smartphone, Tag } from 'lucide-react';
import { useState } from 'react';
import type { ConversationView } from '#shared/model/message';
import { PaneHeader } from '../../app/master-detail';
import { useComposer, useNavigation, useStores, useTrunks } from '../../app/stores';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { ComposerPane } from '../composer/composer-pane';
import { ConversationDialog } from './conversation-dialog';
import { ConversationMenu } from './conversation-menu';
import styles from './messages-page.module.css';
import { useHasConversationHandsetRoom } from './handset-side';
import { QuickReplies } from './quick-replies';
import { useShownNumber } from './shown-number';
import { ThreadView } from './thread-view';
import { UnassignedNotice } from './unassigned-notice';

const css = classes(styles);

/** The rest are counted, and seen with the pointer or in "Name and labels". */
const MAX_LABELS = 3;

export interface ConversationPaneProps {
  /** Null while a new message is written. */
  readonly conversation: ConversationView | null;
  /** Whether there is no conversation at all yet. */
  readonly isFirst: boolean;
}

function NewMessageHint({ isFirst }: { readonly isFirst: boolean }) {
  const { navigation } = useStores();
  const hasTrunk = useTrunks((state) => state.trunks.length > 0);
  // What is written already goes over the demo trunk as long as no other is chosen.
  const target = useComposer(({ drafts }) => drafts.new?.draft.target ?? null);
  const isBroadcast = useComposer(({ drafts }) => drafts.new?.draft.pdu === 'broadcast_sm');
  const isOverDemo = useTrunks(({ trunks }) =>
    trunks.some(({ id, isDemo }) => isDemo && target?.kind === 'trunk' && target.trunkId === id),
  );
  if (!hasTrunk) {
    return (
      <EmptyState
        icon={<MessageSquareText size={24} />}
        title="No trunk to send over"
        action={<Button onClick={() => navigation.goTo('trunks')}>Go to trunks</Button>}
      >
        Messages go over a trunk, which is one connection to an SMSC. Make one, or add the Demo trunk.
      </EmptyState>
    );
  }
  if (isFirst && isOverDemo) {
    return (
      <EmptyState icon={<MessageSquareText size={24} />} title="Your first message is ready">
        Press Enter to send it over the Demo trunk. The handset rings; answer from it, and watch the PDUs go
        by below.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<MessageSquareText size={24} />} title="New message">
      {isBroadcast ? 'Enter the area it goes to, and write.' : 'Enter the number it goes to, and write.'}
    </EmptyState>
  );
}

export function ConversationPane({ conversation, isFirst }: ConversationPaneProps) {
  const { navigation, composer, conversations } = useStores();
  const isHandsetOpen = useNavigation((state) => state.isHandsetOpen);
  const hasHandsetRoom = useHasConversationHandsetRoom();
  const [isNaming, setIsNaming] = useState(false);
  const shown = useShownNumber();
  const draftKey = conversation?.id ?? 'new';
  const writeAgain = (text: string): void => {
    composer.edit(draftKey, { text });
    navigation.focusComposer();
  };
  return (
    <div className={css('pane')}>
      <PaneHeader
        title={
          <span className={css('who')}>
            <span className={css('peer')} dir="auto">
              {conversation === null ? 'New message' : conversation.name || shown(conversation.peer)}
            </span>
            {conversation === null || conversation.name === '' ? null : (
              <span className={css('number')}>{shown(conversation.peer)}</span>
            )}
            {conversation === null || conversation.labels.length === 0 ? null : (
              <span className={css('labels')} title={conversation.labels.join(', ')}>
                {conversation.labels.slice(0, MAX_LABELS).map((label) => (
                  <Badge key={label}>{label}</Badge>
                ))}
                {conversation.labels.length > MAX_LABELS ? (
                  <span className={css('more')}>+{conversation.labels.length - MAX_LABELS}</span>
                ) : null}
              </span>
            )}
            {conversation?.isSpam === true ? <Badge meaning="warning">Spam</Badge> : null}
          </span>
        }
      >
        {conversation === null ? null : (
          <IconButton label="Name and labels" icon={<Tag size={16} />} onClick={() => setIsNaming(true)} />
        )}
        {hasHandsetRoom ? (
          <IconButton
            label={isHandsetOpen ? 'Hide handset' : 'Show handset'}
            shortcut="mod+shift+h"
            icon={<Smartphone size={16} />}
            isPressed={isHandsetOpen}
            onClick={() => navigation.toggleHandset()}
          />
        ) : null}
        {conversation === null ? null : <ConversationMenu conversation={conversation} />}
      </PaneHeader>
      <ComposerPane
        draftKey={draftKey}
        hasDestination={conversation === null}
        onSent={(message) => {
          if (conversation === null) navigation.openConversation(message.conversationId);
          else if (conversations.getState().threads[conversation.id]?.hasNewer === true)
            void conversations.showLatest(conversation.id);
        }}
      >
        {conversation === null ? (
          <div className={css('first')}>
            <NewMessageHint isFirst={isFirst} />
          </div>
        ) : (
          <>
            <UnassignedNotice conversation={conversation} />
            <ThreadView conversationId={conversation.id} onWriteAgain={writeAgain} />
            <QuickReplies onChoose={writeAgain} />
          </>
        )}
      </ComposerPane>
      {conversation === null || !isNaming ? null : (
        <ConversationDialog conversation={conversation} onClose={() => setIsNaming(false)} />
      )}
    </div>
  );
}
