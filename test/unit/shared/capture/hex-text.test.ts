import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHead, csvLine } from '#shared/capture/export-csv';
import { HexTextReader, type HexRecord } from '#shared/capture/hex-text';
import { hexFromOctets } from '#shared/lib/hex';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';

function read(lines: readonly string[]): { readonly records: readonly string[]; readonly strange: number } {
  const records: HexRecord[] = [];
  const reader = new HexTextReader((record) => records.push(record));
  for (const line of lines) reader.line(line);
  reader.end();
  return { records: records.map(({ octets }) => hexFromOctets(octets)), strange: reader.strangeLines };
}

const enquire = '00000010000000150000000000000007';

describe('PDUs in text', () => {
  it.each([
    ['digits', ['00000010000000150000000000000007']],
    ['octets', ['00 00 00 10 00 00 00 15', '00 00 00 00 00 00 00 07']],
    [
      'a list',
      ['0x00,0x00,0x00,0x10,0x00,0x00,0x00,0x15,', '0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x07'],
    ],
    ['colons', ['00:00:00:10:00:00:00:15:00:00:00:00:00:00:00:07']],
    ['a dump', ['0000  00 00 00 10 00 00 00 15  00 00 00 00 00 00 00 07   ........ ........']],
    ['a dump of xxd', ['00000000: 0000 0010 0000 0015 0000 0000 0000 0007  ................']],
    ['characters behind', ['00 00 00 10 00 00 00 15 00 00 00 00 00 00 00 07  |................|']],
    ['a remark behind', ['00000010 00000015 00000000 00000007 # enquire_link']],
  ])('are read from %s', (_, lines) => {
    expect(read(lines)).toEqual({ records: [enquire], strange: 0 });
  });

  it.each([
    ['a row of a table', '10,2026-11-22T10:15:00.000000000Z,in,1,Demo,submit_sm'],
    ['a row of numbers and words', '1000,20,in,ff'],
    ['a row with semicolons', '42;in;submit_sm'],
    ['words', 'face the facts'],
    ['a date', '20 November 2026'],
    ['a log line', '2026-11-22 10:15:00 submit_sm'],
  ])('are not found in %s', (_, line) => {
    expect(read([line])).toEqual({ records: [], strange: 1 });
  });

  it('are not found in a table of ours, whatever its texts are', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.stringMatching(/^[0-9a-f\n ]{0,60}$/), (number, text) => {
        const octets = encode(
          createPdu('deliver_sm', {
            sequenceNumber: 1,
            body: { shortMessage: new TextEncoder().encode(text) },
          }),
        );
        const session = { id: 1, name: 'Demo', role: 'esme', localAddress: '', remoteAddress: '' } as const;
        const line = csvLine({
          number,
          kind: 'pdu',
          timeNs: 0n,
          direction: 'in',
          session,
          octets,
          sentence: '',
        });
        const lines = `${csvHead}${line}`.split('\n');
        expect(read(lines).records).toEqual([]);
      }),
    );
  });
});
