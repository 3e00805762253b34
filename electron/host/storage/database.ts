import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { DAMAGE_MARK } from './damage-mark';
import { DamagedFile } from './damaged-file';
import { StoreError } from './message-store';
import { migrate, migrations, refuseNewer, type Migration } from './migrations/migrate';
import { Sql } from './sql';

/** How long a connection waits for another’s lock, in milliseconds; none of ours is held so long. */
const BUSY_TIMEOUT_MS = 5000;
/** A larger file is read through for damage in the background, and only after a run that did not end in order. */
const QUICK_CHECK_OCTETS = 8 * 1024 * 1024;

/** Page caches grow up to this, in KiB. */
const WRITER_CACHE_KIB = 64 * 1024;
const READER_CACHE_KIB = 32 * 1024;

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
/** A statement that cannot be prepared says so without a code, and a damaged header is an ordinary error to SQLite. */
const DAMAGE_WORDS = /malformed|not a database|unsupported file format/;

export interface OpenedForWriting {
  readonly sql: Sql;
  /** It is to be read through in the background. */
  readonly isCheckDue: boolean;
}

/**
 * Opens the store for writing: WAL, synchronous=NORMAL, foreign keys, newest schema. Throws a `StoreError`: `damaged`
 * for a file that cannot be read, `newer-version` for one that a newer Trunkline wrote, both untouched.
 */
export function openForWriting(
  filePath: string,
  nowMs: number,
  steps: readonly Migration[] = migrations,
): OpenedForWriting {
  try {
    return openChecked(filePath, nowMs, steps);
  } catch (error) {
    throw asStoreError(error, filePath);
  }
}

/**
 * Moves a damaged file aside under a dated name, with its write-ahead log: the log belongs to it and must not meet the
 * new file. No connection may be open. Answers with the sentence for the user.
 */
export function setAside(filePath: string, nowMs: number): string {
  const aside = `${filePath}.damaged-${stamp(nowMs)}`;
  rmSync(filePath + DAMAGE_MARK, { force: true });
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(filePath + suffix)) renameSync(filePath + suffix, aside + suffix);
  }
  return (
    'The message store was damaged, so Trunkline started with an empty one. ' +
    `The damaged file was kept as ${aside}.`
  );
}

/** Opens the store that a writer has opened, to read only. */
export function openForReading(filePath: string): Sql {
  const sql = new Sql(new DatabaseSync(filePath, { readOnly: true, timeout: BUSY_TIMEOUT_MS }));
  sql.exec(`PRAGMA cache_size = -${READER_CACHE_KIB}; PRAGMA temp_store = MEMORY`);
  return sql;
}

/**
 * Opens the store to read only, beside its writer or without one. Where there is no write-ahead log nobody has it open,
 * and the file is read as it stands: as a WAL reader, SQLite would leave a log behind that looks like a killed run.
 */
export function openForLooking(filePath: string): Sql {
  if (existsSync(`${filePath}-wal`)) return openForReading(filePath);
  const url = pathToFileURL(filePath);
  url.searchParams.set('immutable', '1');
  return new Sql(new DatabaseSync(url, { readOnly: true }));
}

/** A connection that does nothing but checkpoints, beside the writer's. */
export function openForCheckpoints(filePath: string): Sql {
  const sql = new Sql(new DatabaseSync(filePath, { timeout: BUSY_TIMEOUT_MS }));
  sql.exec('PRAGMA synchronous = NORMAL');
  return sql;
}

/** Never waits for a writer or a reader: what they hold on to is left for the next time. */
export function checkpoint(sql: Sql): void {
  sql.first('PRAGMA wal_checkpoint(PASSIVE)');
}

/** What is wrong with the file; null when it is sound. Reads all of it. */
export function findDamage(sql: Sql): string | null {
  try {
    const answer = sql.first('PRAGMA quick_check(1)')?.text('quick_check');
    return answer === 'ok' ? null : (answer ?? 'no answer');
  } catch (error) {
    if (isDamage(error)) return error instanceof Error ? error.message : String(error);
    throw error;
  }
}

