import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EventPayload } from '#shared/contract/index';
import type { TrunkId } from '#shared/model/ids';
import type { HostClient } from '#shared/rpc/host-client';

/** Of each kind, the latest ones. */
const MAX_NOTICES = 20;

export type ReceiptRuleSuggestion = EventPayload<'message.receiptRuleSuggested'>;
export type UnmatchedReceipt = EventPayload<'message.receiptUnmatched'> & { readonly number: number };
export type LimitNotice = EventPayload<'rule.limitReached'>;

export interface MessageNoticesState {
  /** One a trunk. */
  readonly suggestions: readonly ReceiptRuleSuggestion[];
  /** Receipts that could not be placed in this run, latest last; the store of the host keeps every one. */
  readonly unmatchedReceipts: readonly UnmatchedReceipt[];
  /** Conversations in which two machines answered one another; one a conversation. */
  readonly limits: readonly LimitNotice[];
  /** The store was found damaged, and what to do; null when it was not. */
  readonly damage: string | null;
  /** Why nothing can be stored just now; null when it can. */
  readonly failure: string | null;
}

export interface MessageNoticesStore extends StoreApi<MessageNoticesState> {
  /** Remembers the rule on the trunk. Rejects with a sentence; the suggestion stays then. */
  acceptSuggestion(trunkId: TrunkId): Promise<void>;
  dismissSuggestion(trunkId: TrunkId): void;
  dismissReceipts(): void;
  dismissLimit(conversationId: LimitNotice['conversationId']): void;
  stop(): void;
}

/** What the host has to tell about messages and what wants an answer; shown until it is answered or dismissed. */
export function createMessageNoticesStore(client: HostClient): MessageNoticesStore {
  const store = createStore<MessageNoticesState>(() => ({
    suggestions: [],
    unmatchedReceipts: [],
    limits: [],
    damage: null,
    failure: null,
  }));
  let receiptCount = 0;

  const dismissSuggestion = (trunkId: TrunkId): void =>
    store.setState(({ suggestions }) => ({
      suggestions: suggestions.filter((each) => each.trunkId !== trunkId),
    }));
  const dismissLimit = (conversationId: LimitNotice['conversationId']): void =>
    store.setState(({ limits }) => ({
      limits: limits.filter((each) => each.conversationId !== conversationId),
    }));

  const releases = [
    client.on('message.receiptRuleSuggested', (suggestion) => {
      dismissSuggestion(suggestion.trunkId);
      store.setState(({ suggestions }) => ({
        suggestions: [...suggestions, suggestion].slice(-MAX_NOTICES),
      }));
    }),
    client.on('message.receiptUnmatched', (receipt) => {
      receiptCount += 1;
      const numbered = { number: receiptCount, ...receipt };
      store.setState(({ unmatchedReceipts }) => ({
        unmatchedReceipts: [...unmatchedReceipts, numbered].slice(-MAX_NOTICES),
      }));
    }),
    client.on('rule.limitReached', (limit) => {
      dismissLimit(limit.conversationId);
      store.setState(({ limits }) => ({ limits: [...limits, limit].slice(-MAX_NOTICES) }));
    }),
    client.on('message.storeDamaged', ({ sentence }) => store.setState({ damage: sentence })),
    client.on('message.storeFailing', ({ sentence }) => store.setState({ failure: sentence })),
    client.on('message.allDeleted', () => store.setState({ unmatchedReceipts: [], limits: [] })),
  ];

  return {
    ...store,
    acceptSuggestion: async (trunkId) => {
      const suggestion = store.getState().suggestions.find((each) => each.trunkId === trunkId);
      if (suggestion === undefined) return;
      const { trunks } = await client.call('trunk.list', {});
      const trunk = trunks.find((each) => each.id === trunkId);
      if (trunk !== undefined) {
        const settings = { ...trunk.settings, receiptIds: suggestion.rule };
        await client.call('trunk.update', { id: trunkId, settings, secrets: {} });
      }
      dismissSuggestion(trunkId);
    },
    dismissSuggestion,
    dismissReceipts: () => store.setState({ unmatchedReceipts: [] }),
    dismissLimit,
    stop: () => {
      for (const release of releases) release();
    },
  };
}
