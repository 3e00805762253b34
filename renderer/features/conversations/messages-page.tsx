import { MessageSquareText } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { MasterDetail } from '../../app/master-detail';
import { newMessage } from '../../app/new-message';
import { useIsNarrow } from '../../app/room';
import {
  useComposer,
  useConversations,
  useNavigation,
  usePresentation,
  useStores,
  useTrunkGroups,
  useTrunks,
} from '../../app/stores';
import { useActions } from '../../app/use-actions';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { newDraft, replyDraft } from '../composer/first-draft';
import { RulesPage } from '../rules/rules-page';
import { ConversationListPane } from './conversation-list-pane';
import { ConversationPane } from './conversation-pane';
import { HandsetSide } from './handset-side';
import styles from './messages-page.module.css';
import { Presentation } from './presentation';
import { ReceiptsPane } from './receipts-pane';

const css = classes(styles);

export function MessagesPage() {
  const view = useNavigation((state) => state.messagesView);
  return view === 'rules' ? <RulesPage /> : <Conversations isOnReceipts={view === 'receipts'} />;
}

function Conversations({ isOnReceipts }: { readonly isOnReceipts: boolean }) {
  const { navigation, composer, presentation } = useStores();
  const conversations = useConversations((state) => state.conversations);
  const isLoaded = useConversations((state) => state.isLoaded);
  const hidden = useConversations((state) => state.hidden);
  const remembered = useNavigation((state) => state.conversation);
  const isPresenting = usePresentation((state) => state.isOn);
  const isNarrow = useIsNarrow();
  const chosenTrunk = useNavigation((state) => state.trunk);
  const trunks = useTrunks((state) => state.trunks);
  const groups = useTrunkGroups((state) => state.groups);
  const areGroupsLoaded = useTrunkGroups((state) => state.isLoaded);
  const areTrunksLoaded = useTrunks((state) => state.isLoaded);

  const current =
    conversations.find((each) => each.id === remembered && !hidden.has(each.id)) ??
    (remembered === 'latest' && !isNarrow ? conversations.find((each) => !each.isSpam) : undefined);
  // The first run opens with a message that is ready to be sent.
  const isWritingNew = remembered === 'new' || (isLoaded && conversations.length === 0);
  const opened = isWritingNew ? 'new' : (current?.id ?? null);

  // One without text is dropped when a new message is asked for, also while it is the one that is open.
  const hasDraft = useComposer(({ drafts }) => opened !== null && drafts[opened] !== undefined);

  // From here on it is this one, whichever has the latest message by then.
  useEffect(() => {
    if (remembered === 'latest' && current !== undefined) navigation.openConversation(current.id);
  }, [navigation, remembered, current]);

  useEffect(() => {
    if (!isLoaded || !areTrunksLoaded || !areGroupsLoaded || opened === null) return;
    if (opened === 'new') {
      if (trunks.length > 0) composer.prepare('new', newDraft(trunks, chosenTrunk, conversations));
    } else if (current !== undefined) composer.prepare(opened, replyDraft(current, trunks, groups));
  }, [
    composer,
    hasDraft,
    isLoaded,
    areTrunksLoaded,
    areGroupsLoaded,
    opened,
    current,
    trunks,
    groups,
    chosenTrunk,
    conversations,
  ]);

  useActions(
    'messages',
    useMemo(
      () => [
        {
          id: 'messages.present',
          title: 'Presentation mode',
          group: 'Messages',
          shortcut: 'mod+shift+p',
          keywords: 'projector large type demo full screen mask numbers',
          run: () => (presentation.getState().isOn ? presentation.end() : presentation.start()),
        },
      ],
      [presentation],
    ),
  );

  const list = useMemo(() => <ConversationListPane opened={opened} />, [opened]);
  const pane =
    opened === null ? (
      <EmptyState
        icon={<MessageSquareText size={24} />}
        title="No conversation chosen"
        action={<Button onClick={() => newMessage({ composer, navigation })}>New message</Button>}
      >
        Choose a conversation, or write to a number.
      </EmptyState>
    ) : (
      <ConversationPane key={opened} conversation={current ?? null} isFirst={conversations.length === 0} />
    );

  if (isPresenting) {
    return <Presentation number={current?.peer ?? null}>{pane}</Presentation>;
  }
  const name = current === undefined ? 'New message' : `Conversation with ${current.name || current.peer}`;
  return (
    <div className={css('page')}>
      <MasterDetail
        id="messages"
        listLabel="Messages"
        list={list}
        detailLabel={isOnReceipts ? 'Receipts without a message' : name}
        detail={isOnReceipts ? <ReceiptsPane /> : isLoaded ? pane : null}
        isDetailOpen={isOnReceipts || opened !== null}
        onBack={() => navigation.openConversation(null)}
      />
      {isOnReceipts ? null : <HandsetSide number={current?.peer ?? null} />}
    </div>
  );
}
