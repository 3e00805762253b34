import type { EventHub } from '#electron/host/event-hub';
import { explainMessage } from '#electron/host/messages/explain-message';
import { exportThread } from '#electron/host/messages/export-thread';
import { stored, type MessageService } from '#electron/host/messages/message-service';
import type { MessageStore } from '#electron/host/storage/message-store';
import type { Clock } from '#shared/lib/clock';
import type { ConversationId, MessageId } from '#shared/model/ids';
import type { ConversationView, MessageView } from '#shared/model/message';
import type { SendTarget } from '#shared/model/trunk-group';
import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

/** Messages of an export at most. */
const MAX_EXPORTED = 50_000;

export interface MessageHandlersOptions {
  readonly service: MessageService;
  readonly store: MessageStore;
  readonly hub: EventHub;
  readonly clock: Clock;
}

/** The commands of messages and conversations; what becomes of a message is told by events. */
export function createMessageHandlers({
  service,
  store,
  hub,
  clock,
}: MessageHandlersOptions): HandlersOf<'message'> & HandlersOf<'conversation'> {
  const messageOf = async (id: MessageId): Promise<MessageView> => {
    const found = await stored(() => store.read('getMessage', { id }));
    if (found === null) throw new RpcError('not-found', 'This message does not exist any more.');
    return found.view;
  };
  const conversationOf = async (id: ConversationId): Promise<ConversationView> => {
    const found = await stored(() => store.read('getConversation', { id }));
    if (found === null) throw new RpcError('not-found', 'This conversation does not exist any more.');
    return found;
  };
  const answered = async (id: MessageId, sentence: string) => ({ sentence, message: await messageOf(id) });

  return {
    'message.submit': (request) => service.submit(request),
    'message.submitMany': (request) => stored(() => service.submitter.submitMany(request)),
    'message.preview': (request) => service.submitter.preview(request),
    'message.list': async (input) => {
      // Before the question: what is told later may be in the answer too, and is then told twice; never not at all.
      const { seq } = hub;
      const { messages, hasMore } = await stored(() => store.read('listMessages', input));
      return { seq, messages: [...messages], hasMore };
    },
    'message.search': async (input) => {
      const { messages, hasMore } = await stored(() => store.read('searchMessages', input));
      return { messages: [...messages], hasMore };
    },
    'message.history': async ({ id }) => {
      const message = await messageOf(id);
      const { entries, receipts } = await stored(() => store.read('getHistory', { id, run: service.run }));
      const explanation = explainMessage(message, { entries, receipts }, clock.now());
      return { explanation, entries: [...entries], receipts: [...receipts] };
    },
    'message.ofPdu': async ({ sessionId, sequenceNumber, isInbound }) => {
      const place = { run: service.run, sessionId, sequenceNumber };
      const id = await stored(() => store.read('findMessageOfPdu', { place, isInbound }));
      return { message: id === null ? null : await messageOf(id) };
    },
    'message.resend': ({ id }) => service.resend(id),
    'message.delete': ({ ids }, client) => ({
      deletionId: service.deletions.start(client, { messageIds: ids, conversationIds: [] }),
    }),
    'message.undoDelete': ({ deletionId }, client) => {
      service.deletions.undo(client, deletionId);
      return {};
    },
    'message.deleteAll': async () => {
      try {
        await stored(() => store.wipe());
      } finally {
        // Also where it was not done to the last octet.
        const [left] = await stored(() => store.read('listConversations', { limit: 1 }));
        service.recountQueues();
        if (left === undefined) hub.emit('message.allDeleted', {});
      }
      return {};
    },
    'message.query': async ({ id }) => answered(id, await stored(() => service.inquiries.query(id))),
    'message.cancel': async ({ id }) => answered(id, await stored(() => service.inquiries.cancel(id))),
    'message.replace': async ({ id, text }) =>
      answered(id, await stored(() => service.inquiries.replace(id, text))),
    'message.unmatchedReceipts': async (input) => {
      const { receipts, hasMore } = await stored(() => store.read('listUnmatchedReceipts', input));
      return { receipts: [...receipts], hasMore };
    },
    'conversation.list': async (input) => {
      const { seq } = hub;
      const conversations = await stored(() => store.read('listConversations', input));
      return { seq, conversations: [...conversations] };
    },
    'conversation.markRead': async ({ id }) => {
      await stored(() => store.write('markRead', { id }));
      return {};
    },
    'conversation.update': async ({ id, name, labels, isSpam, note, target }) => {
      const updated = await stored(() =>
        store.write('updateConversation', {
          id,
          ...(name === undefined ? {} : { name }),
          ...(labels === undefined ? {} : { labels }),
          ...(isSpam === undefined ? {} : { isSpam }),
          ...(note === undefined ? {} : { note }),
          ...(target === undefined ? {} : { target: storedTarget(target) }),
        }),
      );
      if (updated === null) throw new RpcError('not-found', 'This conversation does not exist any more.');
      return updated;
    },
    'conversation.labels': async () => ({
      labels: [...(await stored(() => store.read('listLabels', null)))],
    }),
    'conversation.delete': ({ ids }, client) => ({
      deletionId: service.deletions.start(client, { messageIds: [], conversationIds: ids }),
    }),
    'conversation.export': async ({ id, format, isMasked }) => {
      const conversation = await conversationOf(id);
      const input = { conversationId: id, limit: MAX_EXPORTED + 1 };
      const newestFirst = await stored(() => store.read('exportMessages', input));
      const messages = newestFirst.slice(0, MAX_EXPORTED).reverse();
      const isCut = newestFirst.length > MAX_EXPORTED;
      return exportThread(conversation, { messages, isCut }, format, isMasked);
    },
  };
}

function storedTarget(target: SendTarget) {
  return target.kind === 'trunk'
    ? { trunkId: target.trunkId, groupId: null }
    : { trunkId: null, groupId: target.groupId };
}
