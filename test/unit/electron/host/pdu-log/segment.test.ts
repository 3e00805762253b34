import { describe, expect, it } from 'vitest';
import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import { LogStore } from '#electron/host/pdu-log/log-store';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

const nothing = new Uint8Array(0);

function pdu(sequenceNumber: number): Uint8Array {
  const shortMessage = Uint8Array.from({ length: 40 }, (_, at) => 0x41 + ((sequenceNumber + at) % 26));
  return encode(
    createPdu('submit_sm', { sequenceNumber, body: { destinationAddr: '37060000001', shortMessage } }),
  );
}

describe('a stretch of the log', () => {
  it('gives back every octet of its rows, lean or whole', () => {
    const store = new LogStore({ budgetBytes: 1024 * 1024, firstNumber: 1, lostCount: 0 });
    const written = Array.from({ length: 300 }, (_, at) => pdu(at + 1));
    // A wrong length is stored whole, between those that are not.
    written[7]?.set([0, 0, 0, 99]);
    written.push(Uint8Array.of(1, 2, 3));
    written.forEach((octets, at) =>
      store.append({
        kind: recordKinds.pdu,
        isOut: true,
        timeNs: at,
        sessionId: 1,
        octets,
        sentence: nothing,
        fileOffset: -1,
      }),
    );
    store.finish();
    written.forEach((octets, at) => {
      expect(Buffer.from(store.row(at + 1)?.octets ?? [])).toEqual(Buffer.from(octets));
    });
  });

  it('keeps nothing of the octets that have left memory', () => {
    const store = new LogStore({ budgetBytes: 64 * 1024, firstNumber: 1, lostCount: 0 });
    store.file = { read: () => null, readSpan: () => null };
    for (let number = 1; number <= 3000; number += 1) {
      store.append({
        kind: recordKinds.pdu,
        isOut: true,
        timeNs: number,
        sessionId: 1,
        octets: pdu(number),
        sentence: nothing,
        fileOffset: number * 200,
      });
    }
    const left = store.segments.filter(({ isResident }) => !isResident);
    expect(left.length).toBeGreaterThan(0);
    expect(left.map(({ octets, view }) => octets.buffer.byteLength + view.buffer.byteLength)).toEqual(
      left.map(() => 0),
    );
  });
});
