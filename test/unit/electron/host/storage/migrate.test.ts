import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForWriting } from '#electron/host/storage/database';
import { migrations, schemaVersion, type Migration } from '#electron/host/storage/migrations/migrate';
import { applyBatch } from '#electron/host/storage/write-engine';
import { makeTempFolder } from '#test/support/temp-folder';
import { outbound } from './samples';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
const next: Migration = { version: 2, sql: 'ALTER TABLE messages ADD COLUMN starred INTEGER' };
const broken: Migration = {
  version: 2,
  sql: 'ALTER TABLE messages ADD COLUMN starred INTEGER; SELECT nonsense()',
};

let folder: ReturnType<typeof makeTempFolder>;
let filePath: string;
beforeEach(() => {
  folder = makeTempFolder();
  filePath = join(folder.path, 'messages.sqlite');
});
afterEach(() => folder.remove());

function columnsOf(path: string, table: string): unknown[] {
  const db = new DatabaseSync(path);
  const rows = db.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: unknown }[];
  db.close();
  return rows.map((row) => row.name);
}

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('bring a new file to the newest version, with no backup of nothing', () => {
    const sql = openForWriting(filePath, nowMs);
    expect(schemaVersion(sql)).toBe(migrations.length);
    expect(sql.first('PRAGMA journal_mode')?.text('journal_mode')).toBe('wal');
    expect(sql.first('PRAGMA synchronous')?.number('synchronous')).toBe(1);
    expect(sql.first('PRAGMA foreign_keys')?.number('foreign_keys')).toBe(1);
    sql.close();
    expect(readdirSync(folder.path).filter((name) => name.includes('backup'))).toEqual([]);
  });

  it('version 1 keeps its tables', () => {
    openForWriting(filePath, nowMs).close();
    const db = new DatabaseSync(filePath);
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all();
    db.close();
    expect((tables as { name: string }[]).map((table) => table.name)).toEqual([
      'conversations',
      'inbound_groups',
      'inbound_parts',
      'messages',
      'receipt_ids',
      'receipts',
      'segments',
    ]);
  });

  it('back up an older file before the first step, and keep its messages', () => {
    const old = openForWriting(filePath, nowMs);
    applyBatch(old, [{ kind: 'insertOutbound', input: outbound() }]);
    old.close();
    const sql = openForWriting(filePath, nowMs, [...migrations, next]);
    expect(schemaVersion(sql)).toBe(2);
    expect(sql.first('SELECT COUNT(*) AS count FROM messages')?.number('count')).toBe(1);
    sql.close();
    const backup = `${filePath}.v1-backup-2026-01-02T03-04-05-000Z`;
    expect(columnsOf(filePath, 'messages')).toContain('starred');
    expect(columnsOf(backup, 'messages')).not.toContain('starred');
    const copy = new DatabaseSync(backup);
    expect(copy.prepare('SELECT COUNT(*) AS count FROM messages').get()).toEqual({ count: 1 });
    copy.close();
  });

  it('leave the file at the version before when a step fails', () => {
    openForWriting(filePath, nowMs).close();
    expect(() => openForWriting(filePath, nowMs, [...migrations, broken])).toThrow('cannot be opened');
    expect(columnsOf(filePath, 'messages')).not.toContain('starred');
    const sql = openForWriting(filePath, nowMs);
    expect(schemaVersion(sql)).toBe(1);
    sql.close();
  });
});
