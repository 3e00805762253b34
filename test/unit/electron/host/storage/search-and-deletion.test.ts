import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openForReading, openForWriting } from '#electron/host/storage/database';
import { answerRead } from '#electron/host/storage/read-engine';
import { searchExpressions } from '#electron/host/storage/search-messages';
import { indexWaiting } from '#electron/host/storage/search-index';
import type { ReadInput, ReadOutput } from '#electron/host/storage/operations';
import type { ConversationId } from '#shared/model/ids';
import type { Sql } from '#electron/host/storage/sql';
import { deleteCopies } from '#electron/host/storage/database';
import { wipe } from '#electron/host/storage/write-deletions';
import { applyBatch } from '#electron/host/storage/write-engine';
import { openInMemory } from '#test/support/memory-store';
import { makeTempFolder } from '#test/support/temp-folder';
import { clock, inbound, outbound, receipt } from './samples';

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
    expect(searchExpressions('"a" OR b*')).toEqual({
      whole: '"a" "OR" "b"',
      begun: '"a" "OR" "b"*',
      others: '"a" "OR"',
    });
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

describe('the search of many', () => {
  /** Every tenth has the word "tenth"; numbered from the oldest. */
  function filled(count: number, isIndexed: boolean): Sql {
    const sql = openInMemory();
    const messages = Array.from({ length: count }, (_, index) =>
      outbound({
        text: `Message ${index} ${index % 10 === 0 ? 'tenth' : 'other'} ${index === 3 ? 'needle' : 'hay'}`,
        destination: { address: `1202555${String(index % 7).padStart(4, '0')}`, ton: 1, npi: 1 },
      }),
    );
    applyBatch(sql, [{ kind: 'insertOutbounds', input: messages }]);
    // Past the milliseconds that so many ids took.
    clock.advance(count);
    if (isIndexed) indexWaiting(sql);
    return sql;
  }

  function pagesOf(sql: Sql, query: string, conversationId: ConversationId | null = null): string[] {
    const found: string[] = [];
    let before: ReadInput<'searchMessages'>['before'] = null;
    for (let hasMore = true; hasMore;) {
      const page: ReadOutput<'searchMessages'> = answerRead(sql, {
        kind: 'searchMessages',
        input: { query, conversationId, before, limit: 40 },
      });
      found.push(...page.messages.map(({ text }) => text.split(' ')[1] ?? ''));
      before = page.messages.at(-1) ?? null;
      hasMore = page.hasMore;
    }
    return found;
  }

  const numbers = (count: number, step: number): string[] =>
    Array.from({ length: count }, (_, index) => `${index}`)
      .filter((number) => Number(number) % step === 0)
      .reverse();

  it('is the same whether they are in the index, not yet, or in part: each once, newest first', () => {
    for (const [count, isIndexed] of [
      [2600, true],
      [2600, false],
      [400, true],
    ] as const) {
      const sql = filled(count, isIndexed);
      const inIndex = sql.first('SELECT COUNT(*) AS count FROM search_rows')?.number('count');
      expect(inIndex).toBe(isIndexed && count > 500 ? 2500 : 0);
      expect(pagesOf(sql, 'tenth')).toEqual(numbers(count, 10));
      expect(pagesOf(sql, 'hay tent')).toEqual(numbers(count, 10).filter((number) => number !== '3'));
      expect(pagesOf(sql, 'needl')).toEqual(['3']);
      expect(pagesOf(sql, 'needle mess')).toEqual(['3']);
      expect(pagesOf(sql, 'message othe')).toHaveLength(count - count / 10);
      expect(pagesOf(sql, 'nothing')).toEqual([]);
      sql.close();
    }
  });

  it('keeps to a conversation, however long that is', () => {
    const sql = filled(9000, true);
    const [conversation] = answerRead(sql, {
      kind: 'listConversations',
      input: { limit: 1, search: '12025550000' },
    });
    expect(conversation).toBeDefined();
    expect(pagesOf(sql, 'tenth', conversation?.id)).toEqual(numbers(9000, 70));
    expect(pagesOf(sql, 'needle', conversation?.id)).toEqual([]);
    sql.close();
  });

  it('goes on where it was when the last message of a page is deleted', () => {
    for (const isIndexed of [true, false]) {
      const sql = filled(1000, isIndexed);
      const input = { query: 'tenth', conversationId: null, limit: 10 };
      const first = answerRead(sql, { kind: 'searchMessages', input: { ...input, before: null } });
      const last = first.messages.at(-1);
      if (last === undefined) throw new Error('Nothing was found.');
      applyBatch(sql, [{ kind: 'deleteMessages', input: { ids: [last.id] } }]);
      const second = answerRead(sql, { kind: 'searchMessages', input: { ...input, before: last } });
      expect(second.messages[0]?.text).toMatch(/^Message 890 /);
      sql.close();
    }
  });

  it('finds a message that is stored after newer ones were entered', () => {
    const sql = openInMemory();
    const late = outbound({ text: 'late one' });
    applyBatch(sql, [
      { kind: 'insertOutbounds', input: Array.from({ length: 500 }, () => outbound({ text: 'early' })) },
    ]);
    indexWaiting(sql);
    applyBatch(sql, [{ kind: 'insertOutbound', input: late }]);
    expect(search(sql, 'late')).toEqual(['late one']);
    applyBatch(sql, [{ kind: 'deleteMessages', input: { ids: [late.id] } }]);
    expect(search(sql, 'late')).toEqual([]);
    sql.close();
  });
});

