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

export interface DataFolder {
  readonly path: string;
  /** Gives the folder up; a second call does nothing. */
  release(): void;
}

/**
 * Makes the folder if need be and takes it for this process. A lock that a dead process left is taken over.
 * Throws `DataFolderInUseError` when another process, or another host of this one, has the folder.
 */
export function lockDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lockPath = join(path, LOCK_FILE_NAME);
  const own: LockContent = { pid: process.pid, processStart: processStart(process.pid), token: randomUUID() };
  // Twice at most: one turn to clear a dead lock away, one to win or lose against whoever else does the same.
  if (!createLock(lockPath, own)) {
    clearDeadLock(path, lockPath);
    if (!createLock(lockPath, own)) throw new DataFolderInUseError(path, readLock(lockPath)?.pid ?? 0);
  }
  return {
    path,
    release() {
      if (readLock(lockPath)?.token === own.token) rmSync(lockPath, { force: true });
    },
  };
}

function createLock(lockPath: string, content: LockContent): boolean {
  try {
    writeFileSync(lockPath, JSON.stringify(content), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
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
