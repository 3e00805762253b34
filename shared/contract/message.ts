import { z } from 'zod';
import { conversationId, messageId } from '../model/ids';
import { conversationView, messageView, submitRequest } from '../model/message';
import { command, event } from './define';

export const messageContract = {
  /** Answers when the message is stored; what becomes of it arrives as `message.changed`. */
  'message.submit': command(submitRequest, messageView),
  /** A page of a conversation, newest last; `beforeMs` and `beforeId` continue above the oldest one seen. */
  'message.list': command(
    z.strictObject({
      conversationId,
      before: z.strictObject({ createdAtMs: z.number(), id: messageId }).nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    z.strictObject({ seq: z.number().int(), messages: z.array(messageView), hasMore: z.boolean() }),
  ),
  'conversation.list': command(
    z.strictObject({ limit: z.number().int().min(1).max(1000) }),
    z.strictObject({ seq: z.number().int(), conversations: z.array(conversationView) }),
  ),
  'conversation.markRead': command(z.strictObject({ id: conversationId }), z.strictObject({})),

  /** A message came to be or changed; the whole of it as it is now. */
  'message.changed': event(messageView),
  'conversation.changed': event(conversationView),
  /** A receipt that belongs to no message that is known, with the reason as a sentence. It is kept, and matched later if it can be. */
  'message.receiptUnmatched': event(
    z.strictObject({
      trunkName: z.string(),
      smscMessageId: z.string(),
      text: z.string(),
      reason: z.string(),
    }),
  ),
};
