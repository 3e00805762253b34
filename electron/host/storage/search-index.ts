import type { MessageId } from '#shared/model/ids';
import type { Sql } from './sql';

/** Messages that are entered into the index in one transaction: FTS5 pays for each commit and not for each message. */
const ENTERED_TOGETHER = 500;

/**
 * What of the messages the full-text index holds: all up to one id. Newer ones wait until there are many, and are
 * searched as they stand meanwhile. Kept by the one connection that writes.
 */
interface Frontier {
  /** The newest message in the index; '' for none. */
  id: string;
  /** Messages that wait, or somewhat more than wait. */
  waiting: number;
}

const frontiers = new WeakMap<Sql, Frontier>();

/** Makes a new message findable. */
export function indexMessage(sql: Sql, id: MessageId): void {
  const frontier = frontierOf(sql);
  if (id > frontier.id) {
    frontier.waiting += 1;
    return;
  }
  // Made before others that are in the index, and stored after them.
  enter(sql, 'WHERE id = ?1', id);
}

/** Enters what waits, if it is enough to be worth it. Not within a transaction. */
export function indexWaiting(sql: Sql): void {
  const frontier = frontierOf(sql);
  while (frontier.waiting >= ENTERED_TOGETHER) {
    sql.run('BEGIN IMMEDIATE');
    try {
      enter(sql, 'WHERE id > ?1 ORDER BY id LIMIT ?2', frontier.id, ENTERED_TOGETHER);
      sql.run('COMMIT');
    } catch (error) {
      if (sql.isInTransaction) sql.run('ROLLBACK');
      throw error;
    } finally {
      frontiers.set(sql, Object.assign(frontier, readFrontier(sql)));
    }
  }
}

/** The text of a message changed. */
export function reindexMessage(sql: Sql, id: MessageId): void {
  const row = sql.first('SELECT row FROM search_rows WHERE message_id = ?', id)?.number('row');
  if (row === undefined) return;
  sql.run('DELETE FROM message_search WHERE rowid = ?', row);
  sql.run(`${INSERT_WORDS} WHERE s.row = ?`, row);
}

/** Before the messages themselves are deleted. */
export function forgetMessages(sql: Sql, ids: readonly MessageId[]): void {
  sql.run(
    `DELETE FROM message_search WHERE rowid IN (
       SELECT row FROM search_rows WHERE message_id IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(ids),
  );
}

/** The newest message in the index; '' for none. */
export function newestIndexed(sql: Sql): string {
  return sql.first('SELECT max(message_id) AS id FROM search_rows')?.textOrNull('id') ?? '';
}

const INSERT_WORDS = `INSERT INTO message_search (rowid, text, addresses)
  SELECT s.row, m.text, m.source_address || ' ' || m.destination_address
  FROM search_rows AS s JOIN messages AS m ON m.id = s.message_id`;

/** The rows count upwards, so that the newest ones are found first. */
function enter(sql: Sql, which: string, ...values: readonly (string | number)[]): void {
  const last = sql.first('SELECT max(row) AS row FROM search_rows')?.numberOrNull('row') ?? 0;
  sql.run(`INSERT INTO search_rows (message_id) SELECT id FROM messages ${which}`, ...values);
  sql.run(`${INSERT_WORDS} WHERE s.row > ?`, last);
}

function frontierOf(sql: Sql): Frontier {
  const known = frontiers.get(sql);
  if (known !== undefined) return known;
  const frontier = readFrontier(sql);
  frontiers.set(sql, frontier);
  return frontier;
}

function readFrontier(sql: Sql): Frontier {
  const id = newestIndexed(sql);
  const waiting = sql.first('SELECT COUNT(*) AS count FROM messages WHERE id > ?', id)?.number('count') ?? 0;
  return { id, waiting };
}
