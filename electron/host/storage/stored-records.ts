import type { ConversationId, MessageId, TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { MessagePdu, MessageState, MessageView, TextEncoding } from '#shared/model/message';
import type { HistoryKind } from '#shared/model/message-history';
import type { ReceiptIdRule } from '#shared/model/receipt-ids';
import type { SubmitInput } from '#shared/model/submission';
import type { Tlv } from '#shared/smpp/pdu';
import type { TextCoding } from '#shared/smpp/text/text-coding';
import type { SegmentKey } from '#shared/smpp/text/user-data';

/** An address as it stands in the PDU. */
export interface WireAddress {
  readonly address: string;
  readonly ton: number;
  readonly npi: number;
}

/** Where a PDU stands in the log: sessions are numbered anew in each run of the host. */
export interface PduPlace {
  readonly run: number;
  readonly sessionId: number;
  readonly sequenceNumber: number;
}

/** The fields of a message's PDUs beyond addresses and text; kept as JSON, TLVs as tag and hexadecimal digits. */
export interface MessageFields {
  readonly serviceType: string;
  readonly protocolId: number;
  readonly priorityFlag: number;
  readonly scheduleDeliveryTime: string;
  readonly validityPeriod: string;
  readonly registeredDelivery: number;
  readonly replaceIfPresentFlag: number;
  readonly smDefaultMsgId: number;
  readonly tlvs: readonly (readonly [tag: number, hex: string])[];
  /** The destination is the name of a distribution list of the SMSC. */
  readonly isList: boolean;
}

export interface NewSegment {
  /** What short_message holds: the user data with its header, or nothing beside message_payload. */
  readonly octets: Uint8Array;
  readonly esmClass: number;
  /** SAR or message_payload. */
  readonly tlvs: readonly Tlv[];
}

export interface NewOutbound {
  readonly id: MessageId;
  /** Used when there is no conversation with this peer yet. */
  readonly newConversationId: ConversationId;
  /** Null while a group has not chosen one. */
  readonly trunkId: TrunkId | null;
  /** Of the trunk, or of the group. */
  readonly trunkName: string;
  readonly groupId: TrunkGroupId | null;
  readonly pdu: MessagePdu;
  readonly source: WireAddress;
  readonly destination: WireAddress;
  readonly text: string;
  readonly encoding: TextEncoding;
  readonly dataCoding: number;
  readonly isReceiptRequested: boolean;
  /** Null for those of an ordinary message. */
  readonly fields: MessageFields | null;
  /** The request as JSON where the other columns do not say all of it. */
  readonly request: string | null;
  /** Of the parts of a long message; null for a message of one segment. */
  readonly reference: { readonly number: number; readonly bits: 8 | 16 } | null;
  readonly segments: readonly NewSegment[];
  /** The lowest leaves first. */
  readonly rank: number;
  /** The message whose submit_multi carries this one too. */
  readonly carrierId: MessageId | null;
  /** Why it waits. */
  readonly reason: string | null;
  /** The answer of a rule that this message is: it waits no more. */
  readonly answerId?: string;
  readonly atMs: number;
}

/** What a rule sends, at once or once its delay is over. */
export interface WaitingAnswer {
  readonly id: string;
  readonly dueAtMs: number;
  /** The message that came in. */
  readonly messageId: MessageId;
  readonly ruleName: string;
  readonly request: SubmitInput;
}

/** A destination of a submit_multi. */
export interface CarriedDestination {
  readonly messageId: MessageId;
  readonly address: WireAddress;
  readonly isList: boolean;
}

/** One segment that was marked as sent: everything its PDU needs. */
export interface SegmentToSend {
  readonly messageId: MessageId;
  /** From 1. */
  readonly number: number;
  readonly pdu: MessagePdu;
  readonly source: WireAddress;
  readonly destination: WireAddress;
  readonly octets: Uint8Array;
  readonly esmClass: number;
  readonly tlvs: readonly Tlv[];
  readonly dataCoding: number;
  readonly isReceiptRequested: boolean;
  readonly fields: MessageFields | null;
  /** The other destinations of its submit_multi. */
  readonly carried: readonly CarriedDestination[];
}

/** What became of a segment that was marked as sent. `queued`: it never left, or the SMSC did not take it now. */
export type SegmentOutcome =
  | {
      readonly kind: 'accepted';
      readonly smscMessageId: string | null;
      readonly reason: string | null;
      /** Addresses of a submit_multi that the SMSC did not take. */
      readonly refused?: readonly {
        readonly address: string;
        readonly commandStatus: number;
        readonly reason: string;
      }[];
    }
  | { readonly kind: 'refused'; readonly commandStatus: number | null; readonly reason: string }
  | { readonly kind: 'in-doubt'; readonly reason: string }
  | { readonly kind: 'queued'; readonly reason: string; readonly isThrottled?: boolean };

export interface NewReceipt {
  readonly id: string;
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  /** The ids that the receipt names, most trusted first. */
  readonly smscMessageIds: readonly string[];
  /** How the trunk's ids in receipts relate to those of its responses; other conversions are tried after it. */
  readonly idRule: ReceiptIdRule;
  /** Null when it says no state that is known. */
  readonly state: MessageState | null;
  /** Why, in words, where the receipt says more than its state. */
  readonly reason: string | null;
  readonly text: string;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  readonly place: PduPlace | null;
  readonly atMs: number;
}

export interface NewInbound {
  readonly newMessageId: MessageId;
  readonly newConversationId: ConversationId;
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  /** Where the trunk is of a group: what it shares with the others, since an SMSC may send parts over any of them. */
  readonly joinTrunkId?: TrunkId;
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  /** The octets of the text, header left out. */
  readonly octets: Uint8Array;
  readonly dataCoding: number;
  /** What data_coding means on the trunk, with the header's national tables. */
  readonly coding: TextCoding;
  readonly place: PduPlace | null;
  /** What is worth knowing of this part besides its text, as a sentence. */
  readonly note: string | null;
  /** Null for a message that is whole. */
  readonly segment: SegmentKey | null;
  /** The rules are to look at it once it is whole. */
  readonly areRulesDue: boolean;
  readonly atMs: number;
}

/** Another trunk over which the message of a receipt may have left, with its rule for ids. */
export interface MateTrunk {
  readonly trunkId: TrunkId;
  readonly idRule: ReceiptIdRule;
}

/** `several`: two messages could match, so none does. */
export type ReceiptMatch = 'one' | 'none' | 'several';

/** The receipt's id is that of a response only by another rule than the trunk's. */
export interface RuleSuggestion {
  readonly rule: ReceiptIdRule;
  readonly response: string;
  readonly receipt: string;
}

/** What happened to a message beyond what its segments and receipts say. */
export interface NewHistoryEntry {
  readonly messageId: MessageId;
  readonly kind: HistoryKind;
  readonly segment: number | null;
  readonly sentence: string;
  readonly place: PduPlace | null;
  readonly atMs: number;
}

/** A message that one asks the SMSC about, or about which one asks it something. */
export interface SubmittedMessage {
  readonly view: MessageView;
  readonly source: WireAddress;
  readonly destination: WireAddress;
  readonly serviceType: string;
  readonly fields: MessageFields | null;
  readonly request: string | null;
}

/** A message of a group that waits for a trunk. */
export interface WaitingForRoute {
  readonly messageId: MessageId;
  readonly sourceAddress: string;
  readonly pdu: MessagePdu;
  readonly dataCoding: number;
  readonly encoding: TextEncoding;
  /** It says so itself which octets these are: the trunk's map does not matter. */
  readonly isBinary: boolean;
  readonly hasTlvs: boolean;
}

/** A segment that a query_sm is due for. */
export interface DueQuery {
  readonly messageId: MessageId;
  readonly number: number;
  readonly trunkId: TrunkId;
  readonly smscMessageId: string;
  readonly source: WireAddress;
  readonly queryCount: number;
}
