import { StoreError } from '../message-store';
import type { Sql } from '../sql';
import { v0001Messages } from './v0001-messages';
import { v0002QueueSearchRules } from './v0002-queue-search-rules';
import { v0003WaitingAnswers } from './v0003-waiting-answers';
import { v0004SearchLater } from './v0004-search-later';
import { v0005RulesDue } from './v0005-rules-due';

/** One version of the schema: the statements that lead to it from the version before. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/** In order, without gaps; a migration that was ever released is never changed. */
export const migrations: readonly Migration[] = [
  { version: 1, sql: v0001Messages },
  { version: 2, sql: v0002QueueSearchRules },
  { version: 3, sql: v0003WaitingAnswers },
  { version: 4, sql: v0004SearchLater },
  { version: 5, sql: v0005RulesDue },
];

/** PRAGMA user_version of the file; 0 for a new one. */
export function schemaVersion(sql: Sql): number {
  return sql.first('PRAGMA user_version')?.number('user_version') ?? 0;
}

/** Throws a `StoreError` for a file that a newer Trunkline wrote; nothing is changed in it. */
export function refuseNewer(sql: Sql, steps: readonly Migration[]): void {
  const found = schemaVersion(sql);
  const newest = steps.at(-1)?.version ?? 0;
  if (found <= newest) return;
  throw new StoreError(
    'newer-version',
    `The message store was written by a newer Trunkline (version ${found}; this one reads up to ${newest}). ` +
      'Start that Trunkline, or choose another data folder.',
  );
}

/**
 * Brings the schema to the newest version, each step in a transaction of its own. `backUp` is called before the first
 * step when the file holds an older version's data.
 */
export function migrate(sql: Sql, steps: readonly Migration[], backUp: (version: number) => void): void {
  const found = schemaVersion(sql);
  const due = steps.filter((step) => step.version > found);
  if (due.length > 0 && found > 0) backUp(found);
  for (const step of due) {
    sql.exec('BEGIN IMMEDIATE');
    try {
      sql.exec(step.sql);
      sql.exec(`PRAGMA user_version = ${step.version}`);
      sql.exec('COMMIT');
    } catch (error) {
      if (sql.isInTransaction) sql.exec('ROLLBACK');
      throw error;
    }
  }
}
