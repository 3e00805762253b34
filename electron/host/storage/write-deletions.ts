import type { ConversationId, MessageId } from '#shared/model/ids';
import { passOnCarried } from './carried-messages';
import type { ChangedRows } from './changed';
import type { WriteInput, WriteOutput } from './operations';
import { forgetMessages, newestIndexed } from './search-index';
import type { Row, Sql } from './sql';
import { conversationId, messageId } from './stored-values';

/** Messages that are deleted in one transaction. */
const PRUNED = 500;

/**
 * What a person deletes is overwritten where it stood. Only here, since it costs pages that nothing else has to write;
 * what retention deletes is overwritten when its room is used again (docs/adr/0007).
 */
function overwriting(sql: Sql, work: () => void): void {
  sql.exec('PRAGMA secure_delete = ON');
  try {
    work();
  } finally {
    sql.exec('PRAGMA secure_delete = OFF');
  }
}

export function deleteMessages(sql: Sql, ids: readonly MessageId[], changed: ChangedRows): void {
  overwriting(sql, () => removeMessages(sql, ids, changed));
}

function removeMessages(sql: Sql, ids: readonly MessageId[], changed: ChangedRows): void {
  const json = JSON.stringify(ids);
  const conversations = sql.all(
    'SELECT DISTINCT conversation_id FROM messages WHERE id IN (SELECT value FROM json_each(?))',
    json,
  );
  forgetMessages(sql, ids);
  sql.run('DELETE FROM messages WHERE id IN (SELECT value FROM json_each(?))', json);
  for (const id of ids) {
    changed.deletedMessage(id);
    passOnCarried(sql, id, changed);
  }
  for (const row of conversations) {
    settleConversation(sql, conversationId.parse(row.text('conversation_id')), changed);
  }
}

/**
 * A conversation shows the last message that it still has, and no more as unread than came in; without any it is gone.
 */
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
    'UPDATE conversations SET last_message_id = ?, last_at_ms = ?, unread_count = ? WHERE id = ?',
    last.text('id'),
    last.number('created_at_ms'),
    unreadLeft(sql, id),
    id,
  );
  changed.conversation(id);
}

function unreadLeft(sql: Sql, id: ConversationId): number {
  const unread =
    sql.first('SELECT unread_count FROM conversations WHERE id = ?', id)?.number('unread_count') ?? 0;
  if (unread === 0) return 0;
  const left = sql.first(
    `SELECT COUNT(*) AS count FROM (SELECT 1 FROM messages WHERE conversation_id = ? AND direction = 'mo' LIMIT ?)`,
    id,
    unread,
  );
  return left?.number('count') ?? 0;
}

export function deleteConversations(sql: Sql, ids: readonly ConversationId[], changed: ChangedRows): void {
  overwriting(sql, () => {
    for (const id of ids) {
      const rows = sql.all('SELECT id FROM messages WHERE conversation_id = ?', id);
      removeMessages(sql, idsOf(rows), changed);
    }
  });
}

/** Message ids sort by age, so the oldest are found without a look at the rest. */
export function prune(sql: Sql, input: WriteInput<'prune'>, changed: ChangedRows): WriteOutput<'prune'> {
  const { beforeMs, keepCount } = input;
  const excess = keepCount === null ? 0 : Math.max(0, countMessages(sql) - keepCount);
  const byCount = excess === 0 ? [] : oldest(sql, Math.min(PRUNED, excess), null);
  if (byCount.length > 0) removeMessages(sql, idsOf(byCount), changed);
  const room = PRUNED - byCount.length;
  const byAge = beforeMs === null || room === 0 ? [] : oldest(sql, room, beforeMs);
  if (byAge.length > 0) removeMessages(sql, idsOf(byAge), changed);
  // A receipt without a message is as old as the messages that were deleted for their number.
  const newest = byCount.at(-1)?.number('created_at_ms') ?? 0;
  const receipts = pruneReceipts(sql, Math.max(beforeMs ?? 0, newest));
  return { hasMore: byCount.length + byAge.length === PRUNED || receipts === PRUNED };
}

/** Of those that nothing waits for: to leave, to be looked at by the rules, to be answered; null is any age. */
function oldest(sql: Sql, count: number, beforeMs: number | null): Row[] {
  return sql.all(
    `SELECT id, created_at_ms FROM messages AS m
     WHERE NOT EXISTS (SELECT 1 FROM segments AS s WHERE s.message_id = m.id AND s.state IN ('queued', 'sent'))
       AND NOT EXISTS (SELECT 1 FROM rules_due WHERE message_id = m.id)
       AND NOT EXISTS (SELECT 1 FROM waiting_answers WHERE message_id = m.id)
       AND (?1 IS NULL OR (id < ?2 AND created_at_ms < ?1))
     ORDER BY id LIMIT ?3`,
    beforeMs,
    firstIdAt(beforeMs ?? 0),
    count,
  );
}

/** Of those without a message: the others go with theirs. */
function pruneReceipts(sql: Sql, beforeMs: number): number {
  if (beforeMs === 0) return 0;
  return sql.run(
    `DELETE FROM receipts WHERE id IN (
       SELECT id FROM receipts WHERE message_id IS NULL AND id < ? AND received_at_ms < ? ORDER BY id LIMIT ?)`,
    firstIdAt(beforeMs),
    beforeMs,
    PRUNED,
  );
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
 * and templates stay. Not within a transaction. Throws when a reader keeps the log from being emptied.
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
    if (sql.first('PRAGMA wal_checkpoint(TRUNCATE)')?.number('busy') === 1) {
      throw new Error(
        'every message is deleted, but another program reads the store at this moment, so its log still holds texts; ' +
          'close that program and delete everything once more',
      );
    }
  } finally {
    if (sql.isInTransaction) sql.exec('ROLLBACK');
    sql.exec('PRAGMA secure_delete = OFF');
  }
}

function idsOf(rows: readonly Row[]): MessageId[] {
  return rows.map((row) => messageId.parse(row.text('id')));
}
