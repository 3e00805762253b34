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

/** In the order of the ids; an id that the store does not have is left out. */
export function loadMessages(sql: Sql, ids: readonly MessageId[]): MessageView[] {
  const rows = sql.all(
    `SELECT messages.* FROM json_each(?) AS wanted JOIN messages ON messages.id = wanted.value
     ORDER BY wanted.key`,
    JSON.stringify(ids),
  );
  return viewsOf(sql, rows);
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
  return { messages: viewsOf(sql, rows.slice(0, limit).reverse()), hasMore: rows.length > limit };
}

const CONVERSATION_QUERY = `
  SELECT conversations.*, messages.text AS last_text, messages.direction AS last_direction,
         messages.state AS last_state
  FROM conversations JOIN messages ON messages.id = conversations.last_message_id`;

/** The conversations with these ids, and those whose last message is among the messages. */
export function loadTouchedConversations(
  sql: Sql,
  ids: readonly ConversationId[],
  messages: readonly MessageId[],
): ConversationView[] {
  const rows = sql.all(
    `${CONVERSATION_QUERY} WHERE conversations.id IN (SELECT value FROM json_each(?))
       OR conversations.last_message_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
    JSON.stringify(messages),
  );
  return rows.map(conversationOf);
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

/** The views of rows of `messages`, with one question for the parts of all of them. */
function viewsOf(sql: Sql, rows: readonly Row[]): MessageView[] {
  const ids = JSON.stringify(rows.map((row) => row.text('id')));
  const parts = new Map<string, SegmentView[]>();
  const add = (row: Row, segment: SegmentView): void => {
    const id = row.text('message_id');
    const known = parts.get(id);
    if (known === undefined) parts.set(id, [segment]);
    else known.push(segment);
  };
  const segments = sql.all(
    `SELECT message_id, number, state, smsc_message_id, command_status, reason FROM segments
     WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id, number`,
    ids,
  );
  for (const row of segments) add(row, segmentOf(row));
  const inbound = sql.all(
    `SELECT message_id, number, note FROM inbound_parts
     WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id, number`,
    ids,
  );
  for (const row of inbound) add(row, inboundPartOf(row));
  return rows.map((row) => messageOf(row, parts.get(row.text('id')) ?? []));
}

function messageOf(row: Row, segments: SegmentView[]): MessageView {
  return {
    id: messageId.parse(row.text('id')),
    conversationId: conversationId.parse(row.text('conversation_id')),
    direction: directions[row.text('direction') as keyof typeof directions],
    trunkId: trunkId.parse(row.text('trunk_id')),
    trunkName: row.text('trunk_name'),
    groupId: null,
    routeReason: null,
    pdu: 'submit_sm',
    sourceAddress: row.text('source_address'),
    destinationAddress: row.text('destination_address'),
    text: row.text('text'),
    encoding: textEncoding.parse(row.text('encoding')),
    dataCoding: row.number('data_coding'),
    state: stateOf(row),
    reason: row.textOrNull('reason'),
    isReceiptRequested: row.number('is_receipt_requested') === 1,
    segments,
    segmentTotal: row.number('segment_total'),
    createdAtMs: row.number('created_at_ms'),
    changedAtMs: row.number('changed_at_ms'),
  };
}

function segmentOf(row: Row): SegmentView {
  return {
    number: row.number('number'),
    state: stateOf(row),
    smscMessageId: row.textOrNull('smsc_message_id'),
    commandStatus: row.numberOrNull('command_status'),
    reason: row.textOrNull('reason'),
  };
}

function inboundPartOf(row: Row): SegmentView {
  return {
    number: row.number('number'),
    state: 'received',
    smscMessageId: null,
    commandStatus: null,
    reason: row.textOrNull('note'),
  };
}

function conversationOf(row: Row): ConversationView {
  return {
    id: conversationId.parse(row.text('id')),
    peer: row.text('peer'),
    name: '',
    ownAddress: row.text('own_address'),
    trunkId: trunkId.parse(row.text('trunk_id')),
    groupId: null,
    labels: [],
    isSpam: false,
    note: '',
    lastText: row.text('last_text'),
    lastDirection: directions[row.text('last_direction') as keyof typeof directions],
    lastState: stateOf(row, 'last_state'),
    lastAtMs: row.number('last_at_ms'),
    unreadCount: row.number('unread_count'),
  };
}
