import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput, CommandOutput } from '#shared/contract/index';
import type { ConversationId, MessageId } from '#shared/model/ids';
import type { ConversationView, MessageView } from '#shared/model/message';
import type { HostClient } from '#shared/rpc/host-client';
import { createBatch, nextFrame, type Schedule } from '../../app/batch';
import { sentenceOf, startReplica } from '../../app/replica';
import { byLatest, inbox, type ConversationFilter, type ListCursor } from './conversation-filter';
import {
  around,
  emptyThread,
  withChanged,
  withLatest,
  withNewer,
  withOlder,
  withoutMessages,
  type Thread,
} from './thread';
import { createUndoableDelete, type Undo } from './undoable-delete';

/** Conversations of the list, and messages, asked for at once. */
const LIST_LIMIT = 200;
const PAGE_LIMIT = 100;

/** A message that the reader wants to see; `number` counts, so that the same one can be wanted twice. */
export interface WantedMessage {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly number: number;
}

export interface ConversationState {
  readonly isLoaded: boolean;
  /** Every one that is known here, the one with the latest message first; the list shows those that fit its filter. */
  readonly conversations: readonly ConversationView[];
  readonly filter: ConversationFilter;
  /** The list is known down to here; null when it is known to its end. */
  readonly cursor: ListCursor | null;
  readonly isLoadingMore: boolean;
  /** Every label in use, by name. */
  readonly labels: readonly string[];
  /** The threads that were looked at. */
  readonly threads: Readonly<Record<ConversationId, Thread>>;
  /** Conversations and messages that are being deleted, as long as that can be undone. */
  readonly hidden: ReadonlySet<string>;
  readonly wanted: WantedMessage | null;
  readonly problem: string | null;
}

export interface ConversationStore extends StoreApi<ConversationState> {
  setFilter(filter: ConversationFilter): Promise<void>;
  /** The next page of the list. */
  loadMore(): Promise<void>;
  /** Loads the latest page of a thread, once; later calls do nothing. */
  openThread(id: ConversationId): Promise<void>;
  loadOlder(id: ConversationId): Promise<void>;
  loadNewer(id: ConversationId): Promise<void>;
  /** Leaves the place that was jumped to for the end of the thread. */
  showLatest(id: ConversationId): Promise<void>;
  /** Loads what stands around a message and asks for it to be shown. */
  showMessage(message: MessageView): Promise<void>;
  /** Takes in one that a search found. */
  know(conversation: ConversationView): void;
  markRead(id: ConversationId): Promise<void>;
  update(change: CommandInput<'conversation.update'>): Promise<void>;
  resend(id: MessageId): Promise<MessageView>;
  exportThread(input: CommandInput<'conversation.export'>): Promise<CommandOutput<'conversation.export'>>;
  /** Both are out of sight at once, and gone when the returned function can no longer bring them back. */
  deleteMessages(ids: readonly MessageId[]): Undo;
  deleteConversations(ids: readonly ConversationId[]): Undo;
  stop(): void;
}

export interface ConversationStoreOptions {
  readonly schedule?: Schedule;
  /** A delete did not succeed after all: what it was about is shown again. */
  readonly onNotDeleted?: (sentence: string) => void;
  readonly onNotUndone?: (sentence: string) => void;
}

/**
 * The window's copy of the conversations that were listed, and of the threads that were opened. However many messages
 * go by, they are sorted in and drawn once a frame.
 */
