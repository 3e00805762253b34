import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { exportFormats, exportRecords, type ExportFormat } from '#shared/capture/export-records';
import type { ExportedRecord } from '#shared/capture/exported-record';
import type { Masking } from '#shared/capture/mask-content';
import { encode } from '#shared/smpp/encode';
import { createPdu, type SubmitSmBody } from '#shared/smpp/pdu';
import { readRecords } from './read-records';

const session = {
  id: 3,
  name: 'Demo, "quoted"',
  role: 'esme' as const,
  localAddress: '127.0.0.1:50000',
  remoteAddress: '127.0.0.1:2775',
};
const octetsOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function message(body: Partial<SubmitSmBody>, command: 'submit_sm' | 'deliver_sm' = 'submit_sm'): Uint8Array {
  return encode(createPdu(command, { sequenceNumber: 5, body }));
}

function row(octets: Uint8Array, more: Partial<ExportedRecord> = {}): ExportedRecord {
  const timeNs = 1_788_618_600_123_456_789n;
  return { number: 1, kind: 'pdu', timeNs, direction: 'out', session, octets, sentence: '', ...more };
}

async function exported(
  records: readonly ExportedRecord[],
  format: ExportFormat,
  masking: Masking = { areNumbersMasked: false, areTextsMasked: false },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of exportRecords(records, format, { masking, application: 'Trunkline test' })) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

const bind = encode(
  createPdu('bind_transceiver', { sequenceNumber: 1, body: { systemId: 'demo', password: 'hunter22' } }),
);
const hello = message({
  sourceAddr: '12025550100',
  destinationAddr: '37060000002',
  shortMessage: octetsOf('hello'),
});

describe('exports', () => {
  it('never hold a password', async () => {
    for (const format of exportFormats) {
      const file = await exported(
        [
          row(bind),
          row(bind.subarray(4), { kind: 'octets', sentence: 'Cut.' }),
          row(Uint8Array.of(1, ...bind), { kind: 'octets', sentence: '' }),
        ],
        format,
      );
      expect(file.length).toBeGreaterThan(0);
      expect(file.includes('hunt'), format).toBe(false);
      expect(file.includes(Buffer.from('hunter22').toString('hex')), format).toBe(false);
    }
  });

  it('read a text by what data_coding means on the trunk, and those that are no messages too', async () => {
    const reading = { alphabets: { default: 'latin1', overrides: {} } } as const;
    const accented = message({ shortMessage: Uint8Array.of(0x63, 0x61, 0x66, 0xe9) });
    const replaced = encode(
      createPdu('replace_sm', { sequenceNumber: 6, body: { shortMessage: octetsOf('instead') } }),
    );
    for (const format of ['jsonl', 'csv'] as const) {
      const file = (await exported([row(accented, { reading }), row(replaced)], format)).toString();
      expect(file, format).toContain('café');
      expect(file, format).toContain('instead');
      expect(file, format).not.toContain('octet 0xE9');
    }
  });

  it('are captures that are read again', async () => {
    const records = [row(hello), row(new Uint8Array(0), { number: 2, kind: 'octets', sentence: 'Refused.' })];
    const read = readRecords(await exported(records, 'pcapng'));
    expect(read.problems).toEqual([]);
    expect(read.sessions.get(3)).toEqual(session);
    expect(read.records).toEqual(
      records.map(({ kind, timeNs, direction, octets, sentence }) => ({
        kind,
        timeNs,
        direction,
        octets,
        sentence,
        sessionId: 3,
      })),
    );
  });

  it('are lines of JSON', async () => {
    const lines = (
      await exported([row(hello), row(octetsOf('GET /'), { kind: 'octets', sentence: 'HTTP.' })], 'jsonl')
    )
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(lines).toMatchObject([
      {
        number: 1,
        trunk: session.name,
        time: '2026-09-05T14:30:00.123456789Z',
        command: 'submit_sm',
        text: 'hello',
      },
      { kind: 'octets', reason: 'HTTP.', hex: '474554202f' },
    ]);
  });

  it('are CSV whose cells no spreadsheet takes for formulas', async () => {
    const evil = ['=1+1', '+cmd', '-2', '@SUM(A1)', '\t=1', 'quote " and, comma'];
    const file = await exported(
      evil.map((text) =>
        row(message({ sourceAddr: text.slice(0, 20), dataCoding: 3, shortMessage: octetsOf(text) })),
      ),
      'csv',
    );
    const cells = parse<Record<string, string>>(file, { columns: true });
    expect(cells.map(({ text }) => text)).toEqual(
      ["'=1+1", "'+cmd", "'-2", "'@SUM(A1)", "'\t=1", 'quote " and, comma'].map(
        (text) => expect.stringContaining(text.trim()) as string,
      ),
    );
    for (const line of cells)
      for (const value of Object.values(line)) expect(value).not.toMatch(/^[=+\-@\t\r]/);
    expect(cells[0]?.['trunk']).toBe(session.name);
  });

  it('are text with every field and octet', async () => {
    const file = (await exported([row(hello)], 'text')).toString();
    expect(file).toContain('submit_sm');
    expect(file).toContain('destination_addr: 37060000002');
    expect(file).toContain('68 65 6c 6c 6f');
  });
});

describe('masking for an export', () => {
  const all: Masking = { areNumbersMasked: true, areTextsMasked: true };

  it('keeps every length and what is not asked for', async () => {
    const numbers = readRecords(
      await exported([row(hello)], 'pcapng', { areNumbersMasked: true, areTextsMasked: false }),
    );
    const [masked] = numbers.records;
    expect(Buffer.from(masked!.octets).toString('latin1')).toContain('1202*******');
    expect(Buffer.from(masked!.octets).toString('latin1')).toContain('hello');
    expect(masked!.octets).toHaveLength(hello.length);
    const texts = readRecords(
      await exported([row(hello)], 'pcapng', { areNumbersMasked: false, areTextsMasked: true }),
    );
    expect(Buffer.from(texts.records[0]!.octets).toString('latin1')).toContain('37060000002');
    expect(Buffer.from(texts.records[0]!.octets).toString('latin1')).toContain('*****');
  });

  it('shows no number and no text in any format', async () => {
    for (const format of exportFormats) {
      const file = await exported(
        [row(hello), row(hello.subarray(3), { kind: 'octets', sentence: 'Cut.' })],
        format,
        all,
      );
      for (const secret of ['12025550100', '37060000002', 'hello']) {
        expect(file.includes(secret), format).toBe(false);
        expect(file.includes(Buffer.from(secret).toString('hex')), format).toBe(false);
      }
    }
  });

  it('leaves short codes, headers of the text, and the fields of a receipt', async () => {
    const receipt = message(
      {
        sourceAddr: '12345',
        esmClass: 0x04,
        shortMessage: octetsOf('id:77 sub:001 stat:DELIVRD err:000 text:secret'),
      },
      'deliver_sm',
    );
    const segment = message({
      esmClass: 0x40,
      dataCoding: 8,
      shortMessage: Uint8Array.of(5, 0, 3, 9, 2, 1, 4, 0x3f),
    });
    const { records } = readRecords(await exported([row(receipt), row(segment)], 'pcapng', all));
    const text = Buffer.from(records[0]!.octets).toString('latin1');
    expect(text).toContain('12345');
    expect(text).toContain('id:77 sub:001 stat:DELIVRD err:000 text:******');
    expect([...records[1]!.octets.slice(-8)]).toEqual([5, 0, 3, 9, 2, 1, 0, 0x2a]);
  });
});
