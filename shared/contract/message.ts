import { z } from 'zod';
import { conversationId, messageId, trunkId } from '../model/ids';
import { conversationView, messageView } from '../model/message';
import { historyEntry, receiptView } from '../model/message-history';
import { receiptIdRule } from '../model/receipt-ids';
import { submitManyRequest, submitManyResult, submitPreview, submitRequest } from '../model/submission';
import { sendTarget } from '../model/trunk-group';
import { command, event } from './define';

const messageKey = z.strictObject({ createdAtMs: z.number(), id: messageId });
const pageLimit = z.number().int().min(1).max(200);
const startedDeletion = z.strictObject({ deletionId: z.number().int() });
const ofMessage = z.strictObject({ id: messageId });
/** What the SMSC answered to a request about a message, for the screen. */
const smscAnswer = z.strictObject({ sentence: z.string(), message: messageView });

export const messageContract = {
  /** Answers when the message is stored; what becomes of it arrives as `message.changed`. */
  'message.submit': command(submitRequest, messageView),
  /** The same message to many destinations, a message each. */
  'message.submitMany': command(submitManyRequest, submitManyResult),
  /**
   * The PDUs to the first destination as they would be sent, a submit_multi with all that share it; refused as
   * `message.submit` would refuse it. Nothing is stored.
   */
  'message.preview': command(submitManyRequest, submitPreview),
  /** A page of a conversation, newest last; `before` continues above the oldest one seen, `after` below the newest. */
  'message.list': command(
    z.strictObject({
      conversationId,
      before: messageKey.nullable(),
      after: messageKey.nullable().default(null),
      limit: pageLimit,
    }),
    z.strictObject({ seq: z.number().int(), messages: z.array(messageView), hasMore: z.boolean() }),
  ),
  /** Words anywhere in texts and addresses, the last one as far as it is written; newest first. */
  'message.search': command(
    z.strictObject({
      query: z.string().trim().min(1).max(200),
      conversationId: conversationId.nullable().default(null),
      before: messageKey.nullable().default(null),
      limit: pageLimit,
    }),
    z.strictObject({ messages: z.array(messageView), hasMore: z.boolean() }),
  ),
  /** What happened to a message, oldest first, and its state in a sentence or two. */
  'message.history': command(
    ofMessage,
    z.strictObject({
      explanation: z.string(),
      entries: z.array(historyEntry),
      receipts: z.array(receiptView),
    }),
  ),
  /** The message that a request of this run carried, or was about: sent, received, a receipt of it, a query. */
  'message.ofPdu': command(
    z.strictObject({
      sessionId: z.number().int(),
      sequenceNumber: z.number().int(),
      /** Whether the request came from the other side: each side counts for itself. */
      isInbound: z.boolean(),
    }),
    z.strictObject({ message: messageView.nullable() }),
  ),
  /** The same message once more, as a new one. */
  'message.resend': command(ofMessage, messageView),
  /**
   * One that is queued does not leave; what was sent is only forgotten here. Carried out when it can no longer be undone
   * (`UNDO_MS`), or as soon as the client that asked has gone or the host closes; then told as `message.deleted`.
   */
  'message.delete': command(z.strictObject({ ids: z.array(messageId).min(1).max(1000) }), startedDeletion),
  /** Of messages or conversations, by the client that asked for it; refused when it was carried out already. */
  'message.undoDelete': command(startedDeletion, z.strictObject({})),
  /** Every message, receipt and conversation, out of the file too. Rules, templates and trunks stay. */
  'message.deleteAll': command(z.strictObject({}), z.strictObject({})),
  /** query_sm, or query_broadcast_sm for a broadcast. */
  'message.query': command(ofMessage, smscAnswer),
  /** cancel_sm, or cancel_broadcast_sm. */
  'message.cancel': command(ofMessage, smscAnswer),
  /** replace_sm: another text for a message that the SMSC still holds; of one segment only. */
  'message.replace': command(z.strictObject({ id: messageId, text: z.string().max(2000) }), smscAnswer),
  /** Receipts that belong to no message that is known, newest first; `before` is the id of the last one seen. */
  'message.unmatchedReceipts': command(
    z.strictObject({ before: z.string().max(64).nullable().default(null), limit: pageLimit }),
    z.strictObject({ receipts: z.array(receiptView), hasMore: z.boolean() }),
  ),

  /** The most recent first; `before` continues below the last one seen. */
  'conversation.list': command(
    z.strictObject({
      limit: z.number().int().min(1).max(1000),
      before: z.strictObject({ lastAtMs: z.number(), id: conversationId }).nullable().default(null),
      /** Part of the number or name. */
      search: z.string().trim().max(64).default(''),
      label: z.string().max(40).nullable().default(null),
      show: z.enum(['inbox', 'unread', 'spam', 'all']).default('all'),
    }),
    z.strictObject({ seq: z.number().int(), conversations: z.array(conversationView) }),
  ),
  'conversation.markRead': command(z.strictObject({ id: conversationId }), z.strictObject({})),
  /** What is left out stays. */
  'conversation.update': command(
    z.strictObject({
      id: conversationId,
      name: z.string().trim().max(80).optional(),
      labels: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
      isSpam: z.boolean().optional(),
      note: z.string().max(10_000).optional(),
      /** Where replies go out. */
      target: sendTarget.optional(),
    }),
    conversationView,
  ),
  /** Every label in use, by name. */
  'conversation.labels': command(z.strictObject({}), z.strictObject({ labels: z.array(z.string()) })),
  /** As `message.delete`. */
  'conversation.delete': command(
    z.strictObject({ ids: z.array(conversationId).min(1).max(1000) }),
    startedDeletion,
  ),
  /** The whole thread as a file's text; the newest 50,000 messages of a longer one. */
  'conversation.export': command(
    z.strictObject({
      id: conversationId,
      format: z.enum(['text', 'csv', 'json']),
      /** The middle of every number as dots. */
      isMasked: z.boolean().default(false),
    }),
    z.strictObject({ fileName: z.string(), text: z.string() }),
  ),

  /** A message came to be or changed; the whole of it as it is now. */
  'message.changed': event(messageView),
  'message.deleted': event(z.strictObject({ ids: z.array(messageId) })),
  /** To the client that asked for it: they are all still there. */
  'message.deletionFailed': event(
    z.strictObject({
      messageIds: z.array(messageId),
      conversationIds: z.array(conversationId),
      sentence: z.string(),
    }),
  ),
  /** The store was found damaged while in use: what to do, for the screen. */
  'message.storeDamaged': event(z.strictObject({ sentence: z.string() })),
  /** Nothing can be stored just now (a full disk, say), for the screen; null when it can again. */
  'message.storeFailing': event(z.strictObject({ sentence: z.string().nullable() })),
  /** Everything was deleted: every list is empty now. */
  'message.allDeleted': event(z.strictObject({})),
  'conversation.changed': event(conversationView),
  'conversation.deleted': event(z.strictObject({ ids: z.array(conversationId) })),
  /** A receipt that belongs to no message that is known, with the reason as a sentence. It is kept, and matched later if it can be. */
  'message.receiptUnmatched': event(
    z.strictObject({
      trunkName: z.string(),
      smscMessageId: z.string(),
      text: z.string(),
      reason: z.string(),
    }),
  ),
  /** Ids on this trunk come back in another form than its rule says; to remember that is a change of the trunk. */
  'message.receiptRuleSuggested': event(
    z.strictObject({
      trunkId,
      trunkName: z.string(),
      rule: receiptIdRule,
      example: z.strictObject({ response: z.string(), receipt: z.string() }),
      /** "Ids on this trunk come back in decimal. Remember that?" */
      sentence: z.string(),
    }),
  ),
};