export function createConversationStore(
  client: HostClient,
  {
    schedule = nextFrame,
    onNotDeleted = () => undefined,
    onNotUndone = () => undefined,
  }: ConversationStoreOptions = {},
): ConversationStore {
  const store = createStore<ConversationState>(() => ({
    isLoaded: false,
    conversations: [],
    filter: inbox,
    cursor: null,
    isLoadingMore: false,
    labels: [],
    threads: {},
    hidden: new Set(),
    wanted: null,
    problem: null,
  }));
  /** Number of the last event about a message or conversation: a page that was read before it must not undo it. */
  const toldAt = new Map<string, number>();
  let listGeneration = 0;

  const isNews = (seq: number) => (each: { readonly id: string }) => (toldAt.get(each.id) ?? -1) <= seq;

  const changeThread = (id: ConversationId, change: (thread: Thread) => Thread): void =>
    store.setState((state) => ({
      threads: { ...state.threads, [id]: change(state.threads[id] ?? emptyThread) },
    }));

  const mergeConversations = (changed: readonly ConversationView[]): void =>
    store.setState(({ conversations }) => {
      const merged = new Map([...conversations, ...changed].map((each) => [each.id, each]));
      return { conversations: [...merged.values()].sort(byLatest) };
    });

  const changedMessages = createBatch<MessageView>(schedule, (messages) => {
    for (const id of new Set(messages.map((message) => message.conversationId))) {
      const ofThread = messages.filter((message) => message.conversationId === id);
      changeThread(id, (each) => withChanged(each, ofThread));
    }
  });
  const changedConversations = createBatch<ConversationView>(schedule, mergeConversations);

  const loadLabels = async (): Promise<void> => {
    try {
      store.setState(await client.call('conversation.labels', {}));
    } catch {
      // Without them the list is not narrowed by label; the list itself says when the host does not answer.
    }
  };

  const askForList = (before: ListCursor | null) => {
    const { show, label } = store.getState().filter;
    return client.call('conversation.list', { limit: LIST_LIMIT, before, show, label });
  };
  const cursorOf = (page: readonly ConversationView[]): ListCursor | null => {
    const last = page.at(-1);
    return page.length < LIST_LIMIT || last === undefined ? null : { lastAtMs: last.lastAtMs, id: last.id };
  };

  /** A page of the list, unless another filter was chosen meanwhile. */
  const loadList = async (before: ListCursor | null): Promise<void> => {
    const mine = (listGeneration += 1);
    store.setState({ isLoadingMore: true });
    try {
      const page = await askForList(before);
      if (mine !== listGeneration) return;
      changedConversations.flush();
      mergeConversations(page.conversations.filter(isNews(page.seq)));
      store.setState({ cursor: cursorOf(page.conversations), isLoadingMore: false, problem: null });
    } catch (error) {
      if (mine === listGeneration) store.setState({ isLoadingMore: false, problem: sentenceOf(error) });
    }
  };

  const askForMessages = async (
    id: ConversationId,
    place: Pick<CommandInput<'message.list'>, 'before' | 'after'>,
  ) => {
    const page = await client.call('message.list', { conversationId: id, limit: PAGE_LIMIT, ...place });
    changedMessages.flush();
    return { messages: page.messages.filter(isNews(page.seq)), hasMore: page.hasMore };
  };

  const loadLatest = async (id: ConversationId): Promise<void> => {
    try {
      const page = await askForMessages(id, { before: null });
      changeThread(id, (thread) => withLatest(thread, page));
    } catch (error) {
      changeThread(id, (thread) => ({ ...thread, problem: sentenceOf(error) }));
    }
  };

  const applyMessage = (message: MessageView, seq: number): void => {
    if (store.getState().threads[message.conversationId] === undefined) return;
    toldAt.set(message.id, seq);
    changedMessages.add(message);
  };

  const forgetMessages = (ids: readonly MessageId[]): void => {
    changedMessages.flush();
    const gone = new Set(ids);
    store.setState(({ threads, hidden }) => ({
      threads: Object.fromEntries(
        Object.entries(threads).map(([id, thread]) => [id, withoutMessages(thread, gone)]),
      ),
      hidden: new Set([...hidden].filter((id) => !gone.has(id as MessageId))),
    }));
  };

  const forgetConversations = (ids: readonly ConversationId[]): void => {
    changedMessages.flush();
    changedConversations.flush();
    const gone = new Set<string>(ids);
    store.setState(({ conversations, threads, hidden }) => ({
      conversations: conversations.filter((each) => !gone.has(each.id)),
      threads: Object.fromEntries(Object.entries(threads).filter(([id]) => !gone.has(id))),
      hidden: new Set([...hidden].filter((id) => !gone.has(id))),
    }));
  };

  const hide = (ids: readonly string[]): void =>
    store.setState(({ hidden }) => ({ hidden: new Set([...hidden, ...ids]) }));
  const show = (ids: readonly string[]): void =>
    store.setState(({ hidden }) => ({ hidden: new Set([...hidden].filter((id) => !ids.includes(id))) }));

  const stop = startReplica(client, {
    load: () => askForList(null),
    applySnapshot: ({ conversations }) => {
      // A host that was started anew counts its events from the beginning.
      toldAt.clear();
      listGeneration += 1;
      changedMessages.flush();
      changedConversations.flush();
      const opened = Object.keys(store.getState().threads) as ConversationId[];
      store.setState({
        isLoaded: true,
        conversations: conversations.toSorted(byLatest),
        cursor: cursorOf(conversations),
        isLoadingMore: false,
        // What this window had deleted was carried out when the connection went.
        hidden: new Set(),
        problem: null,
      });
      for (const id of opened) void loadLatest(id);
      void loadLabels();
    },
    listen: (on) => {
      on('conversation.changed', (conversation, seq) => {
        toldAt.set(conversation.id, seq);
        changedConversations.add(conversation);
        const { labels } = store.getState();
        if (conversation.labels.some((label) => !labels.includes(label))) void loadLabels();
      });
      on('message.changed', applyMessage);
      on('message.deleted', ({ ids }) => forgetMessages(ids));
      on('conversation.deleted', ({ ids }) => forgetConversations(ids));
      on('message.deletionFailed', ({ messageIds, conversationIds, sentence }) => {
        show([...messageIds, ...conversationIds]);
        onNotDeleted(sentence);
      });
      on('message.allDeleted', () => {
        changedMessages.flush();
        changedConversations.flush();
        store.setState({ conversations: [], threads: {}, labels: [], cursor: null, hidden: new Set() });
      });
    },
    onProblem: (problem) => store.setState({ problem }),
  });

  const deletes = <Id extends MessageId | ConversationId>(
    start: (ids: Id[]) => Promise<{ readonly deletionId: number }>,
  ) =>
    createUndoableDelete<Id>({
      hide,
      show,
      start,
      undo: (deletionId) => client.call('message.undoDelete', { deletionId }),
      onNotDeleted: (error) => onNotDeleted(sentenceOf(error)),
      onNotUndone: (error) => onNotUndone(sentenceOf(error)),
    });

  /** One that lies beyond the pages of the list. */
  const knowConversation = async (message: MessageView): Promise<void> => {
    const { conversationId, direction, sourceAddress, destinationAddress } = message;
    if (store.getState().conversations.some((each) => each.id === conversationId)) return;
    const search = direction === 'mt' ? destinationAddress : sourceAddress;
    try {
      const { conversations } = await client.call('conversation.list', { limit: 50, search });
      mergeConversations(conversations.filter((each) => each.id === conversationId));
    } catch (error) {
      store.setState({ problem: sentenceOf(error) });
    }
  };

  /** Loads a further page at one end of a thread; one at a time for each end. */
  const extend = async (id: ConversationId, end: 'older' | 'newer'): Promise<void> => {
    const thread = store.getState().threads[id];
    const isOlder = end === 'older';
    const edge = isOlder ? thread?.messages[0] : thread?.messages.at(-1);
    if (thread === undefined || edge === undefined) return;
    if (isOlder ? !thread.hasMore || thread.isLoadingOlder : !thread.hasNewer || thread.isLoadingNewer)
      return;
    const mark = (isLoading: boolean): Partial<Thread> =>
      isOlder ? { isLoadingOlder: isLoading } : { isLoadingNewer: isLoading };
    changeThread(id, (each) => ({ ...each, ...mark(true) }));
    try {
      const key = { createdAtMs: edge.createdAtMs, id: edge.id };
      const page = await askForMessages(id, isOlder ? { before: key } : { before: null, after: key });
      changeThread(id, (each) => (isOlder ? withOlder(each, page) : withNewer(each, page)));
    } catch (error) {
      changeThread(id, (each) => ({ ...each, ...mark(false), problem: sentenceOf(error) }));
    }
  };

  return {
    ...store,
    setFilter: async (filter) => {
      store.setState({ filter, cursor: null });
      await loadList(null);
    },
    loadMore: async () => {
      const { cursor, isLoadingMore } = store.getState();
      if (cursor !== null && !isLoadingMore) await loadList(cursor);
    },
    openThread: async (id) => {
      const thread = store.getState().threads[id];
      if (thread?.problem === null) return;
      changeThread(id, (each) => ({ ...each, problem: null }));
      await loadLatest(id);
    },
    loadOlder: (id) => extend(id, 'older'),
    loadNewer: (id) => extend(id, 'newer'),
    showLatest: (id) => loadLatest(id),
    showMessage: async (message) => {
      const { id, conversationId, createdAtMs } = message;
      const want = (): void =>
        store.setState(({ wanted }) => ({
          wanted: { id, conversationId, number: (wanted?.number ?? 0) + 1 },
        }));
      const thread = store.getState().threads[conversationId];
      if (thread?.messages.some((each) => each.id === id) === true) {
        want();
        return;
      }
      const key = { createdAtMs, id };
      await knowConversation(message);
      changeThread(conversationId, (each) => ({ ...each, problem: null }));
      try {
        const [older, newer] = await Promise.all([
          askForMessages(conversationId, { before: key }),
          askForMessages(conversationId, { before: null, after: key }),
        ]);
        changeThread(conversationId, () => around(message, older, newer));
        want();
      } catch (error) {
        changeThread(conversationId, (each) => ({ ...each, problem: sentenceOf(error) }));
      }
    },
    know: (conversation) => {
      const isKnown = store.getState().conversations.some((each) => each.id === conversation.id);
      if (!isKnown) mergeConversations([conversation]);
    },
    markRead: async (id) => {
      await client.call('conversation.markRead', { id });
    },
    update: async (change) => {
      mergeConversations([await client.call('conversation.update', change)]);
    },
    resend: (id) => client.call('message.resend', { id }),
    exportThread: (input) => client.call('conversation.export', input),
    deleteMessages: deletes<MessageId>((ids) => client.call('message.delete', { ids })),
    deleteConversations: deletes<ConversationId>((ids) => client.call('conversation.delete', { ids })),
    stop,
  };
}
