import { describe, expect, it } from 'vitest';
import type { PduPlace } from '#electron/host/storage/stored-records';
import { answerRead } from '#electron/host/storage/read-engine';
import { applyBatch } from '#electron/host/storage/write-engine';
import { openInMemory } from '#test/support/memory-store';
import { demo, inbound, outbound } from './samples';

describe('the message of a PDU', () => {
  it('is found by run, session, number and the side that sent the request', () => {
    const sql = openInMemory();
    const find = (place: PduPlace, isInbound: boolean) =>
      answerRead(sql, { kind: 'findMessageOfPdu', input: { place, isInbound } });
    const place = { run: 3, sessionId: 7, sequenceNumber: 12 };
    const sent = outbound();
    const received = inbound({ place });
    applyBatch(sql, [
      { kind: 'insertOutbound', input: sent },
      { kind: 'takeQueued', input: { trunkId: demo, limit: 1, atMs: sent.atMs } },
      {
        kind: 'settleSegment',
        input: {
          messageId: sent.id,
          number: 1,
          outcome: { kind: 'refused', reason: 'No', commandStatus: 0x0b },
          place,
          atMs: sent.atMs,
        },
      },
      { kind: 'insertInbound', input: received },
    ]);
    expect(find(place, false)).toBe(sent.id);
    expect(find(place, true)).toBe(received.newMessageId);
    for (const other of [
      { ...place, run: 2 },
      { ...place, sessionId: 8 },
      { ...place, sequenceNumber: 13 },
    ]) {
      expect(find(other, false)).toBeNull();
      expect(find(other, true)).toBeNull();
    }
    sql.close();
  });
});
