import { describe, expect, it } from 'vitest';
import { openInMemory } from '#test/support/memory-store';
import type { WriteRequest } from '#electron/host/storage/operations';
import { answerRead } from '#electron/host/storage/read-engine';
import { applyBatch } from '#electron/host/storage/write-engine';
import { clock, demo, inbound, outbound } from './samples';

const insert = (text: string): WriteRequest => ({ kind: 'insertOutbound', input: outbound({ text }) });

describe('a batch', () => {
  it('is written whole or not at all when the disk is full, and later ones work again', () => {
    const sql = openInMemory();
    const pages = sql.first('PRAGMA page_count')?.number('page_count') ?? 0;
    sql.exec(`PRAGMA max_page_count = ${pages + 1}`);
    const batch = Array.from({ length: 200 }, (_, index) => insert(`${index} ${'x'.repeat(200)}`));
    expect(() => applyBatch(sql, batch)).toThrow('full');
    expect(sql.first('SELECT COUNT(*) AS count FROM messages')?.number('count')).toBe(0);
    sql.exec('PRAGMA max_page_count = 100000');
    expect(applyBatch(sql, batch).results.every((result) => result.ok)).toBe(true);
    sql.close();
  });

  it('tells a message that changed twice once, as it is at the end', () => {
    const sql = openInMemory();
    const message = outbound();
    const { changes } = applyBatch(sql, [
      { kind: 'insertOutbound', input: message },
      { kind: 'takeQueued', input: { trunkId: demo, limit: 10, atMs: clock.now() } },
      {
        kind: 'settleSegment',
        input: {
          messageId: message.id,
          number: 1,
          outcome: { kind: 'accepted', smscMessageId: 'A', reason: null },
          place: null,
          atMs: clock.now(),
        },
      },
    ]);
    expect(changes.messages).toHaveLength(1);
    expect(changes.messages[0]).toMatchObject({ id: message.id, state: 'accepted' });
    expect(changes.conversations).toMatchObject([{ lastState: 'accepted' }]);
    sql.close();
  });

  it('tells a conversation when its last message changes, and not for an older one', () => {
    const sql = openInMemory();
    const [older, last] = [outbound({ text: 'older' }), outbound({ text: 'last' })];
    applyBatch(sql, [
      { kind: 'insertOutbound', input: older },
      { kind: 'insertOutbound', input: last },
      { kind: 'takeQueued', input: { trunkId: demo, limit: 10, atMs: clock.now() } },
    ]);
    const settle = (message: typeof older): WriteRequest => ({
      kind: 'settleSegment',
      input: {
        messageId: message.id,
        number: 1,
        outcome: { kind: 'refused', commandStatus: 8, reason: 'No.' },
        place: null,
        atMs: clock.now(),
      },
    });
    expect(applyBatch(sql, [settle(older)]).changes.conversations).toEqual([]);
    expect(applyBatch(sql, [settle(last)]).changes.conversations).toMatchObject([
      { lastText: 'last', lastState: 'refused' },
    ]);
    sql.close();
  });

  it('leaves a settled segment alone, whatever comes later', () => {
    const sql = openInMemory();
    const message = outbound();
    const settle = (smscMessageId: string): WriteRequest => ({
      kind: 'settleSegment',
      input: {
        messageId: message.id,
        number: 1,
        outcome: { kind: 'accepted', smscMessageId, reason: null },
        place: null,
        atMs: clock.now(),
      },
    });
    applyBatch(sql, [
      { kind: 'insertOutbound', input: message },
      { kind: 'takeQueued', input: { trunkId: demo, limit: 1, atMs: clock.now() } },
      settle('FIRST'),
      settle('SECOND'),
    ]);
    expect(sql.first('SELECT smsc_message_id FROM segments')?.text('smsc_message_id')).toBe('FIRST');
    sql.close();
  });

  it('keeps the last line of a conversation that of its newest message', () => {
    const sql = openInMemory();
    applyBatch(sql, [insert('out'), { kind: 'insertInbound', input: inbound() }]);
    const conversations = answerRead(sql, { kind: 'listConversations', input: { limit: 5 } });
    expect(conversations).toMatchObject([{ lastText: 'Hi', lastDirection: 'mo', unreadCount: 1 }]);
    sql.close();
  });
});

describe('a text with a NUL', () => {
  it('is kept to its end, and shows where it is', () => {
    const sql = openInMemory();
    const octets = Uint8Array.of(0x61, 0, 0x62);
    applyBatch(sql, [{ kind: 'insertInbound', input: inbound({ octets, dataCoding: 3 }) }]);
    const [conversation] = answerRead(sql, { kind: 'listConversations', input: { limit: 1 } });
    expect(conversation?.lastText).toBe('a\u2400b');
    sql.close();
  });
});

describe('questions that run at every tick', () => {
  it.each([
    [
      `SELECT 1 FROM segments WHERE state = 'queued' AND carrier_id IS NULL AND trunk_id = ? ORDER BY rank, message_id`,
      'segments_queued',
    ],
    [`SELECT 1 FROM segments WHERE trunk_id = ? AND smsc_id_key = ?`, 'segments_by_smsc_id'],
    [`SELECT 1 FROM segments WHERE carrier_id = ? AND number = ?`, 'segments_by_carrier'],
    [`SELECT 1 FROM segments WHERE query_at_ms IS NOT NULL AND query_at_ms <= ?`, 'segments_to_query'],
    [`SELECT 1 FROM history WHERE message_id = ?`, 'history_of_message'],
    [`SELECT 1 FROM receipts WHERE message_id IS NULL ORDER BY id DESC`, 'receipts_unmatched'],
    [`SELECT 1 FROM receipt_ids WHERE trunk_id = ? AND smsc_message_id = ?`, 'receipt_ids_by_smsc_id'],
    [`SELECT 1 FROM inbound_groups WHERE group_key = ? AND last_at_ms > ?`, 'inbound_groups_by_key'],
  ])('%s is answered by an index', (question, index) => {
    const sql = openInMemory();
    const values = [...question.matchAll(/\?/g)].map(() => '');
    const plan = sql.all(`EXPLAIN QUERY PLAN ${question}`, ...values).map((row) => row.text('detail'));
    expect(plan.join('; ')).toContain(index);
    sql.close();
  });
});
