import type { ConversationId, MessageId } from '#shared/model/ids';
import { aggregateReason, aggregateState, type SegmentFate } from '#shared/model/message-state';
import { loadMessages, loadTouchedConversations, stateOf } from './message-rows';
import type { ChangedIds, StoreChanges } from './operations';
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
  /** Messages whose segments changed, with the time, and how the last one of them stands now, where that was said. */
  readonly #derived = new Map<MessageId, Derived>();

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
  segmentsOf(id: MessageId, atMs: number, fate: SegmentFate | null = null): void {
    this.#messages.add(id);
    this.#derived.set(id, { atMs, fate });
  }

  /**
   * Last in the transaction: stores the states that follow from the segments', then loads what was touched, unless it
   * is more than the limit. A conversation also counts as changed when its last message is among it.
   */
  finish(
    sql: Sql,
    viewLimit: number,
  ): { readonly changes: StoreChanges; readonly untold: ChangedIds | null } {
    const messages = [...this.#messages];
    const conversations = [...this.#conversations];
    const deletedMessages = [...this.#deletedMessages];
    const deletedConversations = [...this.#deletedConversations];
    if (this.#derived.size > 0) this.#storeStates(sql);
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

  /** Most messages have one segment, and its state is theirs: told in one statement, without a look at the segments. */
  #storeStates(sql: Sql): void {
    const long: [MessageId, number][] = [];
    for (const [id, { atMs, fate }] of this.#derived) {
      const isStored =
        fate !== null &&
        sql.run(
          `UPDATE messages SET state = ?, reason = ?, changed_at_ms = ? WHERE id = ? AND segment_total = 1`,
          fate.state,
          fate.reason,
          atMs,
          id,
        ) > 0;
      if (!isStored) long.push([id, atMs]);
    }
    for (const [id, atMs] of long) storeStateOf(sql, id, atMs);
  }
}

interface Derived {
  readonly atMs: number;
  readonly fate: SegmentFate | null;
}

function storeStateOf(sql: Sql, id: MessageId, atMs: number): void {
  const segments = sql
    .all('SELECT state, reason FROM segments WHERE message_id = ? ORDER BY number', id)
    .map((row) => ({ state: stateOf(row), reason: row.textOrNull('reason') }));
  if (segments.length === 0) return;
  sql.run(
    'UPDATE messages SET state = ?, reason = ?, changed_at_ms = ? WHERE id = ?',
    aggregateState(segments.map((segment) => segment.state)),
    aggregateReason(segments),
    atMs,
    id,
  );
}