describe('deletion', () => {
  it('of one message or of a conversation leaves no octet of a text in the file, once the log is folded into it', () => {
    const folder = makeTempFolder();
    const filePath = join(folder.path, 'messages.sqlite');
    const { sql } = openForWriting(filePath, 0);
    const messages = ['One', 'Unmistakable-two', 'Three'].map((text) => outbound({ text }));
    const other = inbound({
      octets: new TextEncoder().encode('Unmistakable-four'),
      sourceAddress: '12025559999',
    });
    for (const input of messages) applyBatch(sql, [{ kind: 'insertOutbound', input }]);
    applyBatch(sql, [{ kind: 'insertInbound', input: other }]);
    sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const isThere = (): boolean => readFileSync(filePath, 'latin1').includes('Unmistakable');
    expect(isThere()).toBe(true);
    applyBatch(sql, [
      { kind: 'deleteMessages', input: { ids: [messages[1]!.id] } },
      { kind: 'deleteConversations', input: { ids: [other.newConversationId] } },
    ]);
    expect(sql.first('PRAGMA secure_delete')?.number('secure_delete')).toBe(0);
    sql.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    expect(isThere()).toBe(false);
    expect(search(sql, 'three')).toEqual(['Three']);
    sql.close();
    folder.remove();
  });

  it('for their age or number keeps what an answer of a rule still waits for', () => {
    const sql = openInMemory();
    const [asked, due, old, newest] = [
      inbound({ areRulesDue: true }),
      inbound({ areRulesDue: true }),
      inbound(),
      inbound(),
    ] as const;
    for (const input of [asked, due, old, newest]) applyBatch(sql, [{ kind: 'insertInbound', input }]);
    const answer = {
      id: 'a1',
      dueAtMs: 99,
      messageId: asked.newMessageId,
      ruleName: 'Later',
      request: {
        target: { kind: 'trunk', trunkId: asked.trunkId },
        sourceAddress: '4477',
        destinationAddress: '12025550123',
        text: 'Thanks',
        isReceiptRequested: false,
      },
    } as const;
    const [conversation] = answerRead(sql, { kind: 'listConversations', input: { limit: 1 } });
    const decided = {
      messageId: asked.newMessageId,
      conversationId: conversation!.id,
      labels: [],
      isSpam: false,
      answers: [answer],
      notes: [],
      atMs: 9,
    };
    applyBatch(sql, [{ kind: 'carryOutRules', input: decided }]);
    clock.advance(1000);
    applyBatch(sql, [{ kind: 'prune', input: { beforeMs: Math.floor(clock.now()), keepCount: 1 } }]);
    expect(answerRead(sql, { kind: 'listAnswers', input: null })).toMatchObject([{ id: 'a1' }]);
    expect(answerRead(sql, { kind: 'listRulesDue', input: null })).toEqual([due.newMessageId]);
    const left = sql.all('SELECT id FROM messages ORDER BY id').map((row) => row.text('id'));
    expect(left).toEqual([asked.newMessageId, due.newMessageId]);
    sql.close();
  });

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

  it('of everything does not say that it is done while another program keeps the texts in the log', () => {
    const folder = makeTempFolder();
    const filePath = join(folder.path, 'messages.sqlite');
    const { sql } = openForWriting(filePath, 0);
    applyBatch(sql, [{ kind: 'insertOutbound', input: outbound({ text: 'Unmistakable words' }) }]);
    sql.exec('PRAGMA busy_timeout = 10');
    const other = openForReading(filePath);
    other.exec('BEGIN');
    expect(other.all('SELECT id FROM messages')).toHaveLength(1);
    expect(() => wipe(sql)).toThrow('another program');
    expect(sql.all('SELECT id FROM messages')).toEqual([]);
    other.exec('COMMIT');
    other.close();
    wipe(sql);
    for (const file of readdirSync(folder.path)) {
      expect(readFileSync(join(folder.path, file), 'latin1')).not.toContain('Unmistakable');
    }
    sql.close();
    folder.remove();
  });

  it('of a message that is being asked about is no failure of what comes back, which nobody wants any more', () => {
    const sql = openInMemory();
    const gone = outbound();
    applyBatch(sql, [{ kind: 'insertOutbound', input: gone }]);
    applyBatch(sql, [{ kind: 'deleteMessages', input: { ids: [gone.id] } }]);
    const history = {
      messageId: gone.id,
      kind: 'query',
      segment: 1,
      sentence: 'The SMSC says of the message: delivered.',
      place: null,
      atMs: 9,
    } as const;
    const input = { messageId: gone.id, number: 1, state: 'delivered', reason: null, history } as const;
    for (const request of [
      { kind: 'setSegmentState', input },
      { kind: 'addHistory', input: history },
    ] as const) {
      const { results, changes } = applyBatch(sql, [request]);
      expect(results).toEqual([{ ok: true, output: null }]);
      expect(changes.messages).toEqual([]);
    }
    expect(sql.first('SELECT COUNT(*) AS count FROM history')?.number('count')).toBe(0);
    sql.close();
  });

  it('leaves a conversation no more unread than it has messages that came in', () => {
    const sql = openInMemory();
    const received = [1, 2, 3].map(() => inbound());
    applyBatch(sql, [
      ...received.map((input) => ({ kind: 'insertInbound', input }) as const),
      { kind: 'insertOutbound', input: outbound() },
    ]);
    const unread = (): number | undefined =>
      answerRead(sql, { kind: 'listConversations', input: { limit: 1 } })[0]?.unreadCount;
    expect(unread()).toBe(3);
    const ids = received.slice(1).map(({ newMessageId }) => newMessageId);
    applyBatch(sql, [{ kind: 'deleteMessages', input: { ids } }]);
    expect(unread()).toBe(1);
    applyBatch(sql, [{ kind: 'deleteMessages', input: { ids: [received[0]!.newMessageId] } }]);
    expect(unread()).toBe(0);
    sql.close();
  });

  it('by age and by count at once goes on until both are kept, receipts without a message too', () => {
    const sql = openInMemory();
    const later = 10_000;
    const old = Array.from({ length: 1100 }, (_, number) => inbound({ sourceAddress: `1202555${number}` }));
    const strangers = Array.from({ length: 1100 }, () => receipt({ smscMessageIds: ['stranger'] }));
    applyBatch(sql, [
      ...old.map((input) => ({ kind: 'insertInbound', input }) as const),
      ...strangers.map((input) => ({ kind: 'insertReceipt', input }) as const),
    ]);
    clock.advance(later);
    const newer = inbound();
    applyBatch(sql, [{ kind: 'insertInbound', input: newer }]);
    const input = { beforeMs: newer.atMs, keepCount: 501 };
    for (let hasMore = true, rounds = 0; hasMore; rounds += 1) {
      expect(rounds).toBeLessThan(10);
      const [result] = applyBatch(sql, [{ kind: 'prune', input }]).results;
      hasMore = result?.ok === true && (result.output as { hasMore: boolean }).hasMore;
    }
    expect(sql.all('SELECT id FROM messages').map((row) => row.text('id'))).toEqual([newer.newMessageId]);
    expect(sql.all('SELECT id FROM receipts')).toEqual([]);
    sql.close();
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
