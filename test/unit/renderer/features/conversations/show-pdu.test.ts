import { describe, expect, it } from 'vitest';
import type { HistoryKind } from '#shared/model/message-history';
import { FakeHostClient } from '#test/support/fake-host-client';
import { findPdu } from '../../../../../renderer/features/conversations/show-pdu';

const pdu = { sessionId: 3, sequenceNumber: 7, isThisRun: true };

async function filterFor(kind: HistoryKind) {
  const client = new FakeHostClient({
    'pduLog.openView': () => ({ viewId: 5, rowCount: 0, totalCount: 0, lostCount: 0, isFiltering: false }),
    'pduLog.rows': () => ({
      start: 0,
      rows: [],
      rowCount: 0,
      totalCount: 0,
      lostCount: 0,
      isFiltering: false,
    }),
    'pduLog.closeView': () => ({}),
  });
  expect(await findPdu(client, { kind, pdu })).toBeNull();
  expect(client.calls.at(-1)).toEqual({ name: 'pduLog.closeView', input: { viewId: 5 } });
  return (client.calls[0]?.input as { filter: string }).filter;
}

describe('the way from the history to a PDU', () => {
  it('tells the SMSC’s request from ours of the same number', async () => {
    expect(await filterFor('receipt')).toBe(
      'session == 3 and sequence == 7 and direction == in and not response',
    );
    expect(await filterFor('sent')).toBe(
      'session == 3 and sequence == 7 and direction == out and not response',
    );
    expect(await filterFor('accepted')).toBe(
      'session == 3 and sequence == 7 and direction == in and response',
    );
  });
});
