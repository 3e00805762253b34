import { describe, expect, it } from 'vitest';
import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import type { OctetFile } from '#electron/host/pdu-log/file-places';
import { LogStore } from '#electron/host/pdu-log/log-store';
import { relatedRows, type RelatedRows } from '#electron/host/pdu-log/related-rows';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

const latin1 = new TextEncoder();
const nothing = new Uint8Array(0);
const MESSAGES = 3000;

/** What a capture on disk is to the log; counts how often it is read. */
class CountedFile implements OctetFile {
  readonly #octets = new Uint8Array(8 * 1024 * 1024);
  #used = 0;
  reads = 0;
  isReadableAtOnce = true;

  write(octets: Uint8Array): number {
    // As if there were the head of a packet before each.
    const offset = this.#used + 48;
    this.#octets.set(octets, offset);
    this.#used = offset + octets.length;
    return offset;
  }

  read(offset: number, length: number): Uint8Array {
    this.reads += 1;
    return this.#octets.slice(offset, offset + length);
  }

  readSpan(from: number, length: number): Uint8Array | null {
    if (!this.isReadableAtOnce) return null;
    this.reads += 1;
    return this.#octets.slice(from, Math.min(this.#used, from + length));
  }
}

const idOf = (number: number): string => (0x5a000000 + number).toString(16);

/** Long messages of two segments each with their responses, then the receipts of all, in memory for a small part. */
function fill(file: CountedFile): LogStore {
  const store = new LogStore({ budgetBytes: 64 * 1024, firstNumber: 1, lostCount: 0 });
  store.startEpoch(1_795_000_000_000);
  store.file = file;
  store.describeSession({ id: 1, name: 'Demo trunk', role: 'esme' });
  let sequenceNumber = 0;
  const append = (octets: Uint8Array, isOut: boolean): void => {
    const timeNs = store.endNumber * 100_000;
    store.append({
      kind: recordKinds.pdu,
      isOut,
      timeNs,
      sessionId: 1,
      octets,
      sentence: nothing,
      fileOffset: file.write(octets),
    });
  };
  for (let message = 0; message < MESSAGES; message += 1) {
    for (const part of [1, 2]) {
      sequenceNumber += 1;
      const body = {
        sourceAddr: '4711',
        destinationAddr: `3706${1_000_000 + message}`,
        esmClass: 0x40,
        shortMessage: Uint8Array.of(5, 0, 3, message % 256, 2, part, ...latin1.encode(`Part ${part}`)),
      };
      append(encode(createPdu('submit_sm', { sequenceNumber, body })), true);
      const messageId = idOf(2 * message + part);
      append(encode(createPdu('submit_sm_resp', { sequenceNumber, body: { messageId } })), false);
    }
  }
  for (let message = 0; message < MESSAGES; message += 1) {
    const id = idOf(2 * message + 1);
    const text = `id:${id} sub:001 dlvrd:001 submit date:2611221030 done date:2611221030 stat:DELIVRD err:000 text:Part`;
    const body = {
      sourceAddr: '3706',
      destinationAddr: '4711',
      esmClass: 4,
      shortMessage: latin1.encode(text),
    };
    append(encode(createPdu('deliver_sm', { sequenceNumber: message + 1, body })), false);
  }
  return store;
}

function relatedOf(store: LogStore, number: number): RelatedRows {
  const place = store.find(number);
  if (place === undefined) throw new Error(`Row ${number} is gone.`);
  const steps = relatedRows(store, place);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

describe('what belongs to a row whose octets have left memory', () => {
  it('is found by reading each stretch of the file once, not each row', () => {
    const file = new CountedFile();
    const store = fill(file);
    const stretches = store.segments.length;
    const moved = store.segments.filter(({ isResident }) => !isResident).length;
    expect(moved).toBeGreaterThan(stretches / 2);
    const message = 700;
    const first = 4 * message + 1;
    const receipt = 4 * MESSAGES + message + 1;
    file.reads = 0;
    expect(relatedOf(store, first)).toMatchObject({
      answeredBy: first + 1,
      receipts: [receipt],
      siblings: [first, first + 2],
      messageId: idOf(2 * message + 1),
    });
    expect(relatedOf(store, receipt)).toMatchObject({ submit: first, messageId: idOf(2 * message + 1) });
    // Each stretch for the id, and once more for the address; and the few rows that are what was looked for.
    expect(file.reads).toBeLessThan(4 * stretches);
  });

  it('is found row by row where a stretch cannot be read at once', () => {
    const file = new CountedFile();
    const store = fill(file);
    file.isReadableAtOnce = false;
    expect(relatedOf(store, 5)).toMatchObject({ receipts: [4 * MESSAGES + 2], siblings: [5, 7] });
  });
});
