import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureRecord, CaptureSession } from '#shared/capture/capture-record';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { exportRecords } from '#shared/capture/export-records';
import { HexTextReader, type HexRecord } from '#shared/capture/hex-text';
import { encode } from '#shared/smpp/encode';
import { maskPasswords, maskPasswordsAnywhere } from '#shared/smpp/mask-passwords';
import { arbitraryPdu, framed } from '#test/support/arbitrary-pdu';
import { readRecords } from './read-records';

const session = fc.record({
  name: fc.string({ unit: 'binary', maxLength: 40 }),
  role: fc.constantFrom('esme' as const, 'smsc' as const),
  localAddress: fc.constantFrom('', '192.0.2.4:51200', '[2001:db8::1]:40000'),
  remoteAddress: fc.constantFrom('', '198.51.100.7:2775'),
});

const sessionCount = 3;
const placed = {
  timeNs: fc.bigInt({ min: 0n, max: 4_000_000_000_000_000_000n }),
  sessionId: fc.nat(sessionCount - 1),
  direction: fc.constantFrom('in' as const, 'out' as const),
};
const sentence = fc.string({ unit: 'binary', maxLength: 60 });
const record: fc.Arbitrary<CaptureRecord> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      ...placed,
      kind: fc.constant('pdu' as const),
      octets: arbitraryPdu.map((pdu) => framed(encode(pdu))),
      sentence: fc.constant(''),
    }),
  },
  fc.record({
    ...placed,
    kind: fc.constant('octets' as const),
    octets: fc.uint8Array({ maxLength: 100 }),
    sentence,
  }),
  fc.record({
    ...placed,
    kind: fc.constant('loss' as const),
    octets: fc.constant(new Uint8Array(0)),
    sentence,
  }),
);

function write(sessions: readonly CaptureSession[], records: readonly CaptureRecord[]): Uint8Array {
  const writer = new CaptureWriter('Trunkline test', 'capture');
  for (const described of sessions) writer.describeSession(described);
  for (const one of records) writer.append(one);
  return writer.take().slice();
}

describe('records as hexadecimal text', () => {
  it('are read as they were written, sessions too, but for the passwords', async () => {
    const masking = { areNumbersMasked: false, areTextsMasked: false };
    await fc.assert(
      fc.asyncProperty(
        fc.array(session, { minLength: sessionCount, maxLength: sessionCount }),
        fc.array(record, { maxLength: 20 }),
        async (described, records) => {
          const sessions = described.map((one, id) => ({ ...one, id }));
          const exported = records.map(({ sessionId, ...one }, index) => ({
            ...one,
            number: index + 1,
            session: sessions[sessionId]!,
          }));
          const chunks: Uint8Array[] = [];
          for await (const chunk of exportRecords(exported, 'hex', { masking, application: 'Test' }))
            chunks.push(chunk);
          const read: HexRecord[] = [];
          const reader = new HexTextReader((one) => void read.push(one));
          for (const line of Buffer.concat(chunks).toString('utf8').split('\n')) reader.line(line);
          reader.end();
          expect(reader.strangeLines).toBe(0);
          expect(read).toEqual(
            exported.map(({ number: _, ...one }) => ({
              ...one,
              octets: one.kind === 'pdu' ? maskPasswords(one.octets) : maskPasswordsAnywhere(one.octets),
            })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a capture of ours', () => {
  it('is read as it was written, whatever the chunks, but for the passwords', () => {
    fc.assert(
      fc.property(
        fc.array(session, { minLength: sessionCount, maxLength: sessionCount }),
        fc.array(record, { maxLength: 20 }),
        fc.integer({ min: 1, max: 3000 }),
        (described, records, chunkSize) => {
          const sessions = described.map((one, id) => ({ ...one, id }));
          const read = readRecords(write(sessions, records), chunkSize);
          expect(read.problems).toEqual([]);
          expect(read.records).toEqual(
            records.map((one) => ({
              ...one,
              octets: one.kind === 'pdu' ? maskPasswords(one.octets) : maskPasswordsAnywhere(one.octets),
            })),
          );
          for (const [id, known] of read.sessions) expect(known).toEqual(sessions[id]);
          expect([...read.sessions.keys()].sort()).toEqual(
            [...new Set(records.map(({ sessionId }) => sessionId))].sort(),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
