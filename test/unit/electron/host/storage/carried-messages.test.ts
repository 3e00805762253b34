import { describe, expect, it } from 'vitest';
import { answerRead } from '#electron/host/storage/read-engine';
import type { Sql } from '#electron/host/storage/sql';
import type { SegmentOutcome, SegmentToSend } from '#electron/host/storage/stored-records';
import { applyBatch } from '#electron/host/storage/write-engine';
import type { MessageId } from '#shared/model/ids';
import { openInMemory } from '#test/support/memory-store';
import { demo, outbound } from './samples';

const to = (address: string) => ({ destination: { address, ton: 1, npi: 1 } });

/** A submit_multi of two parts to three numbers: the first carries the others. */
function queuedMulti(sql: Sql): readonly [carrier: MessageId, ...others: MessageId[]] {
  const part = { octets: Uint8Array.of(1), esmClass: 0, tlvs: [] };
  const shared = { pdu: 'submit_multi', segments: [part, part] } as const;
  const carrier = outbound({ ...shared, ...to('12025550101') });
  const others = ['12025550102', '12025550103'].map((address) =>
    outbound({ ...shared, ...to(address), carrierId: carrier.id }),
  );
  applyBatch(
    sql,
    [carrier, ...others].map((input) => ({ kind: 'insertOutbound', input }) as const),
  );
  return [carrier.id, ...others.map(({ id }) => id)];
}

function take(sql: Sql): readonly SegmentToSend[] {
  const input = { trunkId: demo, limit: 10, atMs: 1 };
  const [result] = applyBatch(sql, [{ kind: 'takeQueued', input }]).results;
  if (result?.ok !== true) throw new Error('Nothing could be taken.');
  return result.output as readonly SegmentToSend[];
}

const remove = (sql: Sql, ...ids: MessageId[]): unknown =>
  applyBatch(sql, [{ kind: 'deleteMessages', input: { ids } }]);

function settle(sql: Sql, id: MessageId, number: number, outcome: SegmentOutcome): void {
  const input = { messageId: id, number, outcome, place: null, isAlone: false, atMs: 2 };
  applyBatch(sql, [{ kind: 'settleSegment', input }]);
}

const stateOf = (sql: Sql, id: MessageId): string | undefined =>
  answerRead(sql, { kind: 'getMessage', input: { id } })?.view.state;

/** Of each PDU: all the numbers it goes to. */
const numbersOf = (segments: readonly SegmentToSend[]): string[][] =>
  segments.map(({ destination, carried }) => [
    destination.address,
    ...carried.map(({ address }) => address.address),
  ]);

describe('the other messages of a submit_multi whose first one is deleted', () => {
  it('leave together all the same, while they are queued', () => {
    const sql = openInMemory();
    const [carrier] = queuedMulti(sql);
    remove(sql, carrier);
    expect(numbersOf(take(sql))).toEqual([
      ['12025550102', '12025550103'],
      ['12025550102', '12025550103'],
    ]);
    sql.close();
  });

  it('leave without one that is deleted with it', () => {
    const sql = openInMemory();
    const [carrier, second] = queuedMulti(sql);
    remove(sql, carrier, second!);
    expect(numbersOf(take(sql))).toEqual([['12025550103'], ['12025550103']]);
    sql.close();
  });

  it('have the outcome of their PDU, while it is in flight', () => {
    const sql = openInMemory();
    const [carrier, second, third] = queuedMulti(sql);
    expect(take(sql)).toHaveLength(2);
    remove(sql, carrier);
    const refused = [{ address: '12025550103', commandStatus: 11, reason: 'No.' }];
    settle(sql, carrier, 1, { kind: 'accepted', smscMessageId: 'A', reason: null, refused });
    settle(sql, carrier, 2, { kind: 'accepted', smscMessageId: 'B', reason: null });
    expect(stateOf(sql, second!)).toBe('accepted');
    expect(stateOf(sql, third!)).toBe('refused');
    sql.close();
  });

  it('leave later, when the PDU came back to the queue', () => {
    const sql = openInMemory();
    const [carrier, second] = queuedMulti(sql);
    take(sql);
    remove(sql, carrier);
    settle(sql, carrier, 1, { kind: 'queued', reason: 'Not now.' });
    settle(sql, carrier, 2, { kind: 'accepted', smscMessageId: 'B', reason: null });
    const again = take(sql);
    expect(numbersOf(again)).toEqual([['12025550102', '12025550103']]);
    expect(again[0]).toMatchObject({ messageId: second, number: 1 });
    sql.close();
  });
});
