import type { MessageService } from '#electron/host/messages/message-service';
import type { HandlersOf } from '#shared/rpc/handlers';

/** The commands of messages and conversations; what becomes of a message is told by events. */
export function createMessageHandlers(
  service: MessageService,
): HandlersOf<'message'> & HandlersOf<'conversation'> {
  return {
    'message.submit': (request) => service.submit(request),
    'message.list': (input) => service.list(input),
    'conversation.list': (input) => service.conversations(input),
    'conversation.markRead': async ({ id }) => {
      await service.markRead(id);
      return {};
    },
  };
}
