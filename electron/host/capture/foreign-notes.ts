import { createHash } from 'node:crypto';
import { fstatSync, mkdirSync, readdirSync, readSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { NOTES_EXTENSION } from './capture-files';

/** So much of the beginning and of the end of a file tells it from others, besides its length. */
const LOOKED_AT_OCTETS = 1024 * 1024;
/** Files whose notes are kept: those that were noted in last. */
const KEPT_FILES = 500;

/** Where, in the folder of captures, the notes of files from elsewhere lie. */
export function foreignNotesFolder(capturesFolder: string): string {
  return join(capturesFolder, 'notes');
}

/**
 * Where the notes of an open file from elsewhere lie: under a name that follows from its content, so that they are there
 * again wherever the file comes from, and nothing is written beside what is not ours. Throws what the system says when
 * the file cannot be read.
 */
export function foreignNotesPath(folder: string, fd: number): string {
  const { size } = fstatSync(fd);
  const hash = createHash('sha256').update(String(size));
  const octets = Buffer.alloc(Math.min(size, LOOKED_AT_OCTETS));
  for (const from of [0, size - octets.length]) {
    hash.update(octets.subarray(0, readSync(fd, octets, 0, octets.length, from)));
  }
  return join(folder, hash.digest('hex') + NOTES_EXTENSION);
}

/** Makes the folder, and lets go of the notes that were written the longest ago. Throws what the system says. */
export function makeRoomForForeignNotes(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const others = readdirSync(folder)
    .filter((name) => name.endsWith(NOTES_EXTENSION) && name !== basename(path))
    .map((name) => join(folder, name));
  if (others.length < KEPT_FILES) return;
  const byAge = others
    .map((other) => ({ other, writtenMs: statSync(other).mtimeMs }))
    .sort((a, b) => a.writtenMs - b.writtenMs);
  for (const { other } of byAge.slice(0, others.length - KEPT_FILES + 1)) rmSync(other, { force: true });
}
