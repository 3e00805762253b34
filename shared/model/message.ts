import { z } from 'zod';
import { conversationId, messageId, trunkId } from './ids';

/** States of a message and of a segment (product rules, "Message states"). */
export const messageStates = [
  'queued',
  'sent',
  'accepted',
  'refused',
  'scheduled',
  'enroute',
  'delivered',
  'expired',
  'deleted',
  'undeliverable',
  'acknowledged',
  'unknown',
  'rejected',
  'skipped',
  'in-doubt',
  'received',
] as const;
export const messageState = z.enum(messageStates);
export type MessageState = z.infer<typeof messageState>;

/** The alphabets that text travels in; `gsm7` has one septet an octet, `binary` is octets and no text. */
export const textEncoding = z.enum(['gsm7', 'gsm7-packed', 'latin1', 'ascii', 'ucs2', 'binary']);
export type TextEncoding = z.infer<typeof textEncoding>;

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
  trunkId,
  trunkName: z.string(),
  sourceAddress: z.string(),
  destinationAddress: z.string(),
  text: z.string(),
  encoding: textEncoding,
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
  /** The address of ours that was used last; the reply goes out from it. */
  ownAddress: z.string(),
  trunkId,
  lastText: z.string(),
  lastDirection: z.enum(['mt', 'mo']),
  lastState: messageState,
  lastAtMs: z.number(),
  unreadCount: z.number().int().nonnegative(),
});
export type ConversationView = z.infer<typeof conversationView>;

/** What the composer hands in. */
export const submitRequest = z.strictObject({
  trunkId,
  /** May be empty where the SMSC sets the sender. */
  sourceAddress: z.string().trim().max(64),
  destinationAddress: z.string().trim().min(1, 'Enter a destination address.').max(64),
  text: z.string().max(40_000),
  isReceiptRequested: z.boolean(),
});
export type SubmitRequest = z.infer<typeof submitRequest>;
