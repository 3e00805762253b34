import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ConversationView, MessageView } from '#shared/model/message';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';

const PAGE_LIMIT = 50;
const PEOPLE_LIMIT = 5;
/** A search waits this long for the next key. */
const TYPING_MS = 120;

export interface MessageSearchState {
  readonly query: string;
  /** What `people` and `messages` are the answer to; differs from the query while that is on its way. */
  readonly answered: string;
  readonly people: readonly ConversationView[];
  /** Newest first. */
  readonly messages: readonly MessageView[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly problem: string | null;
}

export interface MessageSearchStore extends StoreApi<MessageSearchState> {
  setQuery(query: string): void;
  loadMore(): Promise<void>;
}

const nothing = { answered: '', people: [], messages: [], hasMore: false, isLoading: false, problem: null };

/** Calls `run` after the time, unless it is started again before. */
export type Debounce = (run: () => void) => void;

export function createDebounce(ms: number): Debounce {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (run) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };
}

/** The search over every text, number and name; the host searches, this asks page by page. */
export function createMessageSearchStore(
  client: HostClient,
  debounce: Debounce = createDebounce(TYPING_MS),
): MessageSearchStore {
  const store = createStore<MessageSearchState>(() => ({ query: '', ...nothing }));
  /** Answers to an earlier question are dropped. */
  let generation = 0;

  const search = async (): Promise<void> => {
    const mine = generation;
    const query = store.getState().query.trim();
    try {
      const [{ conversations }, { messages, hasMore }] = await Promise.all([
        client.call('conversation.list', { limit: PEOPLE_LIMIT, search: query.slice(0, 64) }),
        client.call('message.search', { query, limit: PAGE_LIMIT }),
      ]);
      if (mine !== generation) return;
      store.setState({
        answered: query,
        people: conversations,
        messages,
        hasMore,
        isLoading: false,
        problem: null,
      });
    } catch (error) {
      if (mine === generation) store.setState({ isLoading: false, problem: sentenceOf(error) });
    }
  };

  const forget = (ids: ReadonlySet<string>): void =>
    store.setState(({ messages, people }) => ({
      messages: messages.filter((each) => !ids.has(each.id) && !ids.has(each.conversationId)),
      people: people.filter((each) => !ids.has(each.id)),
    }));
  client.on('message.deleted', ({ ids }) => forget(new Set(ids)));
  client.on('conversation.deleted', ({ ids }) => forget(new Set(ids)));
  client.on('message.allDeleted', () => store.setState({ people: [], messages: [], hasMore: false }));
  client.on('message.changed', (message) => {
    if (!store.getState().messages.some((each) => each.id === message.id)) return;
    store.setState(({ messages }) => ({
      messages: messages.map((each) => (each.id === message.id ? message : each)),
    }));
  });

  return {
    ...store,
    setQuery: (query) => {
      generation += 1;
      if (query.trim() === '') {
        store.setState({ query, ...nothing });
        debounce(() => undefined);
        return;
      }
      store.setState({ query, isLoading: true });
      const mine = generation;
      debounce(() => {
        if (mine === generation) void search();
      });
    },
    loadMore: async () => {
      const { messages, hasMore, isLoading, answered } = store.getState();
      const last = messages.at(-1);
      if (!hasMore || isLoading || last === undefined) return;
      const mine = generation;
      store.setState({ isLoading: true });
      try {
        const before = { createdAtMs: last.createdAtMs, id: last.id };
        const page = await client.call('message.search', { query: answered, before, limit: PAGE_LIMIT });
        if (mine !== generation) return;
        store.setState((state) => ({
          messages: [...state.messages, ...page.messages],
          hasMore: page.hasMore,
          isLoading: false,
        }));
      } catch (error) {
        if (mine === generation) store.setState({ isLoading: false, problem: sentenceOf(error) });
      }
    },
  };
}
