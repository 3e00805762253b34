import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const CAPTURE_EXTENSION = '.pcapng';
export const NOTES_EXTENSION = '.notes.json';

/** A capture on disk. */
export interface StoredCaptureFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly startedAtMs: number;
  /** Of its last octet. */
  readonly endedAtMs: number;
}

/** "2026-09-05T14-30-00.123Z": in the order of time, and a name on every system. */
export function captureName(startedAtMs: number): string {
  return `${new Date(startedAtMs).toISOString().replaceAll(':', '-')}${CAPTURE_EXTENSION}`;
}

/** Where the notes of a capture lie, beside it. */
export function notesPathOf(capturePath: string): string {
  return capturePath.slice(0, -CAPTURE_EXTENSION.length) + NOTES_EXTENSION;
}

/** The captures of a folder, oldest first; none when there is no folder. */
export function listCaptures(folder: string): readonly StoredCaptureFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(CAPTURE_EXTENSION))
    .flatMap((name) => {
      const path = join(folder, name);
      try {
        const { size, mtimeMs } = statSync(path);
        return [{ name, path, bytes: size, startedAtMs: startOf(name) ?? mtimeMs, endedAtMs: mtimeMs }];
      } catch {
        // Deleted between the two looks.
        return [];
      }
    })
    .sort((a, b) => a.startedAtMs - b.startedAtMs);
}

export function deleteCapture(path: string): void {
  rmSync(path, { force: true });
  rmSync(notesPathOf(path), { force: true });
}

function startOf(name: string): number | null {
  const found = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d\.\d{3}Z)/.exec(name);
  if (found === null) return null;
  const [, day = '', hours = '', minutes = '', seconds = ''] = found;
  const time = Date.parse(`${day}T${hours}:${minutes}:${seconds}`);
  return Number.isNaN(time) ? null : time;
}
