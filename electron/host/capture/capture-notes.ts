import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { notesPathOf } from './capture-files';

const notesFile = z.object({
  version: z.literal(1),
  notes: z.array(
    z.object({
      /** Where the record's first block begins in the capture. */
      offset: z.number().int().min(0),
      note: z.string(),
      isMarked: z.boolean(),
    }),
  ),
});
export type CaptureNote = z.infer<typeof notesFile>['notes'][number];

/** Notes and marks of a capture, which lie beside it; none where there is no such file, or one that cannot be read. */
export function readCaptureNotes(capturePath: string): readonly CaptureNote[] {
  try {
    return notesFile.parse(JSON.parse(readFileSync(notesPathOf(capturePath), 'utf8'))).notes;
  } catch {
    return [];
  }
}

/**
 * Replaces the notes of a capture, all or none: the file that was there stays until the new one is on the disk. Throws
 * what the system says when it cannot be written.
 */
export function writeCaptureNotes(capturePath: string, notes: readonly CaptureNote[]): void {
  const path = notesPathOf(capturePath);
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
