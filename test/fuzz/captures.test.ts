import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureReader } from '#shared/capture/capture-reader';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { HexTextReader } from '#shared/capture/hex-text';
import { encode } from '#shared/smpp/encode';
import { arbitraryMutation, arbitraryPdu, framed } from '#test/support/arbitrary-pdu';
import { pcapFile, segment } from '../unit/shared/capture/foreign-files';

/** Reads and counts; what it throws fails the test. */
function read(file: Uint8Array, chunkSize: number): { octets: number; problems: readonly string[] } {
  let octets = 0;
  const reader = new CaptureReader({
    session: () => undefined,
    record: ({ start, end, timeNs }) => {
      octets += end - start;
      expect(typeof timeNs).toBe('bigint');
    },
  });
  for (let offset = 0; offset < file.length; offset += chunkSize)
    reader.push(file.subarray(offset, offset + chunkSize));
  reader.end();
  return { octets, problems: reader.problems };
}

const pdus = fc.array(
  arbitraryPdu.map((pdu) => framed(encode(pdu))),
  { minLength: 1, maxLength: 6 },
);
const ours = pdus.map((all) => {
  const writer = new CaptureWriter('Trunkline fuzz', 'x');
  for (const octets of all)
    writer.append({ kind: 'pdu', timeNs: 1n, sessionId: 1, direction: 'out', octets, sentence: '' });
  return writer.take().slice();
});
const theirs = pdus.map((all) =>
  pcapFile(
    all.map((payload) => segment({ isFromEsme: true, sequence: 1, payload })),
    { linkType: 101 },
  ),
);

describe('a damaged capture', () => {
  it('gives what can be read, whatever happened to it, and never more octets than it has', () => {
    fc.assert(
      fc.property(
        fc.oneof(ours, theirs, fc.uint8Array({ maxLength: 300 })),
        fc.array(arbitraryMutation, { maxLength: 6 }),
        fc.integer({ min: 1, max: 500 }),
        (file, mutations, chunkSize) => {
          const damaged = mutations.reduce((octets, mutate) => mutate(octets), file);
          expect(read(damaged, chunkSize).octets).toBeLessThanOrEqual(damaged.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('with a length of four gigaoctets is told as such, without room for it', () => {
    const [file] = fc.sample(ours, { numRuns: 1, seed: 1 });
    const [classic] = fc.sample(theirs, { numRuns: 1, seed: 1 });
    for (const [whole, at] of [
      [file, 4],
      [classic, 24 + 8],
    ] as const) {
      const damaged = whole!.slice(0, 100);
      damaged.fill(0xff, at, at + 4);
      const before = process.memoryUsage().arrayBuffers;
      const { problems } = read(damaged, 100);
      expect(problems[0]).toMatch(
        /^The file is damaged at octet \d+: a (block|packet) there says that it has 4,294,967,295 octets/,
      );
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    }
  });
});

describe('text that is anything', () => {
  it('is read as hexadecimal as far as it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'f', '#', ' ', ':', '\t') }),
          ),
          {
            maxLength: 20,
          },
        ),
        (lines) => {
          let octets = 0;
          const reader = new HexTextReader((record) => (octets += record.octets.length));
          for (const line of lines) reader.line(line);
          reader.end();
          expect(octets * 2).toBeLessThanOrEqual(lines.join('').length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
