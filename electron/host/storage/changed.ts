import type { ConversationId, MessageId } from '#shared/model/ids';
import { loadConversation, loadMessage } from './message-rows';
import type { StoreChanges } from './operations';
import type { Sql } from './sql';

/** Collects what the operations of a batch touch, so that each change is told once, as it is after all of them. */
export class ChangedRows {
  readonly #messages = new Set<MessageId>();
  readonly #conversations = new Set<ConversationId>();

  message(id: MessageId): void {
    this.#messages.add(id);
  }

  conversation(id: ConversationId): void {
    this.#conversations.add(id);
  }

  /** Loads what was touched; a conversation also counts as changed when its last message is among it. */
  load(sql: Sql): StoreChanges {
    const messages = [...this.#messages].flatMap((id) => loadMessage(sql, id) ?? []);
    for (const message of messages) {
      const isLast = sql.first(
        'SELECT 1 AS found FROM conversations WHERE id = ? AND last_message_id = ?',
        message.conversationId,
        message.id,
      );
      if (isLast !== undefined) this.#conversations.add(message.conversationId);
    }
    const conversations = [...this.#conversations].flatMap((id) => loadConversation(sql, id) ?? []);
    return { messages, conversations };
  }
}
