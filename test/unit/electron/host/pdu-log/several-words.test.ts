import { describe, expect, it } from 'vitest';
import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import { LogSource } from '#electron/host/pdu-log/log-source';
import { LogStore } from '#electron/host/pdu-log/log-store';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

const text = (shortMessage: string) => new TextEncoder().encode(shortMessage);
const pdus = [
  encode(
    createPdu('submit_sm', {
      sequenceNumber: 77,
      body: { destinationAddr: '37061004', shortMessage: text('Your code is 12') },
    }),
  ),
  encode(createPdu('submit_sm_resp', { sequenceNumber: 77, body: { messageId: '1a2b' } })),
  encode(
    createPdu('deliver_sm', {
      sequenceNumber: 5,
      body: { sourceAddr: '37061004', shortMessage: text('Thanks for the code') },
    }),
  ),
];

function rowsOf(filter: string): readonly (number | undefined)[] {
  const store = new LogStore({ budgetBytes: 1024 * 1024, firstNumber: 1, lostCount: 0 });
  store.describeSession({ id: 1, name: 'Bank', role: 'esme' });
  pdus.forEach((octets, at) =>
    store.append({
      kind: recordKinds.pdu,
      isOut: at === 0,
      timeNs: at,
      sessionId: 1,
      octets,
      sentence: new Uint8Array(0),
      fileOffset: -1,
    }),
  );
  const view = new LogSource(0, store, 0, null).openView(filter);
  while (view.isFiltering) view.advance();
  return Array.from({ length: view.matchCount }, (_, at) => view.matchAt(at));
}

describe('several words at once', () => {
  it.each([
    ['code your', [1]],
    ['code 37061004', [1, 3]],
    ['thanks your', []],
    // In the text, and in what the columns say.
    ['thanks bank', [3]],
    ['code deliver_sm', [3]],
    // As a sequence number, or in an id.
    ['code 77', [1]],
    ['1a2b 77', [2]],
    // With an id stands what it is.
    ['1a2b id', [2]],
    ['1a2b mess', [2]],
    ['code is 12 your 3706', [1]],
    ['code not your', [3]],
  ])('%s', (filter, rows) => {
    expect(rowsOf(filter)).toEqual(rows);
  });
});
