import type { ConversationId, MessageId, TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { Draft } from '#shared/model/draft';
import type { ConversationView, MessageState, MessageView } from '#shared/model/message';
import type { HistoryEntry, ReceiptView } from '#shared/model/message-history';
import type { ReceiptIdRule } from '#shared/model/receipt-ids';
import type { Rule, RuleId, RuleSet } from '#shared/model/rule';
import type { Template, TemplateId } from '#shared/model/template';
import type {
  PduPlace,
  NewOutbound,
  WaitingAnswer,
  SegmentToSend,
  SegmentOutcome,
  NewReceipt,
  MateTrunk,
  NewInbound,
  ReceiptMatch,
  RuleSuggestion,
  NewHistoryEntry,
  SubmittedMessage,
  WaitingForRoute,
  DueQuery,
} from './stored-records';

/**
 * Everything that is ever written. Each operation is applied whole or not at all; those of one batch are one
 * transaction, and a promise is kept only after its commit (docs/adr/0007-message-durability.md).
 */
export interface WriteOperations {
  /** Stores a message and its segments as queued. */
  insertOutbound: { readonly input: NewOutbound; readonly output: MessageView };
  /** The same for many, in one statement each table. */
  insertOutbounds: { readonly input: readonly NewOutbound[]; readonly output: null };
  /** Marks the first queued segments of a trunk as sent, before their octets leave. */
  takeQueued: {
    readonly input: {
      readonly trunkId: TrunkId;
      /** Of messages: each destination of a submit_multi counts. */
      readonly limit: number;
      /** Source addresses that have no room now. */
      readonly withoutSources?: readonly string[];
      /** Messages, and conversations, that are about to be deleted. */
      readonly withoutMessages?: readonly MessageId[];
      readonly withoutConversations?: readonly ConversationId[];
      readonly atMs: number;
    };
    readonly output: readonly SegmentToSend[];
  };
  /** The first messages of a group that no trunk carries yet; nothing is changed. */
  peekUnrouted: {
    readonly input: { readonly groupId: TrunkGroupId; readonly limit: number };
    readonly output: readonly WaitingForRoute[];
  };
  /** Puts messages of a group into the queue of the trunk that is to carry them. */
  routeQueued: {
    readonly input: {
      readonly routes: readonly {
        readonly messageId: MessageId;
        readonly trunkId: TrunkId;
        readonly trunkName: string;
        readonly reason: string;
      }[];
      readonly atMs: number;
    };
    readonly output: null;
  };
  /** Gives back to its group what is queued on a trunk and of which no part has left. */
  unrouteQueued: {
    readonly input: {
      readonly groupId: TrunkGroupId | null;
      readonly trunkId: TrunkId | null;
      readonly groupName: string | null;
      readonly atMs: number;
    };
    readonly output: { readonly groupIds: readonly TrunkGroupId[] };
  };
  /**
   * Settles a segment that was marked as sent; one that is already settled is left alone. Receipts that overtook the
   * response are matched here: `receiptIds`.
   */
  settleSegment: {
    readonly input: {
      readonly messageId: MessageId;
      readonly number: number;
      readonly outcome: SegmentOutcome;
      readonly place: PduPlace | null;
      /** Its PDU carried no other message, as a submit_multi does. */
      readonly isAlone?: boolean;
      /** When to ask with query_sm, where the trunk does. */
      readonly queryAtMs?: number | null;
      readonly idRule?: ReceiptIdRule;
      readonly atMs: number;
    };
    readonly output: { readonly receiptIds: readonly string[] };
  };
  /** Says why the first of the queued messages of a trunk or a group wait; null takes the reason away. */
  explainQueued: {
    readonly input: {
      readonly lane: TrunkId | TrunkGroupId;
      readonly reason: string | null;
      readonly atMs: number;
    };
    readonly output: null;
  };
  /** What is queued in a lane names its trunk or group so, so many at a time: true when there may be more. */
  renameQueued: {
    readonly input: { readonly lane: TrunkId | TrunkGroupId; readonly name: string; readonly atMs: number };
    readonly output: { readonly hasMore: boolean };
  };
  /** Refuses what is queued in a lane, so many at a time: true when there may be more. */
  refuseQueued: {
    readonly input: {
      readonly lane: TrunkId | TrunkGroupId;
      readonly messageIds?: readonly MessageId[];
      readonly reason: string;
      readonly atMs: number;
    };
    readonly output: { readonly hasMore: boolean };
  };
  addHistory: { readonly input: NewHistoryEntry; readonly output: null };
  /** What query_sm, cancel_sm or another request says of a segment. */
  setSegmentState: {
    readonly input: {
      readonly messageId: MessageId;
      readonly number: number;
      /** Null: only the history is written. */
      readonly state: MessageState | null;
      readonly reason: string | null;
      readonly text?: string;
      readonly history: NewHistoryEntry;
      /** Next time on the timer; undefined leaves it. */
      readonly queryAtMs?: number | null;
    };
    readonly output: null;
  };
  /** Stores a receipt, matched or not. */
  insertReceipt: {
    readonly input: NewReceipt;
    readonly output: { readonly match: ReceiptMatch; readonly suggestion: RuleSuggestion | null };
  };
  /**
   * Looks for the message of a receipt, stored without one, among those of other trunks: exactly one of them may have its
   * id, and the handset has to be the one that was written to. Else a response that is still to come may bring it.
   */
  matchElsewhere: {
    readonly input: { readonly receipt: NewReceipt; readonly mates: readonly MateTrunk[] };
    readonly output: {
      readonly match: ReceiptMatch;
      readonly suggestion: (RuleSuggestion & { readonly trunkId: TrunkId }) | null;
    };
  };
  /**
   * Stores a text that reads like a receipt but came as an ordinary message. If its id matches it is a receipt; else it
   * is a message, and waits as a receipt too while a response is still to come that could bring its id.
   */
  insertReceiptOrInbound: {
    readonly input: {
      readonly receipt: NewReceipt;
      readonly inbound: NewInbound;
      readonly mates: readonly MateTrunk[];
    };
    readonly output: { readonly isReceipt: boolean; readonly messageId: MessageId | null };
  };
  /** Stores an inbound message, or a part of one. */
  insertInbound: {
    readonly input: NewInbound;
    readonly output: {
      readonly messageId: MessageId;
      readonly isDuplicate: boolean;
      /** All parts are there. */
      readonly isComplete: boolean;
    };
  };
  /** Parts that did not come by then are told as missing. */
  giveUpInbound: {
    readonly input: { readonly lastBeforeMs: number; readonly atMs: number };
    readonly output: null;
  };
  markRead: { readonly input: { readonly id: ConversationId }; readonly output: null };
  /** Null when there is no such conversation. What is left out stays; `addLabel` adds one more. */
  updateConversation: {
    readonly input: {
      readonly id: ConversationId;
      readonly name?: string;
      readonly labels?: readonly string[];
      readonly addLabel?: string;
      readonly isSpam?: boolean;
      readonly note?: string;
      readonly target?: { readonly trunkId: TrunkId | null; readonly groupId: TrunkGroupId | null };
    };
    readonly output: ConversationView | null;
  };
  deleteConversations: { readonly input: { readonly ids: readonly ConversationId[] }; readonly output: null };
  deleteMessages: { readonly input: { readonly ids: readonly MessageId[] }; readonly output: null };
  /** Deletes the oldest messages beyond the limits, so many at a time; nothing that is queued or in flight. */
  prune: {
    readonly input: {
      /** Older ones go; null keeps them. */
      readonly beforeMs: number | null;
      /** Messages that stay; null is any number. */
      readonly keepCount: number | null;
    };
    readonly output: { readonly hasMore: boolean };
  };
  /** What the rules say of a message that they are due for; `isDue` is false, and nothing done, when they are not. */
  carryOutRules: {
    readonly input: {
      readonly messageId: MessageId;
      readonly conversationId: ConversationId;
      readonly labels: readonly string[];
      readonly isSpam: boolean;
      /** What is to be sent, now or later. */
      readonly answers: readonly WaitingAnswer[];
      /** For the history of the message. */
      readonly notes: readonly string[];
      readonly atMs: number;
    };
    readonly output: { readonly isDue: boolean };
  };
  /** An answer that cannot be sent; nothing when it does not wait any more. */
  giveUpAnswer: {
    readonly input: { readonly id: string; readonly reason: string; readonly atMs: number };
    readonly output: null;
  };
  saveRule: { readonly input: Rule; readonly output: RuleSet };
  deleteRules: { readonly input: { readonly ids: readonly RuleId[] }; readonly output: RuleSet };
  reorderRules: { readonly input: { readonly ids: readonly RuleId[] }; readonly output: RuleSet };
  setRuleMode: { readonly input: { readonly mode: RuleSet['mode'] }; readonly output: RuleSet };
  saveTemplate: { readonly input: Template; readonly output: readonly Template[] };
  deleteTemplates: {
    readonly input: { readonly ids: readonly TemplateId[] };
    readonly output: readonly Template[];
  };
  saveDraft: { readonly input: Draft; readonly output: null };
  deleteDraft: { readonly input: { readonly key: string }; readonly output: null };
  /**
   * First after the store was opened: what was in flight when the last run ended is in doubt. Answers with what the
   * queue holds.
   */
  recover: {
    readonly input: { readonly inDoubtReason: string; readonly atMs: number };
    readonly output: {
      /** Number of this run of the host on this store. */
      readonly run: number;
      readonly lanes: readonly { readonly id: string; readonly isGroup: boolean }[];
      readonly references: readonly UsedReference[];
    };
  };
}

/** A concatenation reference that a message to this destination uses and that is not settled yet. */
export interface UsedReference {
  readonly messageId: MessageId;
  readonly destinationAddress: string;
  readonly reference: number;
  readonly bits: 8 | 16;
}

export interface ReadOperations {
  listMessages: {
    readonly input: {
      readonly conversationId: ConversationId;
      readonly before: { readonly createdAtMs: number; readonly id: MessageId } | null;
      /** In place of `before`: those that follow it. */
      readonly after?: { readonly createdAtMs: number; readonly id: MessageId } | null;
      readonly limit: number;
    };
    /** Newest last. */
    readonly output: { readonly messages: readonly MessageView[]; readonly hasMore: boolean };
  };
  /** The most recent first. */
  listConversations: {
    readonly input: {
      readonly limit: number;
      readonly before?: { readonly lastAtMs: number; readonly id: ConversationId } | null;
      readonly search?: string;
      readonly label?: string | null;
      readonly show?: 'inbox' | 'unread' | 'spam' | 'all';
    };
    readonly output: readonly ConversationView[];
  };
  getConversation: {
    readonly input: { readonly id: ConversationId };
    readonly output: ConversationView | null;
  };
  listLabels: { readonly input: null; readonly output: readonly string[] };
  /** Newest first. */
  searchMessages: {
    readonly input: {
      readonly query: string;
      readonly conversationId: ConversationId | null;
      readonly before: { readonly createdAtMs: number; readonly id: MessageId } | null;
      readonly limit: number;
    };
    readonly output: { readonly messages: readonly MessageView[]; readonly hasMore: boolean };
  };
  /** These as they are now, with the conversations whose last message is among them. */
  listChanged: {
    readonly input: ChangedIds;
    readonly output: Pick<StoreChanges, 'messages' | 'conversations'>;
  };
  getMessage: { readonly input: { readonly id: MessageId }; readonly output: SubmittedMessage | null };
  getHistory: {
    readonly input: { readonly id: MessageId; readonly run: number };
    readonly output: {
      readonly entries: readonly HistoryEntry[];
      readonly receipts: readonly ReceiptView[];
    };
  };
  /** The message that a request carried or was about. */
  findMessageOfPdu: {
    readonly input: { readonly place: PduPlace; readonly isInbound: boolean };
    readonly output: MessageId | null;
  };
  listUnmatchedReceipts: {
    readonly input: { readonly before: string | null; readonly limit: number };
    readonly output: { readonly receipts: readonly ReceiptView[]; readonly hasMore: boolean };
  };
  /** Newest first; for exports. */
  exportMessages: {
    readonly input: { readonly conversationId: ConversationId; readonly limit: number };
    readonly output: readonly MessageView[];
  };
  /** Segments that wait for a trunk, or in a group for one of its trunks. */
  countQueued: { readonly input: { readonly lane: TrunkId | TrunkGroupId }; readonly output: number };
  dueQueries: {
    readonly input: { readonly nowMs: number; readonly limit: number };
    readonly output: readonly DueQuery[];
  };
  /** Answers of rules that wait, the first due first. */
  listAnswers: { readonly input: null; readonly output: readonly WaitingAnswer[] };
  /** Messages that the rules have not been carried out for, the oldest first. */
  listRulesDue: { readonly input: null; readonly output: readonly MessageId[] };
  listRules: { readonly input: null; readonly output: RuleSet };
  listTemplates: { readonly input: null; readonly output: readonly Template[] };
  listDrafts: { readonly input: null; readonly output: readonly Draft[] };
}

export type WriteKind = keyof WriteOperations;
export type WriteInput<K extends WriteKind> = WriteOperations[K]['input'];
export type WriteOutput<K extends WriteKind> = WriteOperations[K]['output'];
export interface WriteRequest<K extends WriteKind = WriteKind> {
  readonly kind: K;
  readonly input: WriteInput<K>;
}

export type ReadKind = keyof ReadOperations;
export type ReadInput<K extends ReadKind> = ReadOperations[K]['input'];
export type ReadOutput<K extends ReadKind> = ReadOperations[K]['output'];
export interface ReadRequest<K extends ReadKind = ReadKind> {
  readonly kind: K;
  readonly input: ReadInput<K>;
}

/** What became of one write operation of a batch. */
export type OperationResult =
  | { readonly ok: true; readonly output: WriteOutput<WriteKind> }
  | { readonly ok: false; readonly message: string };

/** What was changed, each once, as it is now. */
export interface StoreChanges {
  readonly messages: readonly MessageView[];
  readonly conversations: readonly ConversationView[];
  readonly deletedMessages: readonly MessageId[];
  readonly deletedConversations: readonly ConversationId[];
}

/** What a committed batch changed and did not look up. */
export interface ChangedIds {
  readonly messages: readonly MessageId[];
  readonly conversations: readonly ConversationId[];
}
