import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const LOCK_FILE_NAME = 'lock';

const lockContent = z.object({
  pid: z.number().int().positive(),
  /** When that process started, by the system's own count; empty where the system does not tell. */
  processStart: z.string(),
  /** Tells two locks of one process apart. */
  token: z.string(),
});
type LockContent = z.infer<typeof lockContent>;

/** The folder belongs to another process that still runs. */
export class DataFolderInUseError extends Error {
  override readonly name = 'DataFolderInUseError';
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `Trunkline already runs with the data folder ${folder} (process ${pid}). Close it first, or choose another folder.`,
    );
    this.pid = pid;
  }
}

/** The folder cannot be made or written to; the message says why. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['EEXIST', 'a file stands in its way'],
  ['ENOTDIR', 'a file stands in its way'],
  ['EACCES', 'this user may not write there'],
  ['EPERM', 'this user may not write there'],
  ['EROFS', 'it is on a disk that can only be read'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'this user’s part of the disk is full'],
]);

function unusable(path: string, error: unknown): DataFolderError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons.get(code) ?? (error instanceof Error ? error.message : String(error));
  return new DataFolderError(`The data folder ${path} cannot be used: ${reason}. Choose another folder.`, {
    cause: error,
  });
}

export interface DataFolder {
  readonly path: string;
  /** Gives the folder up; a second call does nothing. */
  release(): void;
}

/**
 * Makes the folder if need be and takes it for this process. A lock that a dead process left is taken over.
 * Throws `DataFolderInUseError` when another process, or another host of this one, has the folder, and
 * `DataFolderError` when it cannot be made or written to.
 */
export function lockDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(path, error);
  }
  const lockPath = join(path, LOCK_FILE_NAME);
  const own: LockContent = { pid: process.pid, processStart: processStart(process.pid), token: randomUUID() };
  // Twice at most: one turn to clear a dead lock away, one to win or lose against whoever else does the same.
  if (!createLock(path, lockPath, own)) {
    clearDeadLock(path, lockPath);
    if (!createLock(path, lockPath, own)) throw new DataFolderInUseError(path, readLock(lockPath)?.pid ?? 0);
  }
  return {
    path,
    release() {
      if (readLock(lockPath)?.token === own.token) rmSync(lockPath, { force: true });
    },
  };
}

/** The process that runs with this data folder; null for none. Only reads. */
export function findFolderOwner(folder: string): number | null {
  const lock = readLock(join(resolve(folder), LOCK_FILE_NAME));
  return lock !== null && isOwnerAlive(lock) ? lock.pid : null;
}

/** False when there is a lock. */
function createLock(path: string, lockPath: string, content: LockContent): boolean {
  try {
    writeFileSync(lockPath, JSON.stringify(content), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw unusable(path, error);
  }
}

/** Throws when the lock's owner lives. A lock that cannot be read is one whose owner died while writing it. */
function clearDeadLock(path: string, lockPath: string): void {
  const found = readLock(lockPath);
  if (found !== null && isOwnerAlive(found)) throw new DataFolderInUseError(path, found.pid);
  // Renamed before it is deleted: of two processes that find the same dead lock only one gets to move it.
  const aside = `${lockPath}.${randomUUID()}`;
  try {
    renameSync(lockPath, aside);
  } catch {
    return;
  }
  const moved = readLock(aside);
  if (moved !== null && moved.token !== found?.token) {
    // Another process was quicker and this is its new, living lock.
    renameSync(aside, lockPath);
    throw new DataFolderInUseError(path, moved.pid);
  }
  rmSync(aside, { force: true });
}

function readLock(lockPath: string): LockContent | null {
  try {
    return lockContent.parse(JSON.parse(readFileSync(lockPath, 'utf8')));
  } catch {
    return null;
  }
}

/** Process ids come back, in a container often at once: only the same id with the same start is the same process. */
function isOwnerAlive(lock: LockContent): boolean {
  try {
    process.kill(lock.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to someone else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return lock.processStart === '' || lock.processStart === processStart(lock.pid);
}

/** Field 22 of /proc/<pid>/stat (proc(5)) with the boot it counts from; empty on systems without it. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${ticks}`;
  } catch {
    return '';
  }
}
