import { conversationId, messageId, trunkId, type ConversationId, type MessageId } from '#shared/model/ids';
import {
  messageState,
  textEncoding,
  type ConversationView,
  type MessageState,
  type MessageView,
  type SegmentView,
} from '#shared/model/message';
import type { Row, Sql } from './sql';

const directions = { mt: 'mt', mo: 'mo' } as const;

/** Undefined for an id that the store does not have. */
export function loadMessage(sql: Sql, id: MessageId): MessageView | undefined {
  const row = sql.first('SELECT * FROM messages WHERE id = ?', id);
  return row === undefined ? undefined : messageOf(sql, row);
}

/** A page of a conversation, newest last. */
export function loadMessagePage(
  sql: Sql,
  conversation: ConversationId,
  before: { readonly createdAtMs: number; readonly id: MessageId } | null,
  limit: number,
): { readonly messages: MessageView[]; readonly hasMore: boolean } {
  const rows =
    before === null
      ? sql.all(
          `SELECT * FROM messages WHERE conversation_id = ?
           ORDER BY created_at_ms DESC, id DESC LIMIT ?`,
          conversation,
          limit + 1,
        )
      : sql.all(
          `SELECT * FROM messages WHERE conversation_id = ? AND (created_at_ms, id) < (?, ?)
           ORDER BY created_at_ms DESC, id DESC LIMIT ?`,
          conversation,
          before.createdAtMs,
          before.id,
          limit + 1,
        );
  const page = rows.slice(0, limit).reverse();
  return { messages: page.map((row) => messageOf(sql, row)), hasMore: rows.length > limit };
}

const CONVERSATION_QUERY = `
  SELECT conversations.*, messages.text AS last_text, messages.direction AS last_direction,
         messages.state AS last_state
  FROM conversations JOIN messages ON messages.id = conversations.last_message_id`;

export function loadConversation(sql: Sql, id: ConversationId): ConversationView | undefined {
  const row = sql.first(`${CONVERSATION_QUERY} WHERE conversations.id = ?`, id);
  return row === undefined ? undefined : conversationOf(row);
}

/** The most recent first. */
export function loadConversations(sql: Sql, limit: number): ConversationView[] {
  const rows = sql.all(
    `${CONVERSATION_QUERY} ORDER BY conversations.last_at_ms DESC, conversations.id DESC LIMIT ?`,
    limit,
  );
  return rows.map(conversationOf);
}

export function stateOf(row: Row, column = 'state'): MessageState {
  return messageState.parse(row.text(column));
}

export function stateOrNullOf(row: Row): MessageState | null {
  return row.textOrNull('state') === null ? null : stateOf(row);
}

function messageOf(sql: Sql, row: Row): MessageView {
  const id = messageId.parse(row.text('id'));
  const direction = directions[row.text('direction') as keyof typeof directions];
  return {
    id,
    conversationId: conversationId.parse(row.text('conversation_id')),
    direction,
    trunkId: trunkId.parse(row.text('trunk_id')),
    trunkName: row.text('trunk_name'),
    sourceAddress: row.text('source_address'),
    destinationAddress: row.text('destination_address'),
    text: row.text('text'),
    encoding: textEncoding.parse(row.text('encoding')),
    state: stateOf(row),
    reason: row.textOrNull('reason'),
    isReceiptRequested: row.number('is_receipt_requested') === 1,
    segments: direction === 'mt' ? outboundSegments(sql, id) : inboundParts(sql, id),
    segmentTotal: row.number('segment_total'),
    createdAtMs: row.number('created_at_ms'),
    changedAtMs: row.number('changed_at_ms'),
  };
}

function outboundSegments(sql: Sql, id: MessageId): SegmentView[] {
  const rows = sql.all(
    `SELECT number, state, smsc_message_id, command_status, reason
     FROM segments WHERE message_id = ? ORDER BY number`,
    id,
  );
  return rows.map((row) => ({
    number: row.number('number'),
    state: stateOf(row),
    smscMessageId: row.textOrNull('smsc_message_id'),
    commandStatus: row.numberOrNull('command_status'),
    reason: row.textOrNull('reason'),
  }));
}

function inboundParts(sql: Sql, id: MessageId): SegmentView[] {
  const rows = sql.all('SELECT number, note FROM inbound_parts WHERE message_id = ? ORDER BY number', id);
  return rows.map((row) => ({
    number: row.number('number'),
    state: 'received',
    smscMessageId: null,
    commandStatus: null,
    reason: row.textOrNull('note'),
  }));
}

function conversationOf(row: Row): ConversationView {
  return {
    id: conversationId.parse(row.text('id')),
    peer: row.text('peer'),
    ownAddress: row.text('own_address'),
    trunkId: trunkId.parse(row.text('trunk_id')),
    lastText: row.text('last_text'),
    lastDirection: directions[row.text('last_direction') as keyof typeof directions],
    lastState: stateOf(row, 'last_state'),
    lastAtMs: row.number('last_at_ms'),
    unreadCount: row.number('unread_count'),
  };
}
