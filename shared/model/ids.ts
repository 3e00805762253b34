import { z } from 'zod';

/** Branded ids: a trunk's id cannot be handed where a message's is wanted. */
export const trunkId = z.string().min(1).max(64).brand<'TrunkId'>();
export type TrunkId = z.infer<typeof trunkId>;

export const trunkGroupId = z.string().min(1).max(64).brand<'TrunkGroupId'>();
export type TrunkGroupId = z.infer<typeof trunkGroupId>;

/** An entry of the address book. */
export const sourceAddressId = z.string().min(1).max(64).brand<'SourceAddressId'>();
export type SourceAddressId = z.infer<typeof sourceAddressId>;

export const messageId = z.string().min(1).max(64).brand<'MessageId'>();
export type MessageId = z.infer<typeof messageId>;

export const conversationId = z.string().min(1).max(64).brand<'ConversationId'>();
export type ConversationId = z.infer<typeof conversationId>;

/** One SMPP session of a trunk or of the simulator; unique within a run of the host. */
export const sessionId = z.number().int().nonnegative().brand<'SessionId'>();
export type SessionId = z.infer<typeof sessionId>;
