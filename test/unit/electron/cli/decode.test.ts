import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CaptureWriter } from '#shared/capture/capture-writer';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { useTempFolders } from '#test/support/use-temp-folders';
import { CliRun } from './cli-run';

const tempFolder = useTempFolders();
const bind = encode(
  createPdu('bind_transceiver', { sequenceNumber: 1, body: { systemId: 'demo', password: 'hunter22' } }),
);
const submit = encode(
  createPdu('submit_sm', {
    sequenceNumber: 2,
    body: {
      sourceAddr: '4711',
      destinationAddr: '12025550123',
      shortMessage: new TextEncoder().encode('Hello'),
    },
  }),
);
const refused = encode(createPdu('submit_sm_resp', { sequenceNumber: 2, commandStatus: 0x58 }));
const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

function captureFile(): string {
  const writer = new CaptureWriter('Trunkline test', 'x');
  writer.describeSession({ id: 1, name: 'Demo', role: 'esme', localAddress: '', remoteAddress: '' });
  const pdus = [bind, submit, refused];
  pdus.forEach((octets, index) => {
    const direction = octets === refused ? 'in' : 'out';
    const timeNs = BigInt(index) * 250_000_000n;
    writer.append({ kind: 'pdu', timeNs, sessionId: 1, direction, octets, sentence: '' });
  });
  const path = join(tempFolder(), 'demo.pcapng');
  writeFileSync(path, writer.take());
  return path;
}

async function run(words: readonly string[], input?: string | Uint8Array) {
  const octets = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const cli = new CliRun(words, octets === undefined ? {} : { input: octets });
  return { code: await cli.code, out: cli.out, notes: cli.notes };
}

describe('trunkline decode', () => {
  it('prints a line for each PDU of a capture, every field with its place', async () => {
    const { code, out, notes } = await run(['decode', captureFile()]);
    expect({ code, notes }).toEqual({ code: 0, notes: [] });
    expect(out).toHaveLength(3);
    expect(out[1]).toContain('2 1970-01-01T00:00:00.250000000Z out Demo submit_sm ');
    expect(out[1]).toContain('command_length[0+4]=');
    expect(out[1]).toContain('destination_addr[');
    expect(out[1]).toContain(']=12025550123');
    expect(out[1]).toContain('=Hello');
  });

  it('masks passwords', async () => {
    for (const more of [[], ['--json']]) {
      const { out } = await run(['decode', captureFile(), ...more]);
      expect(out.join('\n')).not.toContain('hunter22');
      expect(out.join('\n')).not.toContain(hex(new TextEncoder().encode('hunter22')));
      expect(out.join('\n')).toContain('********');
    }
  });

  it('prints lines of JSON', async () => {
    const { out } = await run(['decode', captureFile(), '--json']);
    const line = JSON.parse(out[1] ?? '') as { command: string; hex: string; fields: { name: string }[] };
    expect(line).toMatchObject({
      number: 2,
      command: 'submit_sm',
      direction: 'out',
      trunk: 'Demo',
      hex: hex(submit),
      // The bind before it was not answered.
      problems: [
        { sentence: expect.stringContaining('state') as string, section: '2.3', offset: 4, length: 4 },
      ],
    });
    expect(line.fields.find(({ name }) => name === 'source_addr')).toMatchObject({
      value: '4711',
      offset: 19,
      length: 5,
    });
  });

  it('prints only what the filter lets through', async () => {
    const file = captureFile();
    const lines = async (filter: string) =>
      (await run(['decode', file, '--filter', filter])).out.map((line) => line.split(' ')[0]);
    expect(await lines('command == submit_sm')).toEqual(['2']);
    // A request has the status and the latency of its response.
    expect(await lines('status != 0 and latency > 100ms')).toEqual(['2', '3']);
    expect(await lines('to ~ "2025" or direction == in')).toEqual(['2', '3']);
    expect(await lines('text contains "hello"')).toEqual(['2']);
    expect(await lines('trunk == "Demo"')).toHaveLength(3);
    expect(await lines('12025550123')).toEqual(['2']);
    expect(await lines('hunter22')).toEqual([]);
  });

  it('refuses a filter that cannot be read, with the reason', async () => {
    const { code, notes } = await run(['decode', captureFile(), '--filter', 'command ==']);
    expect(code).toBe(2);
    expect(notes[0]).toContain('--filter: ');
  });

  it('reads hexadecimal from standard input, in lines, dumps and rows of digits', async () => {
    const digits = hex(submit);
    const rows = digits.match(/.{1,64}/g)?.join('\n') ?? '';
    const dump = (digits.match(/.{1,32}/g) ?? [])
      .map(
        (line, index) =>
          `${(index * 16).toString(16).padStart(4, '0')}  ${(line.match(/../g) ?? []).join(' ')}  ab.cd.Hello`,
      )
      .join('\n');
    for (const text of [digits, rows, dump, `# a note\n${digits.toUpperCase()}\n\n`, `0x${digits}`]) {
      const { code, out } = await run(['decode', '-'], text);
      expect(code, text).toBe(0);
      expect(out, text).toHaveLength(1);
      expect(out[0], text).toContain('=Hello');
    }
    expect((await run(['decode', '-'], `${hex(bind)}${digits}${hex(refused)}`)).out).toHaveLength(3);
  });

  it('shows a PDU whose length is wrong, with the problem', async () => {
    const { out } = await run(
      ['decode', '-'],
      `000000ff${hex(submit).slice(8)}\n\n00000004${hex(submit).slice(8)}`,
    );
    expect(out).toHaveLength(2);
    for (const line of out) expect(line).toContain('! ');
  });

  it('tells what is no capture, is missing, or is damaged', async () => {
    expect(await run(['decode', '/nowhere/x.pcap'])).toMatchObject({
      code: 1,
      notes: [expect.stringContaining('cannot be read')],
    });
    expect(await run(['decode', '-'], 'hello, this is a letter')).toMatchObject({ code: 1, out: [] });
    expect(await run(['decode', '-'], Uint8Array.of(0, 1, 2, 3, 4, 5))).toMatchObject({
      code: 1,
      notes: [
        'This is no capture: neither pcapng nor pcap. Open one that Wireshark, tcpdump or Trunkline wrote.',
      ],
    });
    expect(await run(['decode', '-'], new Uint8Array(0))).toMatchObject({
      code: 1,
      notes: ['The file is empty.'],
    });
    expect(await run(['decode'])).toMatchObject({ code: 2 });
    expect(await run(['decode', 'a', 'b'])).toMatchObject({ code: 2 });
  });
});
