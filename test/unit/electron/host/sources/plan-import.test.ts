import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeTextFile, delimiterOf, readCsv, type CsvLine } from '#electron/host/sources/csv-text';
import { planImport } from '#electron/host/sources/plan-import';
import { conversationKey } from '#shared/model/address';
import type { SourceAddressView } from '#shared/model/source-address';
import { aTrunk } from '#test/support/views';
import { source } from './book-rig';

async function plan(text: string, known: readonly SourceAddressView[] = []) {
  const find = (address: string) =>
    known.find(({ settings }) => conversationKey(settings.address) === conversationKey(address));
  return planImport(text, { find, trunks: [aTrunk('a', { settings: { name: 'Carrier A' } })] });
}
const outcomes = async (text: string, known: readonly SourceAddressView[] = []) =>
  (await plan(text, known)).lines.map(({ report }) => [report.line, report.outcome, report.sentence]);

async function linesOf(text: string): Promise<CsvLine[]> {
  const lines: CsvLine[] = [];
  for await (const line of readCsv(text)) lines.push(line);
  return lines;
}

describe('a CSV to import', () => {
  it.each([
    ['comma', 'Number,Label\n+37061234567,Support\n1234,Votes'],
    ['semicolon', 'Phone number;Description\n+370 612 34567;Support\n1234;Votes'],
    ['tab', 'DID\tNAME\n37061234567\tSupport\n1234\tVotes'],
    ['quotes', '"number","label"\n"+37061234567","Support"\n"1234","Votes"'],
    ['no header', '+37061234567,Support\n1234,Votes'],
    ['CRLF and blank lines', 'number,label\r\n\r\n+37061234567,Support\r\n,\r\n1234,Votes\r\n'],
    ['a spreadsheet’s ways of keeping text', 'number,label\n"=""+37061234567""",Support\n\'1234,Votes'],
    ['columns in another order', 'label,comment,sender\nSupport,,+37061234567\nVotes,,1234'],
  ])('is read with %s', async (_, text) => {
    const { lines, columns } = await plan(text);
    expect(columns).toEqual(expect.arrayContaining(['address', 'label']));
    expect(lines.map(({ settings }) => settings)).toEqual([
      source('+37061234567', { label: 'Support' }),
      source('1234', { kind: 'short-code', label: 'Votes' }),
    ]);
  });

  it('is read in the encodings that spreadsheets write', () => {
    const text = 'number,label\n1234,Žąsis “é”';
    expect(decodeTextFile(new TextEncoder().encode(text))).toBe(text);
    expect(decodeTextFile(new TextEncoder().encode(`\ufeff${text}`))).toBe(text);
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(decodeTextFile(utf16)).toBe(text);
    expect(decodeTextFile(Buffer.from(utf16).swap16())).toBe(text);
    const unmarked = Buffer.from(text, 'utf16le');
    expect(decodeTextFile(unmarked)).toBe(text);
    expect(decodeTextFile(Buffer.from(unmarked).swap16())).toBe(text);
    for (const octets of [[], [0], [0x31], [0, 0]]) {
      expect(decodeTextFile(Uint8Array.from(octets))).toBe(String.fromCharCode(...octets));
    }
    expect(decodeTextFile(Buffer.from('caf\u00e9 \u0080', 'latin1'))).toBe('café €');
  });

  it('finds the delimiter outside quotes', () => {
    expect(delimiterOf('"a,b,c";d')).toBe(';');
    expect(delimiterOf('a\tb\n1,2,3')).toBe('\t');
    expect(delimiterOf('')).toBe(',');
  });

  it('takes kinds, switches and trunks from their columns', async () => {
    const { lines } = await plan(
      [
        'address,type,outbound P2P SMS,SMS in,trunk',
        '061234567,National number,no,yes,carrier a',
        'Shop,Alpha,TRUE,,',
        '+37061234567,,,,Carrier A',
      ].join('\n'),
    );
    const inboundTrunkId = aTrunk('a').id;
    expect(lines.map(({ settings }) => settings)).toEqual([
      source('061234567', {
        kind: 'national',
        isOutboundAllowed: false,
        isInboundAllowed: true,
        inboundTrunkId,
      }),
      source('Shop', { kind: 'alphanumeric' }),
      source('+37061234567', { isInboundAllowed: true, inboundTrunkId }),
    ]);
    expect(lines[0]?.report.sentence).toBe(
      'Added as national number 061234567 with inbound SMS over Carrier A.',
    );
  });

  it('says line by line why it is refused', async () => {
    const lines = await outcomes(
      [
        'number,kind,outbound,inbound,trunk',
        '+37061,,,,',
        ',,yes,,',
        '3.70612E+10,,,,',
        '1234,pigeon,,,',
        '1234,,maybe,,',
        '1234,,,,Nowhere',
        '1234,,,no,Carrier A',
        'Shop,,,yes,',
        '1234,,,,',
        '"12""34",,,,',
        '12 34,,,,',
        '"open,,,,',
        'lost,,,,',
      ].join('\n'),
    );
    expect(lines.map(([line]) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(lines.map(([, , sentence]) => sentence)).toEqual([
      'This number is too short for Lithuania (+370).',
      'There is no address on this line.',
      'A spreadsheet shortened this number to 3.70612E+10, and its last digits are lost. Format the column as text and save the file again.',
      '“pigeon” is no kind of address. Use DID, national number, short code, alphanumeric.',
      '“maybe” in the column “outbound” is neither yes nor no.',
      'There is no trunk named “Nowhere”.',
      'Inbound SMS is off on this line, so Carrier A cannot receive for it.',
      'A name cannot receive messages; only numbers can.',
      'Added as short code 1234 with outbound P2P SMS.',
      'Added as alphanumeric 12"34 with outbound P2P SMS.',
      'The same address is on line 10 already.',
      'A quotation mark is opened here and never closed, so nothing after it could be read.',
    ]);
  });

  it('says what changes of an address that is known, and when nothing does', async () => {
    const known = { id: 's1' as SourceAddressView['id'], settings: source('+37061234567', { label: 'Old' }) };
    expect(await outcomes('number,label,outbound\n37061234567,New,no', [known])).toEqual([
      [2, 'changed', 'Label: “Old” → “New”. Outbound P2P SMS: on → off.'],
    ]);
    expect(await outcomes('number,label\n37061234567,', [known])).toEqual([
      [2, 'same', 'In the book already, with the same settings.'],
    ]);
  });

  it('adds a name that is too long for GSM with a warning', async () => {
    expect((await outcomes('sender\nTwelve chars'))[0]?.[2]).toMatch(
      /^Added as alphanumeric .* GSM carries 11/,
    );
  });

  it('counts the lines of fields with line breaks', async () => {
    const lines = await linesOf('a,b\n"x\ny",1\n\n"z\n\n",2\nlast');
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 5, 8]);
  });

  it('refuses a line that is too long for any address', async () => {
    const lines = await linesOf(`1234\n${'x'.repeat(100_000)}\n4567`);
    expect(lines[1]?.problem).toBe('This line is too long for an address. Is a quotation mark missing?');
  });

  it('never throws for any text, and gives every line a number in order', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('"', '""', ';', '\t', ',', '\n', '\r\n', '+370'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 30 }), async (cells) => {
        const { lines } = await plan(cells.join(''));
        const numbers = lines.map(({ report }) => report.line);
        expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
        for (const { settings, report } of lines) {
          expect(settings === null).toBe(report.outcome === 'refused' || report.outcome === 'same');
        }
      }),
    );
  });

  it('reads back whatever is quoted properly', async () => {
    const field = fc
      .string({ minLength: 1, maxLength: 12 })
      .map((text) => text.replaceAll(/[\r\n]/g, '').trim());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 10 }),
        fc.constantFrom(',', ';', '\t'),
        async (rows, delimiter) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const text = [['number', 'label'], ...rows]
            .map((row) => row.map(quoted).join(delimiter))
            .join('\n');
          const read = (await linesOf(text)).slice(1).map(({ fields }) => fields);
          expect(read).toEqual(rows.filter((row) => row.some((each) => each !== '')));
        },
      ),
    );
  });
});
