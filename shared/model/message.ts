import { z } from 'zod';
import { conversationId, messageId, trunkGroupId, trunkId } from './ids';
import { messagePdus, messageStates, textEncodings } from './message-words';

export const messageState = z.enum(messageStates);
export type MessageState = z.infer<typeof messageState>;

export const textEncoding = z.enum(textEncodings);
export type TextEncoding = z.infer<typeof textEncoding>;

export const messagePdu = z.enum(messagePdus);
export type MessagePdu = z.infer<typeof messagePdu>;

export const segmentView = z.strictObject({
  /** From 1. */
  number: z.number().int().min(1),
  state: messageState,
  /** The message_id that the SMSC gave; null until it answered. */
  smscMessageId: z.string().nullable(),
  /** command_status of a refusal; null if there was none. What a receipt says is in `reason`. */
  commandStatus: z.number().int().nullable(),
  reason: z.string().nullable(),
});
export type SegmentView = z.infer<typeof segmentView>;

/** One message to or from one number. */
export const messageView = z.strictObject({
  id: messageId,
  conversationId,
  direction: z.enum(['mt', 'mo']),
  /** The trunk that carries it; null while a group has not chosen one. */
  trunkId: trunkId.nullable(),
  /** Of that trunk, or of the group until then. */
  trunkName: z.string(),
  /** The group that it was handed to; null for one trunk alone. */
  groupId: trunkGroupId.nullable(),
  /** Why this trunk of the group carries it; null without a group. */
  routeReason: z.string().nullable(),
  pdu: messagePdu,
  sourceAddress: z.string(),
  destinationAddress: z.string(),
  text: z.string(),
  encoding: textEncoding,
  dataCoding: z.number().int(),
  state: messageState,
  /** Why it is in this state, as a sentence for the screen; null where the state says it all. */
  reason: z.string().nullable(),
  isReceiptRequested: z.boolean(),
  segments: z.array(segmentView),
  /** Parts expected of an inbound message; larger than what arrived while it is incomplete. */
  segmentTotal: z.number().int().min(1),
  createdAtMs: z.number(),
  changedAtMs: z.number(),
});
export type MessageView = z.infer<typeof messageView>;

/** All that was said with one number. */
export const conversationView = z.strictObject({
  id: conversationId,
  /** The other side's number or name. */
  peer: z.string(),
  /** What the user calls it; empty where it has no name. */
  name: z.string(),
  /** The address of ours that was used last; the reply goes out from it. */
  ownAddress: z.string(),
  /** The trunk that was used last; null while a group has not chosen one. */
  trunkId: trunkId.nullable(),
  /** The group that the last message was handed to, or that the user chose; null for one trunk alone. */
  groupId: trunkGroupId.nullable(),
  labels: z.array(z.string()),
  isSpam: z.boolean(),
  note: z.string(),
  lastText: z.string(),
  lastDirection: z.enum(['mt', 'mo']),
  lastState: messageState,
  lastAtMs: z.number(),
  unreadCount: z.number().int().nonnegative(),
});
export type ConversationView = z.infer<typeof conversationView>;
