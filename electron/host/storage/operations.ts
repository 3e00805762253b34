import type { ConversationId, MessageId, TrunkId } from '#shared/model/ids';
import type { ConversationView, MessageState, MessageView, TextEncoding } from '#shared/model/message';
import type { SegmentKey } from '#shared/smpp/text/user-data';

/** An address as it stands in the PDU. */
export interface WireAddress {
  readonly address: string;
  readonly ton: number;
  readonly npi: number;
}

export interface NewOutbound {
  readonly id: MessageId;
  /** Used when there is no conversation with this peer yet. */
  readonly newConversationId: ConversationId;
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  readonly source: WireAddress;
  readonly destination: WireAddress;
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly dataCoding: number;
  readonly isReceiptRequested: boolean;
  /** Reference of the concatenation header; null for a message of one segment. */
  readonly concatReference: number | null;
  /** User data with its header, in order. */
  readonly segments: readonly { readonly octets: Uint8Array; readonly esmClass: number }[];
  /** Why it waits. */
  readonly reason: string | null;
  readonly atMs: number;
}

/** One segment that was marked as sent: everything its submit_sm needs. */
export interface SegmentToSend {
  readonly messageId: MessageId;
  /** From 1. */
  readonly number: number;
  readonly source: WireAddress;
  readonly destination: WireAddress;
  readonly octets: Uint8Array;
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly isReceiptRequested: boolean;
}

/** What became of a segment that was marked as sent. `queued`: it never left. */
export type SegmentOutcome =
  | { readonly kind: 'accepted'; readonly smscMessageId: string | null; readonly reason: string | null }
  | { readonly kind: 'refused'; readonly commandStatus: number | null; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string }
  | { readonly kind: 'queued'; readonly reason: string };

export interface NewReceipt {
  readonly id: string;
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  /** The ids that the receipt names, most trusted first. */
  readonly smscMessageIds: readonly string[];
  /** Null when it says no state that is known. */
  readonly state: MessageState | null;
  /** Why, in words, where the receipt says more than its state. */
  readonly reason: string | null;
  readonly text: string;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly atMs: number;
}

export interface NewInbound {
  readonly newMessageId: MessageId;
  readonly newConversationId: ConversationId;
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  /** The octets of the text, header left out. */
  readonly octets: Uint8Array;
  readonly dataCoding: number;
  /** What is worth knowing of this part besides its text, as a sentence. */
  readonly note: string | null;
  /** Null for a message that is whole. */
  readonly segment: SegmentKey | null;
  readonly atMs: number;
}

/** `several`: two messages could match, so none does. */
export type ReceiptMatch = 'one' | 'none' | 'several';

/**
 * Everything that is ever written. Each operation is applied whole or not at all; those of one batch are one
 * transaction, and a promise is kept only after its commit (docs/adr/0007-message-durability.md).
 */
export interface WriteOperations {
  /** Stores a message and its segments as queued. */
  insertOutbound: { readonly input: NewOutbound; readonly output: MessageView };
  /** Marks the oldest queued segments of a trunk as sent, before their octets leave. */
  takeQueued: {
    readonly input: { readonly trunkId: TrunkId; readonly limit: number; readonly atMs: number };
    readonly output: readonly SegmentToSend[];
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
      readonly atMs: number;
    };
    readonly output: { readonly receiptIds: readonly string[] };
  };
  /** Says why the queued messages of a trunk wait; null takes the reason away. */
  explainQueued: {
    readonly input: { readonly trunkId: TrunkId; readonly reason: string | null; readonly atMs: number };
    readonly output: null;
  };
  /** Refuses everything of a trunk that is still queued. */
  refuseQueued: {
    readonly input: { readonly trunkId: TrunkId; readonly reason: string; readonly atMs: number };
    readonly output: null;
  };
  /** Stores a receipt, matched or not. */
  insertReceipt: { readonly input: NewReceipt; readonly output: { readonly match: ReceiptMatch } };
  /**
   * Stores a text that reads like a receipt but came as an ordinary message. If its id matches it is a receipt; else it
   * is a message, and waits as a receipt too while a response is still to come that could bring its id.
   */
  insertReceiptOrInbound: {
    readonly input: { readonly receipt: NewReceipt; readonly inbound: NewInbound };
    readonly output: { readonly isReceipt: boolean };
  };
  /** Stores an inbound message, or a part of one. */
  insertInbound: {
    readonly input: NewInbound;
    readonly output: { readonly messageId: MessageId; readonly isDuplicate: boolean };
  };
  markRead: { readonly input: { readonly id: ConversationId }; readonly output: null };
  /**
   * First after the store was opened: what was in flight when the last run ended is in doubt, what was queued is told
   * why it waits. Answers with what the queue holds.
   */
  recover: {
    readonly input: { readonly inDoubtReason: string; readonly queuedReason: string; readonly atMs: number };
    readonly output: { readonly trunkIds: readonly TrunkId[]; readonly references: readonly UsedReference[] };
  };
}

/** A concatenation reference that a message to this destination uses and that is not settled yet. */
export interface UsedReference {
  readonly messageId: MessageId;
  readonly destinationAddress: string;
  readonly reference: number;
}

export interface ReadOperations {
  listMessages: {
    readonly input: {
      readonly conversationId: ConversationId;
      readonly before: { readonly createdAtMs: number; readonly id: MessageId } | null;
      readonly limit: number;
    };
    /** Newest last. */
    readonly output: { readonly messages: readonly MessageView[]; readonly hasMore: boolean };
  };
  /** The most recent first. */
  listConversations: {
    readonly input: { readonly limit: number };
    readonly output: readonly ConversationView[];
  };
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

/** What a committed batch changed, each once, as it is now. */
export interface StoreChanges {
  readonly messages: readonly MessageView[];
  readonly conversations: readonly ConversationView[];
}
