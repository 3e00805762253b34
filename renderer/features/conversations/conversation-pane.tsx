import { MessageSquareText, Smartphone } from 'lucide-react';
import type { ConversationView } from '#shared/model/message';
import { PaneHeader } from '../../app/master-detail';
import { useHasHandsetRoom } from '../../app/room';
import { useNavigation, useStores, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { ComposerPane } from '../composer/composer-pane';
import styles from './messages-page.module.css';
import { ThreadView } from './thread-view';

const css = classes(styles);

export interface ConversationPaneProps {
  /** Null while a new message is written. */
  readonly conversation: ConversationView | null;
  /** Whether there is no conversation at all yet. */
  readonly isFirst: boolean;
}

function NewMessageHint({ isFirst }: { readonly isFirst: boolean }) {
  const { navigation } = useStores();
  const hasTrunk = useTrunks((state) => state.trunks.length > 0);
  const hasDemo = useTrunks((state) => state.trunks.some((trunk) => trunk.isDemo));
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
  if (isFirst && hasDemo) {
    return (
      <EmptyState icon={<MessageSquareText size={24} />} title="Your first message is ready">
        Press Enter to send it over the Demo trunk. The handset rings; answer from it, and watch the PDUs go
        by below.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<MessageSquareText size={24} />} title="New message">
      Enter the number it goes to, and write.
    </EmptyState>
  );
}

export function ConversationPane({ conversation, isFirst }: ConversationPaneProps) {
  const { navigation, composer } = useStores();
  const isHandsetOpen = useNavigation((state) => state.isHandsetOpen);
  const hasHandsetRoom = useHasHandsetRoom();
  const draftKey = conversation?.id ?? 'new';
  return (
    <div className={css('pane')}>
      <PaneHeader title={<span className={css('peer')}>{conversation?.peer ?? 'New message'}</span>}>
        {hasHandsetRoom ? (
          <IconButton
            label={isHandsetOpen ? 'Hide handset' : 'Show handset'}
            shortcut="mod+shift+h"
            icon={<Smartphone size={16} />}
            isPressed={isHandsetOpen}
            onClick={() => navigation.toggleHandset()}
          />
        ) : null}
      </PaneHeader>
      {conversation === null ? (
        <div className={css('first')}>
          <NewMessageHint isFirst={isFirst} />
        </div>
      ) : (
        <ThreadView
          conversationId={conversation.id}
          onWriteAgain={(text) => composer.edit(draftKey, { text })}
        />
      )}
      <ComposerPane
        draftKey={draftKey}
        hasDestination={conversation === null}
        onSent={(message) => {
          if (conversation !== null) return;
          navigation.openConversation(message.conversationId);
        }}
      />
    </div>
  );
}
