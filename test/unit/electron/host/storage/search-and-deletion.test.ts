import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openForWriting } from '#electron/host/storage/database';
import { answerRead } from '#electron/host/storage/read-engine';
import { searchExpressions } from '#electron/host/storage/search-index';
import type { Sql } from '#electron/host/storage/sql';
import { deleteCopies } from '#electron/host/storage/database';
import { wipe } from '#electron/host/storage/write-deletions';
import { applyBatch } from '#electron/host/storage/write-engine';
import { openInMemory } from '#test/support/memory-store';
import { makeTempFolder } from '#test/support/temp-folder';
import { inbound, outbound } from './samples';

function search(sql: Sql, query: string): string[] {
  const input = { query, conversationId: null, before: null, limit: 10 };
  return answerRead(sql, { kind: 'searchMessages', input }).messages.map(({ text }) => text);
}

describe('the search', () => {
  it('finds every word in any order, the last one as far as it is written, newest first', () => {
    const sql = openInMemory();
    for (const text of ['Your parcel arrives on Monday', 'Parcel lost', 'Votre réservation']) {
      applyBatch(sql, [{ kind: 'insertOutbound', input: outbound({ text }) }]);
    }
    expect(search(sql, 'parc')).toEqual(['Parcel lost', 'Your parcel arrives on Monday']);
    expect(search(sql, 'monday your')).toEqual(['Your parcel arrives on Monday']);
    expect(search(sql, 'RESERV')).toEqual(['Votre réservation']);
    expect(search(sql, '1202555')).toHaveLength(3);
    sql.close();
  });

  it('takes the last word as a whole one where that fills the page', () => {
    const sql = openInMemory();
    for (const text of ['one code', 'two code', 'three codes', 'four code']) {
      applyBatch(sql, [{ kind: 'insertOutbound', input: outbound({ text }) }]);
    }
    const page = (limit: number): string[] => {
      const input = { query: 'code', conversationId: null, before: null, limit };
      return answerRead(sql, { kind: 'searchMessages', input }).messages.map(({ text }) => text);
    };
    expect(page(2)).toEqual(['four code', 'two code']);
    expect(page(3)).toEqual(['four code', 'three codes', 'two code']);
    sql.close();
  });

  it('takes nothing that is typed for an operator', () => {
    expect(searchExpressions('"a" OR b*')).toEqual({ whole: '"a" "OR" "b"', begun: '"a" "OR" "b"*' });
    expect(searchExpressions('  --- ')).toBeNull();
    const sql = openInMemory();
    for (const query of ['"', 'NEAR(', 'a AND', '*', "'; --"]) expect(search(sql, query)).toEqual([]);
    sql.close();
  });

  it('forgets what is deleted and follows a text that grows', () => {
    const sql = openInMemory();
    const whole = outbound({ text: 'Secret' });
    applyBatch(sql, [{ kind: 'insertOutbound', input: whole }]);
    const { changes } = applyBatch(sql, [{ kind: 'deleteMessages', input: { ids: [whole.id] } }]);
    expect(changes.deletedMessages).toEqual([whole.id]);
    expect(changes.deletedConversations).toHaveLength(1);
    expect(search(sql, 'secret')).toEqual([]);
    const segment = { by: 'udh-8', reference: 1, total: 2 } as const;
    for (const [number, text] of [
      [1, 'first '],
      [2, 'second'],
    ] as const) {
      const octets = new TextEncoder().encode(text);
      applyBatch(sql, [
        { kind: 'insertInbound', input: inbound({ octets, segment: { ...segment, number } }) },
      ]);
    }
    expect(search(sql, 'second')).toEqual(['first second']);
    sql.close();
  });
});

describe('deletion', () => {
  it('of everything leaves no octet of a text in any file', () => {
    const folder = makeTempFolder();
    const filePath = join(folder.path, 'messages.sqlite');
    const { sql } = openForWriting(filePath, 0);
    const text = 'Unmistakable-words-of-a-message';
    applyBatch(sql, [{ kind: 'insertOutbound', input: outbound({ text }) }]);
    writeFileSync(`${filePath}.v1-backup-2026`, text);
    writeFileSync(`${filePath}.damaged-2026`, text);
    wipe(sql);
    deleteCopies(filePath);
    const files = readdirSync(folder.path);
    expect(files).toContain('messages.sqlite');
    for (const file of files) {
      const octets = readFileSync(join(folder.path, file), 'latin1').toLowerCase();
      expect(octets).not.toContain('unmistakable');
    }
    applyBatch(sql, [{ kind: 'insertOutbound', input: outbound({ text: 'After it' }) }]);
    expect(search(sql, 'after')).toEqual(['After it']);
    sql.close();
    folder.remove();
  });

  it('by age and by count takes the oldest, and nothing that waits', () => {
    const sql = openInMemory();
    const waiting = outbound({ text: 'waits' });
    const received = [1, 2, 3].map((number) => inbound({ sourceAddress: `1202555010${number}` }));
    applyBatch(sql, [
      { kind: 'insertOutbound', input: waiting },
      ...received.map((input) => ({ kind: 'insertInbound', input }) as const),
    ]);
    applyBatch(sql, [{ kind: 'prune', input: { beforeMs: null, keepCount: 2 } }]);
    const left = sql.all('SELECT id FROM messages ORDER BY id').map((row) => row.text('id'));
    expect(left).toEqual([waiting.id, received[2]?.newMessageId]);
    const beforeMs = waiting.atMs + 1;
    applyBatch(sql, [{ kind: 'prune', input: { beforeMs, keepCount: null } }]);
    expect(sql.all('SELECT id FROM messages').map((row) => row.text('id'))).toEqual([waiting.id]);
    sql.close();
  });
});
