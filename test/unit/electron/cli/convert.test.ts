import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { readRecords } from '../../shared/capture/read-records';
import { useTempFolders } from '#test/support/use-temp-folders';
import { CliRun } from './cli-run';

const tempFolder = useTempFolders();
const submit = encode(
  createPdu('submit_sm', {
    sequenceNumber: 2,
    body: { destinationAddr: '12025550123', shortMessage: new TextEncoder().encode('Hello') },
  }),
);
const enquire = encode(createPdu('enquire_link', { sequenceNumber: 3 }));

function capture(): Uint8Array {
  const writer = new CaptureWriter('Trunkline test', 'x');
  writer.describeSession({ id: 1, name: 'Demo', role: 'esme', localAddress: '', remoteAddress: '' });
  for (const octets of [submit, enquire])
    writer.append({
      kind: 'pdu',
      timeNs: 1_788_618_600_123_456_789n,
      sessionId: 1,
      direction: 'in',
      octets,
      sentence: '',
    });
  writer.append({
    kind: 'octets',
    timeNs: 5n,
    sessionId: 1,
    direction: 'out',
    octets: new Uint8Array(0),
    sentence: 'Refused.',
  });
  return writer.take().slice();
}

async function convert(words: readonly string[]): Promise<{ code: number; notes: readonly string[] }> {
  const cli = new CliRun(['convert', ...words]);
  return { code: await cli.code, notes: cli.notes };
}

describe('trunkline convert', () => {
  it('goes to hexadecimal text and back without loss', async () => {
    const folder = tempFolder();
    const [original, text, back] = ['in.pcapng', 'text.hex', 'back.pcapng'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    writeFileSync(original, capture());
    expect(await convert([original, text])).toEqual({ code: 0, notes: ['3 rows were written.'] });
    expect(await convert([text, back])).toEqual({ code: 0, notes: ['3 rows were written.'] });
    expect(readRecords(new Uint8Array(readFileSync(back))).records).toEqual(readRecords(capture()).records);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('writes each format by the name of the file', async () => {
    const folder = tempFolder();
    const original = join(folder, 'in.pcapng');
    writeFileSync(original, capture());
    const texts = await Promise.all(
      ['.jsonl', '.csv', '.txt'].map(async (extension) => {
        expect((await convert([original, join(folder, `out${extension}`)])).code).toBe(0);
        return readFileSync(join(folder, `out${extension}`), 'utf8');
      }),
    );
    expect(texts[0]?.split('\n')[0]).toMatch(/^\{"number":1,/);
    expect(texts[1]).toMatch(/^number,time,/);
    expect(texts[2]).toContain('destination_addr: 12025550123');
  });

  it('masks numbers and texts when asked', async () => {
    const folder = tempFolder();
    const original = join(folder, 'in.pcapng');
    writeFileSync(original, capture());
    await convert([original, join(folder, 'out.txt'), '--mask-numbers', '--mask-texts']);
    const text = readFileSync(join(folder, 'out.txt'), 'utf8');
    expect(text).toContain('1202*******');
    expect(text).not.toContain('Hello');
  });

  it('writes what stands before the damage, and says so', async () => {
    const folder = tempFolder();
    const original = join(folder, 'in.pcapng');
    writeFileSync(original, capture().subarray(0, -20));
    const { code, notes } = await convert([original, join(folder, 'out.hex')]);
    expect(code).toBe(1);
    expect(notes[0]).toContain('ends in the middle of a block');
    expect(notes[1]).toBe('2 rows were written.');
  });

  it('leaves the file that was there when it cannot read or write', async () => {
    const folder = tempFolder();
    const out = join(folder, 'out.csv');
    writeFileSync(out, 'mine');
    expect((await convert([join(folder, 'nothing.pcap'), out])).code).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toEqual(['out.csv']);
    writeFileSync(join(folder, 'in.pcapng'), capture());
    expect((await convert([join(folder, 'in.pcapng'), join(folder, 'nowhere', 'x.csv')])).notes[0]).toContain(
      'cannot be written',
    );
    expect((await convert([out, join(folder, 'x.doc')])).code).toBe(2);
    expect((await convert([out, out])).code).toBe(2);
  });
});
