import type { ConversationId, MessageId } from '#shared/model/ids';
import { loadMessages, loadTouchedConversations } from './message-rows';
import type { ChangedIds, StoreChanges } from './operations';
import type { Sql } from './sql';

/** Collects what the operations of a batch touch, so that each change is told once, as it is after all of them. */
export class ChangedRows {
  readonly #messages = new Set<MessageId>();
  readonly #conversations = new Set<ConversationId>();
  readonly #deletedMessages = new Set<MessageId>();
  readonly #deletedConversations = new Set<ConversationId>();

  /** Gone: nothing else of this message is told. */
  deletedMessage(id: MessageId): void {
    this.#deletedMessages.add(id);
  }

  deletedConversation(id: ConversationId): void {
    this.#deletedConversations.add(id);
  }

  message(id: MessageId): void {
    this.#messages.add(id);
  }

  conversation(id: ConversationId): void {
    this.#conversations.add(id);
  }

  /**
   * Last in the transaction: loads what was touched, unless it is more than the limit. A conversation also counts as
   * changed when its last message is among it.
   */
  finish(
    sql: Sql,
    viewLimit: number,
  ): { readonly changes: StoreChanges; readonly untold: ChangedIds | null } {
    const messages = [...this.#messages];
    const conversations = [...this.#conversations];
    const deletedMessages = [...this.#deletedMessages];
    const deletedConversations = [...this.#deletedConversations];
    const isTold = Math.max(messages.length, conversations.length) <= viewLimit;
    const isAny = messages.length > 0 || conversations.length > 0;
    return {
      changes: {
        messages: isTold && isAny ? loadMessages(sql, messages) : [],
        conversations: isTold && isAny ? loadTouchedConversations(sql, conversations, messages) : [],
        deletedMessages,
        deletedConversations,
      },
      untold: isTold ? null : { messages, conversations },
    };
  }
}
