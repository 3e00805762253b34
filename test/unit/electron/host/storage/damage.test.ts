import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStoredMessages } from '#electron/host/direct/stored-messages';
import { findDamage, openForWriting } from '#electron/host/storage/database';
import { StoreError } from '#electron/host/storage/message-store';
import { applyBatch } from '#electron/host/storage/write-engine';
import { makeTempFolder } from '#test/support/temp-folder';
import { inbound, outbound } from './samples';

let folder: ReturnType<typeof makeTempFolder>;
let filePath: string;
let sound: Buffer;

beforeAll(() => {
  folder = makeTempFolder();
  filePath = join(folder.path, 'messages.sqlite');
  const { sql } = openForWriting(filePath, 0);
  for (let number = 0; number < 30; number += 1) {
    applyBatch(sql, [
      { kind: 'insertOutbound', input: outbound({ text: `${number} ${'x'.repeat(500)}` }) },
      { kind: 'insertInbound', input: inbound({ sourceAddress: `1202555${number}` }) },
    ]);
  }
  sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  sql.close();
  sound = readFileSync(filePath);
});
afterAll(() => folder.remove());

/** Octets of the file that are something else than they were. */
const damage = fc.array(
  fc.record({ at: fc.nat(), octets: fc.uint8Array({ minLength: 1, maxLength: 5000, size: 'max' }) }),
  { minLength: 1, maxLength: 2 },
);

function damaged(parts: readonly { at: number; octets: Uint8Array }[]): Buffer {
  const file = Buffer.from(sound);
  for (const { at, octets } of parts) {
    // The beginning, where the schema stands, as often as all the rest.
    const from = at % 2 === 0 ? at % 8192 : at % file.length;
    file.set(octets.subarray(0, file.length - from), from);
  }
  return file;
}

/** What it came to, or the code of the `StoreError`; anything else is thrown on. */
function codeOf(work: () => unknown): string {
  try {
    work();
    return 'sound';
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
}

// A connection that is closed has its file open until its statements are collected, so not too many, and no shrinking.
const RUNS = { numRuns: 60, endOnFailure: true };

describe('a file with damage anywhere', () => {
  it('is either sound to SQLite or called damaged, which sets it aside; never unusable', () => {
    fc.assert(
      fc.property(damage, (parts) => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(filePath + suffix, { force: true });
        writeFileSync(filePath, damaged(parts));
        const code = codeOf(() => {
          const { sql } = openForWriting(filePath, 0);
          try {
            expect(findDamage(sql)).toBeNull();
          } finally {
            sql.close();
          }
        });
        // The version of the schema is a number in the header, and may happen to be a higher one.
        expect(['sound', 'damaged', 'newer-version']).toContain(code);
      }),
      RUNS,
    );
  });

  it('is called damaged where a value is none that was ever written', () => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(filePath + suffix, { force: true });
    const file = Buffer.from(sound);
    for (let at = file.indexOf('queued'); at >= 0; at = file.indexOf('queued', at + 1))
      file.write('qu\u0000ued', at);
    writeFileSync(filePath, file);
    expect(codeOf(() => readStoredMessages(filePath, { search: null, limit: 100 }))).toBe('damaged');
  });

  it('is called damaged by who only reads it too', () => {
    fc.assert(
      fc.property(damage, (parts) => {
        for (const suffix of ['', '-wal', '-shm']) rmSync(filePath + suffix, { force: true });
        writeFileSync(filePath, damaged(parts));
        let sentence = '';
        try {
          readStoredMessages(filePath, { search: null, limit: 100 });
        } catch (error) {
          if (!(error instanceof StoreError)) throw error;
          sentence = error.message;
        }
        expect(sentence).not.toContain('cannot be opened');
      }),
      RUNS,
    );
  });
});
