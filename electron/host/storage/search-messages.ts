import type { ConversationId } from '#shared/model/ids';
import { viewsOf } from './message-rows';
import type { ReadInput, ReadOutput } from './operations';
import { newestIndexed } from './search-index';
import type { Row, Sql, SqlValue } from './sql';

/**
 * The newest messages, in milliseconds' work, are looked at as they stand: what is frequent is found there, and only what
 * is rarer is asked of the index, which for the begin of a word collects every message that has it before it tells the
 * newest.
 */
const LOOKED_AT = 1000;

interface SearchExpressions {
  /** Every word as it stands. */
  readonly whole: string;
  /** The last one as far as it is written. */
  readonly begun: string;
  /** All but the last; null when that is the only one. */
  readonly others: string | null;
}

/**
 * What a person types as questions to FTS5: every word, in any order. Null when there is no word in it. Quoted, so that
 * nothing of it is taken for an operator.
 */
export function searchExpressions(query: string): SearchExpressions | null {
  const words = query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0) return null;
  const quoted = words.map((word) => `"${word}"`);
  const whole = quoted.join(' ');
  return { whole, begun: `${whole}*`, others: words.length === 1 ? null : quoted.slice(0, -1).join(' ') };
}

/**
 * Messages with all the words, newest first. Where the whole words fill the page, these are its messages; the last word
 * counts as far as it is written where they do not.
 */
export function searchMessages(
  sql: Sql,
  { query, conversationId, before, limit }: ReadInput<'searchMessages'>,
): ReadOutput<'searchMessages'> {
  const expressions = searchExpressions(query);
  if (expressions === null) return { messages: [], hasMore: false };
  const newest = lookAt(sql, conversationId, before);
  let rows = findAmong(sql, expressions.whole, limit + 1);
  if (rows.length <= limit && !newest.isAll) {
    rows.push(...findInIndex(sql, newest, expressions.whole, conversationId, limit + 1 - rows.length));
  }
  if (rows.length <= limit) {
    rows = findAmong(sql, expressions.begun, limit + 1);
    const missing = limit + 1 - rows.length;
    if (missing > 0 && !newest.isAll)
      rows.push(...findBegun(sql, newest, expressions, conversationId, missing));
  }
  return { messages: viewsOf(sql, rows.slice(0, limit)), hasMore: rows.length > limit };
}

/**
 * Where the other words are rare, their messages are looked at for the begin of the last one; where all are frequent,
 * the index collects what begins like that.
 */
function findBegun(
  sql: Sql,
  newest: Newest,
  { begun, others }: SearchExpressions,
  conversation: ConversationId | null,
  limit: number,
): Row[] {
  if (others !== null) {
    const candidates = findInIndex(sql, newest, others, conversation, LOOKED_AT, 'm.id');
    const ids = candidates.map((row) => row.text('id'));
    clear(sql);
    sql.run(
      'INSERT INTO temp.looked_rows (message_id) SELECT value FROM json_each(?) ORDER BY key',
      JSON.stringify(ids),
    );
    fill(sql);
    const found = findAmong(sql, begun, limit);
    if (found.length === limit || candidates.length < LOOKED_AT) return found;
  }
  return findInIndex(sql, newest, begun, conversation, limit);
}

/** Messages that are looked at as they stand: they are in `temp.looked_rows` and `temp.looked_at`, first told first. */
interface Newest {
  /** There is nothing older. */
  readonly isAll: boolean;
  /** What is older, for the index. */
  readonly olderThan: { readonly condition: string; readonly values: readonly SqlValue[] };
}

type Before = ReadInput<'searchMessages'>['before'];

function lookAt(sql: Sql, conversation: ConversationId | null, before: Before): Newest {
  sql.exec(`CREATE TABLE IF NOT EXISTS temp.looked_rows (row INTEGER PRIMARY KEY, message_id TEXT NOT NULL);
    CREATE VIRTUAL TABLE IF NOT EXISTS temp.looked_at USING fts5 (
      text, addresses, content = '', tokenize = 'unicode61 remove_diacritics 2')`);
  clear(sql);
  const newest = conversation === null ? lookAtAll(sql, before) : lookAtOne(sql, conversation, before);
  fill(sql);
  return newest;
}