/** Backups of migrations and files that were set aside hold messages too. */
export function deleteCopies(filePath: string): void {
  const folder = dirname(filePath);
  const name = basename(filePath);
  for (const file of readdirSync(folder)) {
    const isCopy = file.startsWith(`${name}.damaged-`) || /^\.v\d+-backup-/.test(file.slice(name.length));
    if (file.startsWith(name) && isCopy) rmSync(join(folder, file), { force: true });
  }
}

function openChecked(filePath: string, nowMs: number, steps: readonly Migration[]): OpenedForWriting {
  const isOld = existsSync(filePath);
  if (existsSync(filePath + DAMAGE_MARK)) throw new DamagedFile('found in the last run');
  // Left behind by a run that was killed: SQLite removes it when the last connection closes.
  const isUnclean = existsSync(`${filePath}-wal`);
  if (!isOld) makePrivate(filePath);
  const sql = new Sql(new DatabaseSync(filePath, { timeout: BUSY_TIMEOUT_MS }));
  try {
    // First of all: a newer file may hold what this SQLite takes for damage.
    refuseNewer(sql, steps);
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    // The pages that a busy minute touches stay in memory: else they are written and read again within a transaction.
    sql.exec(`PRAGMA cache_size = -${WRITER_CACHE_KIB}; PRAGMA temp_store = MEMORY`);
    // Checkpoints wait for the disk, so no commit makes one; see `openForCheckpoints`.
    sql.exec('PRAGMA wal_autocheckpoint = 0');
    const isSmall = !isOld || statSync(filePath).size <= QUICK_CHECK_OCTETS;
    if (isOld && isSmall) checkQuickly(sql);
    migrate(sql, steps, (version) => backUp(sql, filePath, version, nowMs));
    return { sql, isCheckDue: isUnclean && !isSmall };
  } catch (error) {
    sql.close();
    throw error;
  }
}

function checkQuickly(sql: Sql): void {
  const damage = findDamage(sql);
  if (damage !== null) throw new DamagedFile(damage);
}

/** A consistent copy beside the file; the name tells the version and the time. */
function backUp(sql: Sql, filePath: string, version: number, nowMs: number): void {
  const copyPath = `${filePath}.v${version}-backup-${stamp(nowMs)}`;
  makePrivate(copyPath);
  sql.run('VACUUM INTO ?', copyPath);
}

/** An empty file that nobody else may read, which SQLite takes as a new one; its log gets the same rights. */
function makePrivate(path: string): void {
  writeFileSync(path, '', { mode: 0o600 });
}

function stamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-');
}

function isDamage(error: unknown): boolean {
  // What is kept as JSON was written as such.
  if (error instanceof DamagedFile || error instanceof SyntaxError) return true;
  if (!(error instanceof Error)) return false;
  // The low octet of an extended result code is the primary one.
  const code = 'errcode' in error ? Number(error.errcode) & 0xff : 0;
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB || DAMAGE_WORDS.test(error.message);
}

/** What SQLite threw, to stand in a sentence. */
export function plainReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('disk is full')) return 'the disk is full. Make room on it, and try again';
  if (message.includes('database is locked')) {
    return 'another program has locked it. Close that program, and try again';
  }
  return message;
}

/** What SQLite threw, as a sentence that names the file. */
export function asStoreError(error: unknown, filePath: string): StoreError {
  if (error instanceof StoreError) return error;
  const cause = plainReason(error);
  if (isDamage(error)) {
    return new StoreError('damaged', `The message store ${filePath} is damaged: ${cause}.`, { cause: error });
  }
  return new StoreError('unusable', `The message store ${filePath} cannot be opened: ${cause}.`, {
    cause: error,
  });
}
