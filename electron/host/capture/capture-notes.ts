import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

export interface CaptureNote {
  /** Where the record stands in the capture: the beginning of its first block, or of its octets. */
  readonly offset: number;
  readonly note: string;
  readonly isMarked: boolean;
}

// By hand: a schema would bring its library into the log worker for this alone.
function isNote(value: unknown): value is CaptureNote {
  if (typeof value !== 'object' || value === null) return false;
  const { offset, note, isMarked } = value as Partial<Record<keyof CaptureNote, unknown>>;
  const isOffset = typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0;
  return isOffset && typeof note === 'string' && typeof isMarked === 'boolean';
}

function notesIn(text: string): readonly CaptureNote[] {
  const file = JSON.parse(text) as { readonly version?: unknown; readonly notes?: unknown } | null;
  const notes: readonly unknown[] = file?.version === 1 && Array.isArray(file.notes) ? file.notes : [];
  return notes.every(isNote) ? notes.map(({ offset, note, isMarked }) => ({ offset, note, isMarked })) : [];
}

/** Notes and marks of a capture; none where there is no such file, or one that cannot be read. */
export function readCaptureNotes(path: string): readonly CaptureNote[] {
  try {
    return notesIn(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}

/**
 * Replaces the notes of a capture, all or none: the file that was there stays until the new one is on the disk. Throws
 * what the system says when it cannot be written.
 */
export function writeCaptureNotes(path: string, notes: readonly CaptureNote[]): void {
  if (notes.length === 0) {
    rmSync(path, { force: true });
    return;
  }
  const sorted = [...notes].sort((a, b) => a.offset - b.offset);
  const text = `${JSON.stringify({ version: 1, notes: sorted }, null, 1)}\n`;
  const aside = `${path}.new`;
  try {
    const fd = openSync(aside, 'w', 0o600);
    try {
      const octets = Buffer.from(text);
      for (let done = 0; done < octets.length;) done += writeSync(fd, octets, done);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
