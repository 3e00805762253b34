import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notesPathOf } from '#electron/host/capture/capture-files';
import { readCaptureNotes, writeCaptureNotes } from '#electron/host/capture/capture-notes';
import { useTempFolders } from '#test/support/use-temp-folders';

const tempFolder = useTempFolders();
const later = { offset: 4000, note: 'The SMSC answers “late”,\nsee above', isMarked: false };
const earlier = { offset: 108, note: '', isMarked: true };

describe('notes of a capture', () => {
  it('lie beside it, in the order of the capture', () => {
    const folder = tempFolder();
    const path = notesPathOf(join(folder, 'a.pcapng'));
    writeCaptureNotes(path, [later, earlier]);
    expect(readCaptureNotes(path)).toEqual([earlier, later]);
    expect(readdirSync(folder)).toEqual(['a.notes.json']);
    writeCaptureNotes(path, [later]);
    expect(readCaptureNotes(path)).toEqual([later]);
  });

  it('leave no file when the last of them goes', () => {
    const folder = tempFolder();
    const path = notesPathOf(join(folder, 'a.pcapng'));
    writeCaptureNotes(path, []);
    writeCaptureNotes(path, [earlier]);
    writeCaptureNotes(path, []);
    expect(readdirSync(folder)).toEqual([]);
    expect(readCaptureNotes(path)).toEqual([]);
  });

  it.each([
    ['no JSON', '{"version": 1, "notes": ['],
    ['of another version', '{"version": 2, "notes": []}'],
    [
      'with a place that cannot be',
      '{"version": 1, "notes": [{"offset": -1, "note": "", "isMarked": true}]}',
    ],
    ['of another form', '[1, 2, 3]'],
  ])('that are %s are none', (_, text) => {
    const path = notesPathOf(join(tempFolder(), 'a.pcapng'));
    writeFileSync(path, text);
    expect(readCaptureNotes(path)).toEqual([]);
  });

  it('stay as they were when new ones cannot be written, and that is said', () => {
    const folder = tempFolder();
    const path = notesPathOf(join(folder, 'a.pcapng'));
    writeCaptureNotes(path, [earlier]);
    const before = readFileSync(path, 'utf8');
    // Where the new file would be begun there is a folder.
    mkdirSync(`${path}.new`);
    expect(() => writeCaptureNotes(path, [later])).toThrow();
    expect(readFileSync(path, 'utf8')).toBe(before);
  });
});
