import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForWriting } from '#electron/host/storage/database';
import { migrations, schemaVersion, type Migration } from '#electron/host/storage/migrations/migrate';
import { answerRead } from '#electron/host/storage/read-engine';
import { applyBatch } from '#electron/host/storage/write-engine';
import { messageId, trunkId } from '#shared/model/ids';
import { makeTempFolder } from '#test/support/temp-folder';
import { inbound, outbound, receipt } from './samples';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
const next: Migration = {
  version: migrations.length + 1,
  sql: 'ALTER TABLE messages ADD COLUMN starred INTEGER',
};
const broken: Migration = {
  version: migrations.length + 1,
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

function tablesOf(path: string): string[] {
  const db = new DatabaseSync(path);
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all();
  db.close();
  return (tables as { name: string }[]).map((table) => table.name);
}

describe('migrations', () => {
  it('are numbered from 1 without gaps', () => {
    expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it('bring a new file to the newest version, with no backup of nothing', () => {
    const { sql } = openForWriting(filePath, nowMs);
    expect(schemaVersion(sql)).toBe(migrations.length);
    expect(sql.first('PRAGMA journal_mode')?.text('journal_mode')).toBe('wal');
    expect(sql.first('PRAGMA synchronous')?.number('synchronous')).toBe(1);
    expect(sql.first('PRAGMA foreign_keys')?.number('foreign_keys')).toBe(1);
    sql.close();
    expect(readdirSync(folder.path).filter((name) => name.includes('backup'))).toEqual([]);
  });

  it('version 1 keeps its tables', () => {
    openForWriting(filePath, nowMs, migrations.slice(0, 1)).sql.close();
    expect(tablesOf(filePath)).toEqual([
      'conversations',
      'inbound_groups',
      'inbound_parts',
      'messages',
      'receipt_ids',
      'receipts',
      'segments',
    ]);
  });

  it('version 2 takes over what version 1 had: it is found, matched and put together as before', () => {
    const { sql: old } = openForWriting(filePath, nowMs, migrations.slice(0, 1));
    old.exec(`
      INSERT INTO conversations VALUES ('c1', '12025550123', '4477', 'demo', 'm1', 5, 1);
      INSERT INTO messages VALUES ('m1', 'c1', 'mt', 'demo', 'Demo', '4477', 3, 0, '12025550123', 1, 1, 'Grüße aus Köln',
        'gsm7', 0, 'accepted', NULL, 1, 1, NULL, 5, 5);
      INSERT INTO segments VALUES ('m1', 1, 'demo', x'4142', 0, 'accepted', NULL, NULL, '00AB12');
      INSERT INTO messages VALUES ('m2', 'c1', 'mo', 'demo', 'Demo', '12025550123', 0, 0, '4477', 0, 0, 'Hi',
        'gsm7', 0, 'received', NULL, 0, 1, NULL, 6, 6);
      INSERT INTO inbound_parts VALUES ('m2', 1, x'4869', 0, NULL, 6);
    `);
    old.close();
    const { sql } = openForWriting(filePath, nowMs);
    const [conversation] = answerRead(sql, { kind: 'listConversations', input: { limit: 10 } });
    expect(conversation).toMatchObject({ peer: '12025550123', name: '', labels: [], isSpam: false });
    const input = { query: 'aus kol', conversationId: null, before: null, limit: 10 };
    expect(answerRead(sql, { kind: 'searchMessages', input }).messages).toMatchObject([
      { id: 'm1', pdu: 'submit_sm', groupId: null, segments: [{ smscMessageId: '00AB12' }] },
    ]);
    expect(sql.first('SELECT smsc_id_key FROM segments')?.text('smsc_id_key')).toBe('ab12');
    const history = answerRead(sql, { kind: 'getHistory', input: { id: messageId.parse('m1'), run: 1 } });
    expect(history.entries.map((entry) => entry.kind)).toEqual(['queued']);
    sql.close();
  });

  const olderMessage = `
    INSERT INTO conversations (id, peer, own_address, trunk_id, last_message_id, last_at_ms, unread_count)
      VALUES ('c1', '12025550123', '4477', 'demo', 'm1', 5, 0);
    INSERT INTO messages (id, conversation_id, direction, trunk_id, trunk_name, source_address, source_ton, source_npi,
        destination_address, destination_ton, destination_npi, text, encoding, data_coding, state, is_receipt_requested,
        segment_total, created_at_ms, changed_at_ms)
      VALUES ('m1', 'c1', 'mt', 'demo', 'Demo', '4477', 3, 0, '12025550123', 1, 1, 'Your parcel is here', 'gsm7', 0,
        'queued', 1, 1, 5, 5);
    INSERT INTO segments (message_id, number, trunk_id, octets, esm_class, state)
      VALUES ('m1', 1, 'demo', x'4142', 0, 'queued');
    INSERT INTO search_rows (row, message_id) VALUES (1, 'm1');
    INSERT INTO message_search (rowid, text, addresses) VALUES (1, 'Your parcel is here', '4477 12025550123');`;

  it('version 3 takes over what version 2 had, and still tells the conversation of a last message', () => {
    const { sql: old } = openForWriting(filePath, nowMs, migrations.slice(0, 2));
    old.exec(olderMessage);
    old.close();
    const { sql } = openForWriting(filePath, nowMs);
    const take = { trunkId: trunkId.parse('demo'), limit: 1, atMs: 9 };
    const { changes } = applyBatch(sql, [{ kind: 'takeQueued', input: take }]);
    expect(changes.conversations).toMatchObject([{ lastState: 'sent' }]);
    expect(answerRead(sql, { kind: 'listAnswers', input: null })).toEqual([]);
    sql.close();
  });

  it('version 4 finds what version 3 had by its words and by its PDU, and tells what becomes of it', () => {
    const { sql: old } = openForWriting(filePath, nowMs, migrations.slice(0, 3));
    old.exec(`${olderMessage}
      UPDATE messages SET state = 'accepted', changed_at_ms = 8;
      UPDATE segments SET state = 'accepted', smsc_message_id = 'A1', smsc_id_key = 'a1', settled_at_ms = 8, run = 2,
        session_id = 3, sequence_number = 4;`);
    old.close();
    const { sql } = openForWriting(filePath, nowMs);
    const newer = outbound({ text: 'Another parcel' });
    applyBatch(sql, [{ kind: 'insertOutbound', input: newer }]);
    const input = { query: 'parcel', conversationId: null, before: null, limit: 10 };
    expect(answerRead(sql, { kind: 'searchMessages', input }).messages).toMatchObject([
      { text: 'Another parcel', state: 'queued' },
      { id: 'm1', state: 'accepted', changedAtMs: 8 },
    ]);
    const place = { run: 2, sessionId: 3, sequenceNumber: 4 };
    expect(answerRead(sql, { kind: 'findMessageOfPdu', input: { place, isInbound: false } })).toBe('m1');
    const { changes } = applyBatch(sql, [
      { kind: 'insertReceipt', input: receipt({ smscMessageIds: ['A1'], atMs: 9 }) },
    ]);
    expect(changes.messages).toMatchObject([{ id: 'm1', state: 'delivered', changedAtMs: 9 }]);
    sql.close();
  });

  it('version 5 keeps the answers that waited in version 4, and lets the rules look at what comes from then on', () => {
    const { sql: old } = openForWriting(filePath, nowMs, migrations.slice(0, 4));
    old.exec(`
      INSERT INTO conversations (id, peer, own_address, trunk_id, last_message_id, last_at_ms, unread_count)
        VALUES ('c1', '12025550123', '4477', 'demo', 'm2', 6, 1);
      INSERT INTO messages (id, conversation_id, direction, trunk_id, trunk_name, source_address, source_ton, source_npi,
          destination_address, destination_ton, destination_npi, text, encoding, data_coding, state,
          is_receipt_requested, segment_total, created_at_ms, changed_at_ms)
        VALUES ('m2', 'c1', 'mo', 'demo', 'Demo', '12025550123', 0, 0, '4477', 0, 0, 'Hi', 'gsm7', 0, 'received', 0, 1, 6, 6);
      INSERT INTO waiting_answers VALUES ('a1', 9, 'm2', 'Auto', '{"text":"Thanks","destinationAddress":"12025550123"}');`);
    old.close();
    const { sql } = openForWriting(filePath, nowMs);
    expect(answerRead(sql, { kind: 'listRulesDue', input: null })).toEqual([]);
    expect(answerRead(sql, { kind: 'listAnswers', input: null })).toMatchObject([{ id: 'a1', dueAtMs: 9 }]);
    const due = inbound({ areRulesDue: true });
    applyBatch(sql, [
      { kind: 'insertInbound', input: due },
      { kind: 'insertInbound', input: inbound() },
      { kind: 'insertOutbound', input: outbound({ answerId: 'a1', text: 'Thanks' }) },
    ]);
    expect(answerRead(sql, { kind: 'listRulesDue', input: null })).toEqual([due.newMessageId]);
    expect(answerRead(sql, { kind: 'listAnswers', input: null })).toEqual([]);
    sql.close();
  });

  it('back up an older file before the first step, and keep its messages', () => {
    const { sql: old } = openForWriting(filePath, nowMs);
    applyBatch(old, [{ kind: 'insertOutbound', input: outbound() }]);
    old.close();
    const { sql } = openForWriting(filePath, nowMs, [...migrations, next]);
    expect(schemaVersion(sql)).toBe(migrations.length + 1);
    expect(sql.first('SELECT COUNT(*) AS count FROM messages')?.number('count')).toBe(1);
    sql.close();
    const backup = `${filePath}.v${migrations.length}-backup-2026-01-02T03-04-05-000Z`;
    expect(columnsOf(filePath, 'messages')).toContain('starred');
    expect(columnsOf(backup, 'messages')).not.toContain('starred');
    const copy = new DatabaseSync(backup);
    expect(copy.prepare('SELECT COUNT(*) AS count FROM messages').get()).toEqual({ count: 1 });
    copy.close();
  });

  it.skipIf(process.platform === 'win32')('make files that nobody else may read', () => {
    const { sql: old } = openForWriting(filePath, nowMs);
    applyBatch(old, [{ kind: 'insertOutbound', input: outbound() }]);
    const modes = (): Set<number> =>
      new Set(readdirSync(folder.path).map((name) => statSync(join(folder.path, name)).mode & 0o777));
    expect(modes()).toEqual(new Set([0o600]));
    old.close();
    openForWriting(filePath, nowMs, [...migrations, next]).sql.close();
    expect(readdirSync(folder.path).some((name) => name.includes('backup'))).toBe(true);
    expect(modes()).toEqual(new Set([0o600]));
  });

  it('leave the file at the version before when a step fails', () => {
    openForWriting(filePath, nowMs).sql.close();
    expect(() => openForWriting(filePath, nowMs, [...migrations, broken])).toThrow('cannot be opened');
    expect(columnsOf(filePath, 'messages')).not.toContain('starred');
    const { sql } = openForWriting(filePath, nowMs);
    expect(schemaVersion(sql)).toBe(migrations.length);
    sql.close();
  });
});
