import { describe, expect, it } from 'vitest';
import { recordKinds } from '#electron/host/pdu-log/batch-layout';
import { BATCH_OCTETS, BatchWriter } from '#electron/host/pdu-log/batch-writer';
import { enquireLink } from './sample-pdus';

const pdu = enquireLink(1);

function appendOne(writer: BatchWriter, octets = pdu): void {
  writer.append(recordKinds.pdu, 'in', 1, 1, octets, '');
}

describe('the batch writer', () => {
  it('has nothing to hand over when nothing was appended', () => {
    expect(new BatchWriter().take()).toBeNull();
  });

  it('hands over what it collected, once', () => {
    const writer = new BatchWriter();
    appendOne(writer);
    const batch = writer.take();
    expect(batch?.used).toBe(writer.used + 20 + pdu.length);
    expect(writer.take()).toBeNull();
  });

  it('uses a buffer again that came back, and never one that has not', () => {
    const writer = new BatchWriter();
    appendOne(writer);
    const first = writer.take();
    appendOne(writer);
    const second = writer.take();
    expect(second?.buffer).not.toBe(first?.buffer);
    if (first === null) throw new Error('There is a first batch.');
    writer.giveBack(first.buffer);
    appendOne(writer);
    expect(writer.take()?.buffer).toBe(first.buffer);
    appendOne(writer);
    expect(writer.take()?.buffer).not.toBe(first.buffer);
  });

  it('grows for more than a buffer holds and keeps what was in it', () => {
    const writer = new BatchWriter();
    appendOne(writer);
    const large = new Uint8Array(BATCH_OCTETS).fill(7);
    appendOne(writer, large);
    const batch = writer.take();
    const octets = new Uint8Array(batch?.buffer ?? new ArrayBuffer(0), 0, batch?.used);
    expect(octets.length).toBe(20 + pdu.length + 20 + large.length);
    expect([...octets.subarray(20, 20 + pdu.length)]).toEqual([...pdu]);
    expect(octets.subarray(40 + pdu.length).every((octet) => octet === 7)).toBe(true);
  });
});
