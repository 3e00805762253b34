import { describe, expect, it } from 'vitest';
import { MAX_SESSIONS, MAX_WAITING_OCTETS } from '#shared/capture/capture-limits';
import { CaptureReader } from '#shared/capture/capture-reader';
import type { CaptureRecordKind } from '#shared/capture/capture-record';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { pcapFile, segment, type SegmentOptions } from './foreign-files';

const enquire = encode(createPdu('enquire_link', { sequenceNumber: 1 }));
const submit = encode(createPdu('submit_sm', { sequenceNumber: 2 }));
const fileHeader = pcapFile([], { linkType: 101 });

function openReader() {
  const counts: Record<CaptureRecordKind, number> = { pdu: 0, octets: 0, loss: 0 };
  const sessions = new Set<number>();
  const sentences = new Set<string>();
  const reader = new CaptureReader({
    session: ({ id }) => void sessions.add(id),
    record: ({ kind, sentence }) => {
      counts[kind] += 1;
      sentences.add(sentence);
    },
  });
  reader.push(fileHeader);
  return { reader, counts, sessions, sentences };
}

/** A packet of a classic file, its payload set in one piece. */
function packet(options: SegmentOptions, payload: Uint8Array): Uint8Array {
  const headers = segment(options);
  // A length of 0: as far as was captured.
  headers[2] = 0;
  headers[3] = 0;
  const octets = new Uint8Array(16 + headers.length + payload.length);
  const view = new DataView(octets.buffer);
  view.setUint32(8, octets.length - 16, true);
  view.setUint32(12, octets.length - 16, true);
  octets.set(headers, 16);
  octets.set(payload, 16 + headers.length);
  return octets;
}

/** Ends that differ for each number: ports of the ESME first, then of the SMSC. */
function ends(number: number): Pick<SegmentOptions, 'esmePort' | 'smscPort'> {
  return { esmePort: 10_000 + (number % 50_000), smscPort: 2775 + Math.floor(number / 50_000) };
}

describe('a capture that was made to do harm', () => {
  it('has no more sessions than a capture has, and says that there were more', () => {
    const { reader, counts, sessions } = openReader();
    const connections = MAX_SESSIONS + 500;
    for (let number = 0; number < connections; number += 1) {
      reader.push(packet({ isFromEsme: true, sequence: 1, ...ends(number) }, submit));
    }
    reader.end();
    expect(sessions.size).toBe(MAX_SESSIONS);
    expect(counts.pdu).toBe(MAX_SESSIONS);
    expect(reader.problems).toContain(
      `500 connections were left out: the capture has more than ${MAX_SESSIONS.toLocaleString('en')} sessions.`,
    );
  });

  it('keeps one connection among many others that come and go', () => {
    const { reader, counts, sessions } = openReader();
    const trunk = { isFromEsme: true, esmePort: 9999 };
    const noise = new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n');
    let sequence = 1;
    const tell = (): void => {
      reader.push(packet({ ...trunk, sequence }, submit));
      sequence += submit.length;
    };
    tell();
    for (let number = 0; number < 40_000; number += 1) {
      reader.push(packet({ isFromEsme: true, sequence: 1, ...ends(number) }, noise));
    }
    tell();
    reader.end();
    expect(sessions.size).toBe(1);
    expect(counts).toEqual({ pdu: 2, octets: 0, loss: 0 });
  });

  it('keeps no more of PDUs without an end than there is room for', () => {
    const { reader, sentences } = openReader();
    const begun = new Uint8Array(60_000);
    begun.set(submit);
    new DataView(begun.buffer).setUint32(0, 100_000);
    const payload = new Uint8Array(enquire.length + begun.length);
    payload.set(enquire);
    payload.set(begun, enquire.length);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const connections = Math.ceil((MAX_WAITING_OCTETS / begun.length) * 2);
    for (let number = 0; number < connections; number += 1) {
      reader.push(packet({ isFromEsme: true, sequence: 1, ...ends(number) }, payload));
      if (number % 100 === 0) {
        globalThis.gc?.();
        most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      }
    }
    expect([...sentences]).toEqual(['', 'Too many PDUs of this capture have begun and not ended.']);
    reader.end();
    expect(sentences).toContain('The capture ends inside this PDU: 60000 octets of it are there.');
    // Beside what is kept, packets that were read and not yet collected.
    expect(most).toBeLessThan(MAX_WAITING_OCTETS * 3);
  });

  it('keeps no more of segments that come too early, and gives their room back', () => {
    const { reader, counts } = openReader();
    const connections = 1300;
    const early = new Uint8Array(60_000).fill(0xff);
    for (let number = 0; number < connections; number += 1) {
      const options = { isFromEsme: true, ...ends(number) };
      reader.push(packet({ ...options, sequence: 1 }, enquire));
      reader.push(packet({ ...options, sequence: 100_000 }, early));
    }
    // There is no room left: what comes too early counts as what comes after a loss.
    expect(counts.loss).toBeGreaterThan(0);
    reader.end();
    expect(counts.loss).toBe(connections);
    expect(counts.pdu).toBe(connections);
  });

  it('costs no more for connections that were chosen to be confused', () => {
    const { reader, sessions } = openReader();
    // The sum of the ports, and their difference in bits, are the same for all: so is what they are found by.
    const connect = (number: number): SegmentOptions => {
      const swapped = Array.from({ length: 14 }, (_, bit) => (number >> bit) & 1);
      const esmePort = swapped.reduce((port, bit, index) => port + (bit << index), 0x4000);
      return { isFromEsme: true, sequence: 1, esmePort, smscPort: 0x7fff - (esmePort & 0x3fff) };
    };
    for (let number = 0; number < 10_000; number += 1) reader.push(packet(connect(number), submit));
    reader.end();
    expect(sessions.size).toBe(10_000);
  });
});
