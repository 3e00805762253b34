import type { ConversationId, MessageId } from '#shared/model/ids';
import type { ChangedRows } from './changed';
import type { WriteInput, WriteOutput } from './operations';
import { forgetMessages, newestIndexed } from './search-index';
import type { Row, Sql } from './sql';
import { conversationId, messageId } from './stored-values';

/** Messages that are deleted in one transaction. */
const PRUNED = 500;

export function deleteMessages(sql: Sql, ids: readonly MessageId[], changed: ChangedRows): void {
  const json = JSON.stringify(ids);
  const conversations = sql.all(
    'SELECT DISTINCT conversation_id FROM messages WHERE id IN (SELECT value FROM json_each(?))',
    json,
  );
  forgetMessages(sql, ids);
  sql.run('DELETE FROM messages WHERE id IN (SELECT value FROM json_each(?))', json);
  for (const id of ids) changed.deletedMessage(id);
  for (const row of conversations) {
    settleConversation(sql, conversationId.parse(row.text('conversation_id')), changed);
  }
}

/** A conversation shows the last message that it still has; without any it is gone. */
function settleConversation(sql: Sql, id: ConversationId, changed: ChangedRows): void {
  const last = sql.first(
    `SELECT id, created_at_ms FROM messages WHERE conversation_id = ?
     ORDER BY created_at_ms DESC, id DESC LIMIT 1`,
    id,
  );
  if (last === undefined) {
    sql.run('DELETE FROM conversations WHERE id = ?', id);
    changed.deletedConversation(id);
    return;
  }
  sql.run(
    'UPDATE conversations SET last_message_id = ?, last_at_ms = ? WHERE id = ?',
    last.text('id'),
    last.number('created_at_ms'),
    id,
  );
  changed.conversation(id);
}

export function deleteConversations(sql: Sql, ids: readonly ConversationId[], changed: ChangedRows): void {
  for (const id of ids) {
    const rows = sql.all('SELECT id FROM messages WHERE conversation_id = ?', id);
    deleteMessages(sql, idsOf(rows), changed);
  }
}

/** Message ids sort by age, so the oldest are found without a look at the rest. */
export function prune(sql: Sql, input: WriteInput<'prune'>, changed: ChangedRows): WriteOutput<'prune'> {
  const { beforeMs, keepCount } = input;
  const excess = keepCount === null ? 0 : Math.max(0, countMessages(sql) - keepCount);
  if (excess === 0 && beforeMs === null) return { hasMore: false };
  const rows = sql.all(
    `SELECT id FROM messages AS m
     WHERE NOT EXISTS (SELECT 1 FROM segments AS s WHERE s.message_id = m.id AND s.state IN ('queued', 'sent'))
       AND (?1 OR (id < ?4 AND created_at_ms < ?2))
     ORDER BY id LIMIT ?3`,
    excess > 0 ? 1 : 0,
    beforeMs ?? 0,
    excess > 0 ? Math.min(PRUNED, excess) : PRUNED,
    firstIdAt(beforeMs ?? 0),
  );
  if (rows.length > 0) deleteMessages(sql, idsOf(rows), changed);
  sql.run(
    `DELETE FROM receipts WHERE id IN (
       SELECT id FROM receipts WHERE message_id IS NULL AND received_at_ms < ? LIMIT ?)`,
    beforeMs ?? 0,
    PRUNED,
  );
  return { hasMore: rows.length === PRUNED };
}

/** Ids begin with their time (see `IdSource`): nothing older is behind this one. */
function firstIdAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}`;
}

/** The index is small where the messages are large; those that it does not have yet are few. */
function countMessages(sql: Sql): number {
  const row = sql.first(
    `SELECT (SELECT COUNT(*) FROM search_rows) + (SELECT COUNT(*) FROM messages WHERE id > ?) AS count`,
    newestIndexed(sql),
  );
  return row?.number('count') ?? 0;
}

/**
 * Every message, receipt, conversation and draft, and what is left of them in free pages and in the write-ahead log. Rules
 * and templates stay. Not within a transaction.
 */
export function wipe(sql: Sql): void {
  sql.exec('PRAGMA secure_delete = ON');
  try {
    sql.exec(`BEGIN IMMEDIATE;
      DELETE FROM message_search;
      INSERT INTO message_search (message_search) VALUES ('delete-all');
      DELETE FROM waiting_answers; DELETE FROM rules_due; DELETE FROM receipt_ids; DELETE FROM receipts; DELETE FROM history; DELETE FROM inbound_groups;
      DELETE FROM inbound_parts; DELETE FROM segments; DELETE FROM search_rows; DELETE FROM messages;
      DELETE FROM conversations; DELETE FROM drafts;
      COMMIT;`);
    sql.exec('VACUUM');
    sql.first('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    if (sql.isInTransaction) sql.exec('ROLLBACK');
    sql.exec('PRAGMA secure_delete = OFF');
  }
}

function idsOf(rows: readonly Row[]): MessageId[] {
  return rows.map((row) => messageId.parse(row.text('id')));
}
