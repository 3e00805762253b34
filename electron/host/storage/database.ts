import { existsSync, renameSync, statSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { StoreError } from './message-store';
import { migrate, migrations, type Migration } from './migrations/migrate';
import { Sql } from './sql';

/** How long a connection waits for another's lock, in milliseconds: the checkpoint of the reader's last page at most. */
const BUSY_TIMEOUT_MS = 5000;
/** A larger file is read through for damage only after a run that did not end in order. */
const QUICK_CHECK_OCTETS = 64 * 1024 * 1024;

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

export interface OpenedDatabase {
  readonly sql: Sql;
  /** What the user should know of the opening, as a sentence; null when all is well. */
  readonly notice: string | null;
}

/**
 * Opens the store for writing: WAL, synchronous=NORMAL, foreign keys, newest schema. A damaged file is set aside under
 * a dated name, whole, and an empty one is begun; a newer one is refused with a `StoreError`.
 */
export function openForWriting(
  filePath: string,
  nowMs: number,
  steps: readonly Migration[] = migrations,
): OpenedDatabase {
  try {
    return { sql: openChecked(filePath, nowMs, steps), notice: null };
  } catch (error) {
    if (!isDamage(error)) throw asStoreError(error, filePath);
    const aside = setAside(filePath, nowMs);
    const notice =
      'The message store was damaged, so Trunkline started with an empty one. ' +
      `The damaged file was kept as ${aside}.`;
    return { sql: openChecked(filePath, nowMs, steps), notice };
  }
}

/** Opens the store that a writer has opened, to read only. */
export function openForReading(filePath: string): Sql {
  const sql = new Sql(new DatabaseSync(filePath, { readOnly: true, timeout: BUSY_TIMEOUT_MS }));
  sql.exec('PRAGMA query_only = ON');
  return sql;
}

/** A store that lives as long as the process, for a command that touches no data folder. */
export function openInMemory(): Sql {
  const sql = new Sql(new DatabaseSync(':memory:'));
  sql.exec('PRAGMA foreign_keys = ON');
  migrate(sql, migrations, () => undefined);
  return sql;
}

function openChecked(filePath: string, nowMs: number, steps: readonly Migration[]): Sql {
  const isOld = existsSync(filePath);
  // Left behind by a run that was killed: SQLite removes it when the last connection closes.
  const isUnclean = existsSync(`${filePath}-wal`);
  const sql = new Sql(new DatabaseSync(filePath, { timeout: BUSY_TIMEOUT_MS }));
  try {
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    if (isOld && (isUnclean || statSync(filePath).size <= QUICK_CHECK_OCTETS)) checkQuickly(sql);
    migrate(sql, steps, (version) => backUp(sql, filePath, version, nowMs));
    return sql;
  } catch (error) {
    sql.close();
    throw error;
  }
}

function checkQuickly(sql: Sql): void {
  const answer = sql.first('PRAGMA quick_check(1)')?.text('quick_check');
  if (answer !== 'ok') throw new DamagedStore(answer ?? 'no answer');
}

/** A consistent copy beside the file; the name tells the version and the time. */
function backUp(sql: Sql, filePath: string, version: number, nowMs: number): void {
  sql.run('VACUUM INTO ?', `${filePath}.v${version}-backup-${stamp(nowMs)}`);
}

/** Moves the file with its write-ahead log; the log belongs to it and must not meet the new file. */
function setAside(filePath: string, nowMs: number): string {
  const aside = `${filePath}.damaged-${stamp(nowMs)}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(filePath + suffix)) renameSync(filePath + suffix, aside + suffix);
  }
  return aside;
}

function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
}

class DamagedStore extends Error {
  override readonly name = 'DamagedStore';
}

function isDamage(error: unknown): boolean {
  if (error instanceof DamagedStore) return true;
  // The low octet of an extended result code is the primary one.
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

function asStoreError(error: unknown, filePath: string): StoreError {
  if (error instanceof StoreError) return error;
  const cause = error instanceof Error ? error.message : String(error);
  return new StoreError('unusable', `The message store ${filePath} cannot be opened: ${cause}.`, {
    cause: error,
  });
}