function clear(sql: Sql): void {
  sql.run('DELETE FROM temp.looked_rows');
  sql.run(`INSERT INTO temp.looked_at (looked_at) VALUES ('delete-all')`);
}

/** With the words of the messages that were chosen. */
function fill(sql: Sql): void {
  sql.run(`INSERT INTO temp.looked_at (rowid, text, addresses)
    SELECT l.row, m.text, m.source_address || ' ' || m.destination_address
    FROM temp.looked_rows AS l CROSS JOIN messages AS m ON m.id = l.message_id`);
}

/** First those that the index does not have yet, then the newest that it has. */
function lookAtAll(sql: Sql, before: Before): Newest {
  const indexed = newestIndexed(sql);
  const end = before === null || before.id > indexed ? null : rowAfter(sql, before.id);
  let count = 0;
  if (end === null) {
    count = sql.run(
      `INSERT INTO temp.looked_rows (message_id)
       SELECT id FROM messages WHERE id > ?1 AND (?2 IS NULL OR id < ?2) ORDER BY id DESC`,
      indexed,
      before?.id ?? null,
    );
  }
  const room = Math.max(0, LOOKED_AT - count);
  const rows = 'FROM search_rows WHERE ?1 IS NULL OR row < ?1 ORDER BY row DESC LIMIT ?2';
  const taken = sql.run(`INSERT INTO temp.looked_rows (message_id) SELECT message_id ${rows}`, end, room);
  const oldest = sql.first(`SELECT min(row) AS row FROM (SELECT row ${rows})`, end, room);
  return {
    isAll: taken < room,
    olderThan: {
      condition: '(?3 IS NULL OR f.rowid < ?3)',
      values: [oldest?.numberOrNull('row') ?? end],
    },
  };
}

/** Of the message itself, or where it stood before it was deleted. */
function rowAfter(sql: Sql, id: string): number {
  const row = sql.first(
    'SELECT row, message_id FROM search_rows WHERE message_id <= ? ORDER BY message_id DESC LIMIT 1',
    id,
  );
  if (row === undefined) return 0;
  return row.number('row') + (row.text('message_id') === id ? 0 : 1);
}

function lookAtOne(sql: Sql, conversation: ConversationId, before: Before): Newest {
  const page = `FROM messages WHERE conversation_id = ?1
      AND (?2 IS NULL OR (created_at_ms, id) < (?2, ?3)) ORDER BY created_at_ms DESC, id DESC`;
  const values = [conversation, before?.createdAtMs ?? null, before?.id ?? null] as const;
  const count = sql.run(
    `INSERT INTO temp.looked_rows (message_id) SELECT id ${page} LIMIT ?4`,
    ...values,
    LOOKED_AT,
  );
  const oldest = sql.first(`SELECT created_at_ms, id ${page} LIMIT 1 OFFSET ?4`, ...values, LOOKED_AT - 1);
  return {
    isAll: count < LOOKED_AT,
    olderThan: {
      condition: '(m.created_at_ms, m.id) < (?3, ?4)',
      values: [oldest?.number('created_at_ms') ?? 0, oldest?.text('id') ?? ''],
    },
  };
}

function findAmong(sql: Sql, expression: string, limit: number): Row[] {
  return sql.all(
    `SELECT m.* FROM temp.looked_at AS f
       CROSS JOIN temp.looked_rows AS l ON l.row = f.rowid CROSS JOIN messages AS m ON m.id = l.message_id
     WHERE f.looked_at MATCH ? ORDER BY f.rowid LIMIT ?`,
    expression,
    limit,
  );
}

function findInIndex(
  sql: Sql,
  { olderThan }: Newest,
  expression: string,
  conversation: ConversationId | null,
  limit: number,
  columns: 'm.*' | 'm.id' = 'm.*',
): Row[] {
  return sql.all(
    `SELECT ${columns} FROM message_search AS f
       CROSS JOIN search_rows AS s ON s.row = f.rowid CROSS JOIN messages AS m ON m.id = s.message_id
     WHERE f.message_search MATCH ?1 AND ${olderThan.condition} AND (?2 IS NULL OR m.conversation_id = ?2)
     ORDER BY f.rowid DESC LIMIT ${limit}`,
    expression,
    conversation,
    ...olderThan.values,
  );
}
