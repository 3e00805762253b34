import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConversationId, MessageId } from '#shared/model/ids';
import type { ConversationView, MessageView } from '#shared/model/message';
import type { HostClient } from '#shared/rpc/host-client';
import { createBatch, nextFrame, type Schedule } from '../../app/batch';
import { sentenceOf, startReplica } from '../../app/replica';
import { byTime, mergeMessages } from './thread-order';

/** Conversations in the list, and messages asked for at once. */
const LIST_LIMIT = 1000;
const PAGE_LIMIT = 100;

export interface Thread {
  /** Oldest first. */
  readonly messages: readonly MessageView[];
  readonly isLoaded: boolean;
  readonly isLoadingOlder: boolean;
  /** Whether there are older ones in the store. */
  readonly hasMore: boolean;
  readonly problem: string | null;
}

export interface ConversationState {
  readonly isLoaded: boolean;
  /** The one with the latest message first. */
  readonly conversations: readonly ConversationView[];
  /** The threads that were looked at. */
  readonly threads: Readonly<Record<ConversationId, Thread>>;
  /** Receipts that could not be placed, latest last; told, never dropped. */
  readonly unmatchedReceipts: readonly UnmatchedReceipt[];
  readonly problem: string | null;
}

export interface UnmatchedReceipt {
  readonly number: number;
  readonly trunkName: string;
  readonly smscMessageId: string;
  readonly text: string;
  /** Why it was matched to no message, as a sentence. */
  readonly reason: string;
}

export interface ConversationStore extends StoreApi<ConversationState> {
  /** Loads the latest page of a thread, once; later calls do nothing. */
  openThread(id: ConversationId): Promise<void>;
  loadOlder(id: ConversationId): Promise<void>;
  markRead(id: ConversationId): Promise<void>;
  dismissReceipt(number: number): void;
  stop(): void;
}

const emptyThread: Thread = {
  messages: [],
  isLoaded: false,
  isLoadingOlder: false,
  hasMore: false,
  problem: null,
};

const latestFirst = (conversations: readonly ConversationView[]): readonly ConversationView[] =>
  conversations.toSorted((one, other) => other.lastAtMs - one.lastAtMs);

/**
 * The window's copy of the conversations, and of the threads that were opened. However many messages go by, they are
 * sorted in and drawn once a frame.
 */
export function createConversationStore(
  client: HostClient,
  schedule: Schedule = nextFrame,
): ConversationStore {
  const store = createStore<ConversationState>(() => ({
    isLoaded: false,
    conversations: [],
    threads: {},
    unmatchedReceipts: [],
    problem: null,
  }));
  let receiptCount = 0;
  /** Number of the last event about a message: a page that was read before it must not undo it. */
  const toldAt = new Map<MessageId, number>();

  const changeThread = (id: ConversationId, change: (thread: Thread) => Thread): void =>
    store.setState((state) => ({
      threads: { ...state.threads, [id]: change(state.threads[id] ?? emptyThread) },
    }));

  const changedMessages = createBatch<MessageView>(schedule, (messages) => {
    for (const id of new Set(messages.map((message) => message.conversationId))) {
      const ofThread = messages.filter((message) => message.conversationId === id);
      changeThread(id, (each) => ({ ...each, messages: mergeMessages(each.messages, ofThread) }));
    }
  });
  const changedConversations = createBatch<ConversationView>(schedule, (changed) =>
    store.setState((state) => {
      const merged = new Map([...state.conversations, ...changed].map((each) => [each.id, each]));
      return { conversations: latestFirst([...merged.values()]) };
    }),
  );

  const notOutdated = (page: { readonly seq: number; readonly messages: readonly MessageView[] }) =>
    page.messages.filter((message) => (toldAt.get(message.id) ?? -1) <= page.seq);

  const loadLatest = async (id: ConversationId): Promise<void> => {
    try {
      const page = await client.call('message.list', { conversationId: id, before: null, limit: PAGE_LIMIT });
      changedMessages.flush();
      changeThread(id, (thread) => ({
        messages: mergeMessages(thread.messages, notOutdated(page)),
        isLoaded: true,
        isLoadingOlder: false,
        hasMore: thread.isLoaded ? thread.hasMore : page.hasMore,
        problem: null,
      }));
    } catch (error) {
      changeThread(id, (thread) => ({ ...thread, problem: sentenceOf(error) }));
    }
  };

  const applyMessage = (message: MessageView, seq: number): void => {
    if (store.getState().threads[message.conversationId] === undefined) return;
    toldAt.set(message.id, seq);
    changedMessages.add(message);
  };

  const stop = startReplica(client, {
    load: () => client.call('conversation.list', { limit: LIST_LIMIT }),
    applySnapshot: ({ conversations }) => {
      // A host that was started anew counts its events from the beginning.
      toldAt.clear();
      changedMessages.flush();
      changedConversations.flush();
      const opened = Object.keys(store.getState().threads) as ConversationId[];
      store.setState({ isLoaded: true, conversations: latestFirst(conversations), problem: null });
      for (const id of opened) void loadLatest(id);
    },
    listen: (on) => {
      on('conversation.changed', (conversation) => changedConversations.add(conversation));
      on('message.changed', applyMessage);
      on('message.receiptUnmatched', (receipt) => {
        receiptCount += 1;
        const numbered = { number: receiptCount, ...receipt };
        store.setState((state) => ({ unmatchedReceipts: [...state.unmatchedReceipts, numbered].slice(-20) }));
      });
    },
    onProblem: (problem) => store.setState({ problem }),
  });

  return {
    ...store,
    openThread: async (id) => {
      const thread = store.getState().threads[id];
      if (thread?.problem === null) return;
      changeThread(id, (each) => ({ ...each, problem: null }));
      await loadLatest(id);
    },
    loadOlder: async (id) => {
      const thread = store.getState().threads[id];
      const oldest = thread?.messages.toSorted(byTime)[0];
      if (thread === undefined || oldest === undefined || !thread.hasMore || thread.isLoadingOlder) return;
      changeThread(id, (each) => ({ ...each, isLoadingOlder: true }));
      try {
        const before = { createdAtMs: oldest.createdAtMs, id: oldest.id };
        const page = await client.call('message.list', { conversationId: id, before, limit: PAGE_LIMIT });
        changedMessages.flush();
        changeThread(id, (each) => ({
          ...each,
          messages: mergeMessages(each.messages, notOutdated(page)),
          isLoadingOlder: false,
          hasMore: page.hasMore,
        }));
      } catch (error) {
        changeThread(id, (each) => ({ ...each, isLoadingOlder: false, problem: sentenceOf(error) }));
      }
    },
    markRead: async (id) => {
      await client.call('conversation.markRead', { id });
    },
    dismissReceipt: (number) =>
      store.setState((state) => ({
        unmatchedReceipts: state.unmatchedReceipts.filter((each) => each.number !== number),
      })),
    stop,
  };
}
