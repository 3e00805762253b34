import { Copy, MessageSquareText, SquarePen } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import type { ConversationId } from '#shared/model/ids';
import { copyText } from '../../app/clipboard';
import { MasterDetail, PaneHeader } from '../../app/master-detail';
import { newMessage } from '../../app/new-message';
import { useIsNarrow } from '../../app/room';
import { useConversations, useNavigation, useStores, useTrunkGroups, useTrunks } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { List } from '../../ui/list';
import { Notice } from '../../ui/notice';
import { newDraft, replyDraft } from '../composer/first-draft';
import { CONVERSATION_ROW_PX, ConversationRow } from './conversation-row';
import { ConversationPane } from './conversation-pane';
import { HandsetSide } from './handset-side';
import styles from './messages-page.module.css';
import { UnmatchedReceipts } from './unmatched-receipts';

const css = classes(styles);

export function MessagesPage() {
  const { client, navigation, composer } = useStores();
  const conversations = useConversations((state) => state.conversations);
  const isLoaded = useConversations((state) => state.isLoaded);
  const problem = useConversations((state) => state.problem);
  const remembered = useNavigation((state) => state.conversation);
  const isNarrow = useIsNarrow();
  const chosenTrunk = useNavigation((state) => state.trunk);
  const trunks = useTrunks((state) => state.trunks);
  const groups = useTrunkGroups((state) => state.groups);
  const areGroupsLoaded = useTrunkGroups((state) => state.isLoaded);
  const areTrunksLoaded = useTrunks((state) => state.isLoaded);

  const current =
    conversations.find((each) => each.id === remembered) ??
    (remembered === 'latest' && !isNarrow ? conversations[0] : undefined);
  // The first run opens with a message that is ready to be sent.
  const isWritingNew = remembered === 'new' || (isLoaded && conversations.length === 0);
  const opened = isWritingNew ? 'new' : (current?.id ?? null);

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

  const list = useMemo(
    () => (
      <>
        <PaneHeader title="Messages">
          <IconButton
            label="New message"
            shortcut="mod+shift+m"
            icon={<SquarePen size={16} />}
            onClick={() => newMessage({ composer, navigation })}
          />
        </PaneHeader>
        {problem === null ? null : <Notice kind="error">{problem}</Notice>}
        {isLoaded && conversations.length === 0 ? (
          <EmptyState title="No conversations yet">
            Each number you write to, or that writes to you, gets one.
          </EmptyState>
        ) : (
          <List
            label="Conversations"
            items={conversations}
            rowHeightPx={CONVERSATION_ROW_PX}
            keyOf={(conversation) => conversation.id}
            textOf={(conversation) => conversation.peer}
            renderRow={(conversation) => <ConversationRow conversation={conversation} />}
            current={opened}
            onCurrentChange={(id) => navigation.openConversation(id as ConversationId)}
            onActivate={() => navigation.focusComposer()}
            onPick={() => navigation.focusComposer()}
            menuFor={(conversation) => [
              {
                id: 'copy',
                label: 'Copy number',
                icon: <Copy size={14} />,
                onSelect: () => void copyText(client, conversation.peer),
              },
            ]}
          />
        )}
        <UnmatchedReceipts />
      </>
    ),
    [client, navigation, composer, conversations, isLoaded, problem, opened],
  );

  const detail =
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

  return (
    <div className={css('page')}>
      <MasterDetail
        id="messages"
        listLabel="Messages"
        list={list}
        detailLabel={current === undefined ? 'New message' : `Conversation with ${current.peer}`}
        detail={isLoaded ? detail : null}
        isDetailOpen={opened !== null}
        onBack={() => navigation.openConversation(null)}
      />
      <HandsetSide number={current?.peer ?? null} />
    </div>
  );
}
