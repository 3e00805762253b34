import type { ConversationId, MessageId } from '#shared/model/ids';
import { loadMessages, loadTouchedConversations } from './message-rows';
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
    const messages = [...this.#messages];
    if (messages.length === 0 && this.#conversations.size === 0) return { messages: [], conversations: [] };
    return {
      messages: loadMessages(sql, messages),
      conversations: loadTouchedConversations(sql, [...this.#conversations], messages),
    };
  }
}
