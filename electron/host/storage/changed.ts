import type { ConversationId, MessageId } from '#shared/model/ids';
import { aggregateReason, aggregateState, type SegmentFate } from '#shared/model/message-state';
import { loadMessages, loadTouchedConversations, stateOf } from './message-rows';
import type { StoreChanges } from './operations';
import type { Sql } from './sql';

/**
 * Collects what the operations of a batch touch, so that each message's state is derived once, and each change told
 * once, as it is after all of them.
 */
export class ChangedRows {
  readonly #messages = new Set<MessageId>();
  readonly #conversations = new Set<ConversationId>();
  readonly #deletedMessages = new Set<MessageId>();
  readonly #deletedConversations = new Set<ConversationId>();
  /** Messages whose segments changed, with the time. */
  readonly #derived = new Map<MessageId, number>();

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

  /** Segments of this message have another state; until `finish` that of the message is the one before. */
  segmentsOf(id: MessageId, atMs: number): void {
    this.#messages.add(id);
    this.#derived.set(id, atMs);
  }

  /**
   * Last in the transaction: stores the states that follow from the segments', then loads what was touched. A
   * conversation also counts as changed when its last message is among it.
   */
  finish(sql: Sql): StoreChanges {
    const messages = [...this.#messages];
    const deletedMessages = [...this.#deletedMessages];
    const deletedConversations = [...this.#deletedConversations];
    if (messages.length === 0 && this.#conversations.size === 0) {
      return { messages: [], conversations: [], deletedMessages, deletedConversations };
    }
    if (this.#derived.size > 0) this.#storeStates(sql);
    return {
      messages: loadMessages(sql, messages),
      conversations: loadTouchedConversations(sql, [...this.#conversations], messages),
      deletedMessages,
      deletedConversations,
    };
  }

  #storeStates(sql: Sql): void {
    const rows = sql.all(
      `SELECT message_id, state, reason FROM segments
       WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id, number`,
      JSON.stringify([...this.#derived.keys()]),
    );
    const fates = new Map<string, SegmentFate[]>();
    for (const row of rows) {
      const id = row.text('message_id');
      const fate = { state: stateOf(row), reason: row.textOrNull('reason') };
      const known = fates.get(id);
      if (known === undefined) fates.set(id, [fate]);
      else known.push(fate);
    }
    const states = [...this.#derived].flatMap(([id, atMs]) => {
      const segments = fates.get(id);
      if (segments === undefined) return [];
      const state = aggregateState(segments.map((segment) => segment.state));
      return [{ id, state, reason: aggregateReason(segments), atMs }];
    });
    sql.run(
      `UPDATE messages SET state = told.state, reason = told.reason, changed_at_ms = told.at_ms
       FROM (SELECT value ->> 'id' AS id, value ->> 'state' AS state, value ->> 'reason' AS reason,
               value ->> 'atMs' AS at_ms FROM json_each(?)) AS told
       WHERE messages.id = told.id`,
      JSON.stringify(states),
    );
  }
}
