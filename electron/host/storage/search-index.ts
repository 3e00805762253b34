import type { MessageId } from '#shared/model/ids';
import type { Sql } from './sql';

/** Makes a new message findable. The rows count upwards, so that the newest ones are found first. */
export function indexMessage(sql: Sql, id: MessageId, text: string, addresses: readonly string[]): void {
  insertWords(sql, sql.insert('INSERT INTO search_rows (message_id) VALUES (?)', id), text, addresses);
}

/** The text of a message changed. */
export function reindexMessage(sql: Sql, id: MessageId, text: string, addresses: readonly string[]): void {
  const row = sql.first('SELECT row FROM search_rows WHERE message_id = ?', id)?.number('row');
  if (row === undefined) return;
  sql.run('DELETE FROM message_search WHERE rowid = ?', row);
  insertWords(sql, row, text, addresses);
}

/** Before the messages themselves are deleted. */
export function forgetMessages(sql: Sql, ids: readonly MessageId[]): void {
  sql.run(
    `DELETE FROM message_search WHERE rowid IN (
       SELECT row FROM search_rows WHERE message_id IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(ids),
  );
}

function insertWords(sql: Sql, row: number, text: string, addresses: readonly string[]): void {
  sql.run(
    'INSERT INTO message_search (rowid, text, addresses) VALUES (?, ?, ?)',
    row,
    text,
    addresses.join(' '),
  );
}

export interface SearchExpressions {
  /** Every word as it stands. */
  readonly whole: string;
  /** The last one as far as it is written: FTS5 collects every message with such a word before it tells the newest. */
  readonly begun: string;
}

/**
 * What a person types as questions to FTS5: every word, in any order. Null when there is no word in it. Quoted, so that
 * nothing of it is taken for an operator.
 */
export function searchExpressions(query: string): SearchExpressions | null {
  const words = query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  if (words.length === 0) return null;
  const whole = words.map((word) => `"${word}"`).join(' ');
  return { whole, begun: `${whole}*` };
}
