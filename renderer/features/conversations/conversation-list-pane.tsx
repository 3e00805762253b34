import { Copy, FileQuestion, ListFilter, MonitorUp, SquarePen, Workflow } from 'lucide-react';
import { useMemo } from 'react';
import type { ConversationId } from '#shared/model/ids';
import type { ConversationView } from '#shared/model/message';
import { copyText } from '../../app/clipboard';
import { PaneHeader } from '../../app/master-detail';
import { newMessage } from '../../app/new-message';
import { useConversations, useMessageSearch, useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { List } from '../../ui/list';
import { Menu, type MenuItem } from '../../ui/menu';
import { MoreMenu } from '../../ui/more-menu';
import { Notice } from '../../ui/notice';
import { SearchField } from '../../ui/search-field';
import { inbox, listed, type ConversationFilter } from './conversation-filter';
import styles from './conversation-list-pane.module.css';
import { CONVERSATION_ROW_PX, ConversationRow } from './conversation-row';
import { deleteConversation } from './delete-conversation';
import { MessageNotices } from './message-notices';
import { SearchResults } from './search-results';

const css = classes(styles);

const showNames: Readonly<Record<ConversationFilter['show'], string>> = {
  inbox: 'All but spam',
  unread: 'Unread',
  spam: 'Spam',
};

const emptyWords: Readonly<Record<ConversationFilter['show'], string>> = {
  inbox: 'Each number you write to, or that writes to you, gets one.',
  unread: 'Everything has been read.',
  spam: 'What a rule or you mark as spam is kept here, out of the way.',
};

export interface ConversationListPaneProps {
  /** The conversation that is open. */
  readonly opened: ConversationId | 'new' | null;
}

function useListed(opened: ConversationId | 'new' | null): readonly ConversationView[] {
  const conversations = useConversations((state) => state.conversations);
  const filter = useConversations((state) => state.filter);
  const cursor = useConversations((state) => state.cursor);
  const hidden = useConversations((state) => state.hidden);
  return useMemo(
    () => listed({ conversations, filter, cursor, hidden, kept: opened === 'new' ? null : opened }),
    [conversations, filter, cursor, hidden, opened],
  );
}

function FilterMenu() {
  const { conversations } = useStores();
  const filter = useConversations((state) => state.filter);
  const labels = useConversations((state) => state.labels);
  const set = (change: Partial<ConversationFilter>): void =>
    void conversations.setFilter({ ...filter, ...change });
  const tick = (isChosen: boolean): string => (isChosen ? '✓' : '');
  const items: readonly MenuItem[] = [
    ...(['inbox', 'unread', 'spam'] as const).map((show) => ({
      id: show,
      label: showNames[show],
      icon: tick(filter.show === show),
      onSelect: () => set({ show }),
    })),
    ...labels.map((label, at) => ({
      id: `label-${label}`,
      label,
      icon: tick(filter.label === label),
      startsGroup: at === 0,
      onSelect: () => set({ label: filter.label === label ? null : label }),
    })),
  ];
  const isNarrowed = filter.show !== 'inbox' || filter.label !== null;
  return (
    <Menu
      items={items}
      align="end"
      trigger={
        <IconButton label="Filter conversations" icon={<ListFilter size={16} />} isPressed={isNarrowed} />
      }
    />
  );
}

function Header() {
  const stores = useStores();
  const { navigation, presentation } = stores;
  return (
    <PaneHeader title="Messages">
      <IconButton
        label="New message"
        shortcut="mod+shift+m"
        icon={<SquarePen size={16} />}
        onClick={() => newMessage(stores)}
      />
      <MoreMenu
        of="messages"
        items={[
          {
            id: 'rules',
            label: 'Inbound rules',
            icon: <Workflow size={14} />,
            onSelect: () => navigation.showMessages('rules'),
          },
          {
            id: 'receipts',
            label: 'Receipts without a message',
            icon: <FileQuestion size={14} />,
            onSelect: () => navigation.showMessages('receipts'),
          },
          {
            id: 'present',
            label: 'Presentation mode',
            icon: <MonitorUp size={14} />,
            shortcut: 'mod+shift+p',
            startsGroup: true,
            onSelect: () => presentation.start(),
          },
        ]}
      />
    </PaneHeader>
  );
}

/** The people: those one wrote with, the latest first; or what a search over everything found. */
export function ConversationListPane({ opened }: ConversationListPaneProps) {
  const stores = useStores();
  const { client, conversations, messageSearch, navigation } = stores;
  const isLoaded = useConversations((state) => state.isLoaded);
  const problem = useConversations((state) => state.problem);
  const filter = useConversations((state) => state.filter);
  const query = useMessageSearch((state) => state.query);
  const items = useListed(opened);
  const isNarrowed = filter.show !== 'inbox' || filter.label !== null;

  const menuFor = (conversation: ConversationView): readonly MenuItem[] => [
    {
      id: 'copy',
      label: 'Copy number',
      icon: <Copy size={14} />,
      onSelect: () => void copyText(client, conversation.peer),
    },
    {
      id: 'delete',
      label: 'Delete conversation',
      isDanger: true,
      startsGroup: true,
      onSelect: () => deleteConversation(stores, conversation.id),
    },
  ];

  return (
    <>
      <Header />
      <div className={css('tools')}>
        <SearchField
          label="Search messages"
          value={query}
          onChange={(next) => messageSearch.setQuery(next)}
        />
        <FilterMenu />
      </div>
      {problem === null ? null : <Notice kind="error">{problem}</Notice>}
      {isNarrowed && query === '' ? (
        <div className={css('narrowed')}>
          <span>
            {filter.label === null
              ? showNames[filter.show]
              : `${showNames[filter.show]}, labelled “${filter.label}”`}
          </span>
          <button type="button" className={css('all')} onClick={() => void conversations.setFilter(inbox)}>
            Show all
          </button>
        </div>
      ) : null}
      {query.trim() !== '' ? (
        <SearchResults />
      ) : isLoaded && items.length === 0 ? (
        <div className={css('empty')}>
          <EmptyState title={isNarrowed ? 'No such conversations' : 'No conversations yet'}>
            {filter.label === null ? emptyWords[filter.show] : 'None has this label.'}
          </EmptyState>
        </div>
      ) : (
        <List
          label="Conversations"
          items={items}
          rowHeightPx={CONVERSATION_ROW_PX}
          keyOf={(conversation) => conversation.id}
          textOf={(conversation) => conversation.name || conversation.peer}
          renderRow={(conversation) => <ConversationRow conversation={conversation} />}
          current={opened}
          onCurrentChange={(id) => navigation.openConversation(id as ConversationId)}
          onActivate={() => navigation.focusComposer()}
          onPick={() => navigation.focusComposer()}
          onDelete={() => {
            if (opened !== null && opened !== 'new') deleteConversation(stores, opened);
          }}
          onNearEnd={() => void conversations.loadMore()}
          menuFor={menuFor}
        />
      )}
      <MessageNotices />
    </>
  );
}
