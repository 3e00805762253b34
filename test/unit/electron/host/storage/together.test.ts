import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WriteRequest } from '#electron/host/storage/operations';
import type { Sql } from '#electron/host/storage/sql';
import type { SegmentOutcome } from '#electron/host/storage/stored-records';
import { applyBatch } from '#electron/host/storage/write-engine';
import type { MessageState } from '#shared/model/message';
import { openInMemory } from '#test/support/memory-store';
import { clock, demo, outbound, receipt } from './samples';

const IDS = ['1', '0001', 'A1', 'a1', '161'];
const messages = Array.from({ length: 6 }, (_, index) =>
  outbound({
    destination: { address: `1202555012${index}`, ton: 1, npi: 1 },
    segments: Array.from({ length: index === 5 ? 2 : 1 }, () => ({
      octets: Uint8Array.of(72),
      esmClass: 0,
      tlvs: [],
    })),
  }),
);

const outcomeArb = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom(...IDS)
      .map((smscMessageId): SegmentOutcome => ({ kind: 'accepted', smscMessageId, reason: null })),
  },
  fc.constant<SegmentOutcome>({ kind: 'accepted', smscMessageId: null, reason: 'No id.' }),
  fc.constant<SegmentOutcome>({ kind: 'in-doubt', reason: 'No answer.' }),
  fc.constant<SegmentOutcome>({ kind: 'refused', commandStatus: 0x58, reason: 'Throttled.' }),
);

const settleArb = fc
  .record({
    message: fc.constantFrom(...messages),
    number: fc.integer({ min: 1, max: 2 }),
    outcome: outcomeArb,
    isAlone: fc.constantFrom(true, true, true, false),
    place: fc.option(fc.constant({ run: 1, sessionId: 2, sequenceNumber: 3 })),
    queryAtMs: fc.option(fc.nat()),
    atMs: fc.nat(),
  })
  .map(({ message, ...input }): WriteRequest => ({
    kind: 'settleSegment',
    input: { messageId: message.id, ...input },
  }));

const states: readonly (MessageState | null)[] = [null, 'accepted', 'enroute', 'delivered', 'undeliverable'];
const receiptArb = fc
  .record({
    smscMessageIds: fc.array(fc.constantFrom(...IDS, '9'), { maxLength: 2 }),
    state: fc.constantFrom(...states),
    reason: fc.option(fc.constantFrom('Absent.', 'Said “no”\u0000\n', '\u{1f600}')),
    sourceAddress: fc.constantFrom(...messages).map(({ destination }) => destination.address),
    ignoresPadding: fc.boolean(),
    atMs: fc.nat(),
  })
  .map(({ ignoresPadding, ...changes }) => ({ changes, ignoresPadding }));

/** All that is stored, without the receipts' ids, which are given at random. */
function stored(sql: Sql): unknown[] {
  return [
    `SELECT json_array(message_id, number, state, reason, command_status, smsc_message_id, smsc_id_key, settled_at_ms,
       run, session_id, sequence_number, query_at_ms) AS row FROM segments ORDER BY message_id, number`,
    'SELECT json_array(id, state, reason, message_id, segment_number) AS row FROM receipts ORDER BY id',
    'SELECT json_array(receipt_id, rank, trunk_id, smsc_message_id) AS row FROM receipt_ids ORDER BY 1',
    'SELECT json_array(message_id, kind, sentence) AS row FROM history ORDER BY id',
  ].map((question) => sql.all(question).map((row) => row.text('row')));
}

describe('outcomes and receipts that come in one batch', () => {
  it('leave and answer what they would one after the other', () => {
    const receiptRequestArb = receiptArb.map(({ changes, ignoresPadding }): WriteRequest => {
      const idRule = { conversion: 'same' as const, ignoresPadding, ignoresCase: false };
      return { kind: 'insertReceipt', input: receipt({ ...changes, idRule }) };
    });
    const batchArb = fc.array(fc.oneof(settleArb, receiptRequestArb), { minLength: 2, maxLength: 16 });
    // As they come from an SMSC: the responses of a window, and then its receipts.
    const sortedArb = batchArb.map((batch) =>
      batch.toSorted((a, b) => (a.kind < b.kind ? 1 : a.kind > b.kind ? -1 : 0)),
    );
    fc.assert(
      fc.property(fc.oneof(batchArb, sortedArb), fc.integer({ min: 0, max: 7 }), (batch, limit) => {
        const [together, alone] = [openInMemory(), openInMemory()];
        const before: WriteRequest[] = [
          ...messages.map((input): WriteRequest => ({ kind: 'insertOutbound', input })),
          { kind: 'takeQueued', input: { trunkId: demo, limit, atMs: clock.now() } },
        ];
        applyBatch(together, before);
        applyBatch(alone, before);
        const { results } = applyBatch(together, batch);
        const singly = batch.flatMap((request) => applyBatch(alone, [request]).results);
        expect(results).toEqual(singly);
        expect(stored(together)).toEqual(stored(alone));
        together.close();
        alone.close();
      }),
      { numRuns: 300 },
    );
  });
});
