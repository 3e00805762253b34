import type { ConversationId, MessageId, TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { ConversationView, MessageState, MessageView, SegmentView } from '#shared/model/message';
import { aggregateReason, aggregateState } from '#shared/model/message-state';
import type { ReadInput, ReadOutput } from './operations';
import type { Row, Sql, SqlValue } from './sql';
import {
  conversationId,
  messageId,
  messagePdu,
  messageState,
  textEncoding,
  trunkGroupId,
  trunkId,
} from './stored-values';

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

/** A page of a conversation, newest last: the latest ones, those before a message, or those after it. */
export function loadMessagePage(
  sql: Sql,
  { conversationId: conversation, before, after = null, limit }: ReadInput<'listMessages'>,
): ReadOutput<'listMessages'> {
  const key = after ?? before;
  const isAfter = after !== null;
  const order = isAfter ? 'ASC' : 'DESC';
  const rows = sql.all(
    `SELECT * FROM messages WHERE conversation_id = ?
     ${key === null ? '' : `AND (created_at_ms, id) ${isAfter ? '>' : '<'} (?, ?)`}
     ORDER BY created_at_ms ${order}, id ${order} LIMIT ?`,
    ...(key === null ? [conversation] : [conversation, key.createdAtMs, key.id]),
    limit + 1,
  );
  const page = rows.slice(0, limit);
  return { messages: viewsOf(sql, isAfter ? page : page.reverse()), hasMore: rows.length > limit };
}

/** The newest messages of all conversations, newest first. */
export function loadNewestMessages(
  sql: Sql,
  limit: number,
): { readonly messages: MessageView[]; readonly hasMore: boolean } {
  const rows = sql.all(
    // Ids sort by age.
    'SELECT * FROM messages ORDER BY id DESC LIMIT ?',
    limit + 1,
  );
  return { messages: viewsOf(sql, rows.slice(0, limit)), hasMore: rows.length > limit };
}

const CONVERSATION_QUERY = `
  SELECT conversations.*, messages.text AS last_text, messages.direction AS last_direction,
         messages.state AS last_state,
         (SELECT group_concat(state) FROM segments WHERE message_id = messages.id) AS last_states
  FROM conversations JOIN messages ON messages.id = conversations.last_message_id`;

/** The conversations with these ids, and those whose last message is among the messages. */
export function loadTouchedConversations(
  sql: Sql,
  ids: readonly ConversationId[],
  messages: readonly MessageId[],
): ConversationView[] {
  const rows = sql.all(
    `${CONVERSATION_QUERY} WHERE conversations.id IN (SELECT value FROM json_each(?))
       OR conversations.id IN (SELECT touched.conversation_id FROM messages AS touched
         JOIN conversations AS whose ON whose.id = touched.conversation_id AND whose.last_message_id = touched.id
         WHERE touched.id IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(ids),
    JSON.stringify(messages),
  );
  return rows.map(conversationOf);
}

/** The most recent first. */
export function loadConversations(
  sql: Sql,
  { limit, before, search = '', label, show = 'all' }: ReadInput<'listConversations'>,
): ConversationView[] {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const where = (condition: string, ...of: SqlValue[]): void => {
    conditions.push(condition);
    values.push(...of);
  };
  if (before) {
    where('(conversations.last_at_ms, conversations.id) < (?, ?)', before.lastAtMs, before.id);
  }
  if (search !== '') {
    const pattern = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    where(
      String.raw`(conversations.peer LIKE ? ESCAPE '\' OR conversations.name LIKE ? ESCAPE '\')`,
      pattern.replace(/^%\+/, '%'),
      pattern,
    );
  }
  if (label) where('? IN (SELECT value FROM json_each(conversations.labels))', label);
  if (show === 'spam') where('conversations.is_spam = 1');
  if (show === 'inbox' || show === 'unread') where('conversations.is_spam = 0');
  if (show === 'unread') where('conversations.unread_count > 0');
  const filter = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = sql.all(
    `${CONVERSATION_QUERY} ${filter}
     ORDER BY conversations.last_at_ms DESC, conversations.id DESC LIMIT ?`,
    ...values,
    limit,
  );
  return rows.map(conversationOf);
}

export function loadConversation(sql: Sql, id: ConversationId): ConversationView | null {
  const row = sql.first(`${CONVERSATION_QUERY} WHERE conversations.id = ?`, id);
  return row === undefined ? null : conversationOf(row);
}

export function loadLabels(sql: Sql): string[] {
  const rows = sql.all(
    `SELECT DISTINCT label.value AS label FROM conversations, json_each(conversations.labels) AS label
     WHERE conversations.labels <> '[]' ORDER BY label`,
  );
  return rows.map((row) => row.text('label'));
}

export function stateOf(row: Row, column = 'state'): MessageState {
  return messageState.parse(row.text(column));
}

export function stateOrNullOf(row: Row): MessageState | null {
  return row.textOrNull('state') === null ? null : stateOf(row);
}

interface Part {
  readonly view: SegmentView;
  readonly changedAtMs: number;
}

/** The views of rows of `messages`, with one question for the parts of all of them. */
export function viewsOf(sql: Sql, rows: readonly Row[]): MessageView[] {
  const ids = JSON.stringify(rows.map((row) => row.text('id')));
  const parts = new Map<string, Part[]>();
  const add = (row: Row, part: Part): void => {
    const id = row.text('message_id');
    const known = parts.get(id);
    if (known === undefined) parts.set(id, [part]);
    else known.push(part);
  };
  const segments = sql.all(
    `SELECT message_id, number, state, smsc_message_id, command_status, reason, changed_at_ms FROM segments
     WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id, number`,
    ids,
  );
  for (const row of segments) {
    add(row, { view: segmentOf(row), changedAtMs: row.numberOrNull('changed_at_ms') ?? 0 });
  }
  const inbound = sql.all(
    `SELECT message_id, number, note FROM inbound_parts
     WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id, number`,
    ids,
  );
  for (const row of inbound) add(row, { view: inboundPartOf(row), changedAtMs: 0 });
  return rows.map((row) => messageOf(row, parts.get(row.text('id')) ?? []));
}

/** Null while a group has not chosen one. */
function trunkOf(row: Row): TrunkId | null {
  const id = row.text('trunk_id');
  return id === '' ? null : trunkId.parse(id);
}

function groupOf(row: Row): TrunkGroupId | null {
  const id = row.textOrNull('group_id');
  return id === null ? null : trunkGroupId.parse(id);
}

/** Written by `updateConversation` and by nobody else. */
function labelsOf(json: string): string[] {
  return JSON.parse(json) as string[];
}

/** The state of an outbound message is that of its segments; its row says only how it began. */
function messageOf(row: Row, parts: readonly Part[]): MessageView {
  const segments = parts.map(({ view }) => view);
  const isDerived = row.text('direction') === 'mt' && segments.length > 0;
  return {
    id: messageId.parse(row.text('id')),
    conversationId: conversationId.parse(row.text('conversation_id')),
    direction: directions[row.text('direction') as keyof typeof directions],
    trunkId: trunkOf(row),
    trunkName: row.text('trunk_name'),
    groupId: groupOf(row),
    routeReason: row.textOrNull('route_reason'),
    pdu: messagePdu.parse(row.text('pdu')),
    sourceAddress: row.text('source_address'),
    destinationAddress: row.text('destination_address'),
    text: row.text('text'),
    encoding: textEncoding.parse(row.text('encoding')),
    dataCoding: row.number('data_coding'),
    state: isDerived ? aggregateState(segments.map(({ state }) => state)) : stateOf(row),
    reason: isDerived ? aggregateReason(segments) : row.textOrNull('reason'),
    isReceiptRequested: row.number('is_receipt_requested') === 1,
    segments,
    segmentTotal: row.number('segment_total'),
    createdAtMs: row.number('created_at_ms'),
    changedAtMs: Math.max(row.number('changed_at_ms'), ...parts.map(({ changedAtMs }) => changedAtMs)),
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

function lastStateOf(row: Row): MessageState {
  const states = row.textOrNull('last_states');
  if (states === null) return stateOf(row, 'last_state');
  return aggregateState(states.split(',').map((state) => messageState.parse(state)));
}

function conversationOf(row: Row): ConversationView {
  return {
    id: conversationId.parse(row.text('id')),
    peer: row.text('peer'),
    name: row.text('name'),
    ownAddress: row.text('own_address'),
    trunkId: trunkOf(row),
    groupId: groupOf(row),
    labels: labelsOf(row.text('labels')),
    isSpam: row.number('is_spam') === 1,
    note: row.text('note'),
    lastText: row.text('last_text'),
    lastDirection: directions[row.text('last_direction') as keyof typeof directions],
    lastState: lastStateOf(row),
    lastAtMs: row.number('last_at_ms'),
    unreadCount: row.number('unread_count'),
  };
}
