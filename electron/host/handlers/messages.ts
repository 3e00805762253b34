import type { MessageService } from '#electron/host/messages/message-service';
import { RpcError } from '#shared/rpc/errors';
import type { HandlersOf } from '#shared/rpc/handlers';

type MessageHandlers = HandlersOf<'message'> &
  HandlersOf<'conversation'> &
  HandlersOf<'rule'> &
  HandlersOf<'template'> &
  HandlersOf<'draft'>;

/** The commands of messages and conversations; what becomes of a message is told by events. */
export function createMessageHandlers(service: MessageService): MessageHandlers {
  return {
    'message.submit': (request) => service.submit(request),
    'message.submitMany': unavailable,
    'message.preview': unavailable,
    'message.list': (input) => service.list(input),
    'message.search': unavailable,
    'message.history': unavailable,
    'message.resend': unavailable,
    'message.delete': unavailable,
    'message.deleteAll': unavailable,
    'message.query': unavailable,
    'message.cancel': unavailable,
    'message.replace': unavailable,
    'message.unmatchedReceipts': unavailable,
    'conversation.list': (input) => service.conversations(input),
    'conversation.markRead': async ({ id }) => {
      await service.markRead(id);
      return {};
    },
    'conversation.update': unavailable,
    'conversation.labels': unavailable,
    'conversation.delete': unavailable,
    'conversation.export': unavailable,
    'rule.list': unavailable,
    'rule.save': unavailable,
    'rule.delete': unavailable,
    'rule.reorder': unavailable,
    'rule.setMode': unavailable,
    'rule.test': unavailable,
    'template.list': unavailable,
    'template.save': unavailable,
    'template.delete': unavailable,
    'draft.list': unavailable,
    'draft.save': unavailable,
    'draft.delete': unavailable,
  };
}

function unavailable(): never {
  throw new RpcError('unavailable', 'This host cannot do that yet.');
}
