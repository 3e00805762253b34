import type { AddressInfo, Server } from 'node:net';
import smpp, { type Fields, type PDU, type Session } from 'smpp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CliRun } from './cli-run';

/** Every message as it came in, octet by octet; the foreign library decides where each begins and ends. */
const received: Buffer[] = [];
const sessions: Session[] = [];
let server: Server;
let connection: readonly string[];

beforeAll(async () => {
  server = smpp.createServer({}, (session) => {
    sessions.push(session);
    session.on('error', () => undefined);
    for (const bind of ['bind_transceiver', 'bind_transmitter', 'unbind']) {
      session.on(bind, (pdu: PDU) => session.send(pdu.response()));
    }
    session.on('submit_multi', (pdu: PDU) =>
      session.send(pdu.response({ message_id: '77', unsuccess_sme: [] })),
    );
    for (const command of ['submit_sm', 'data_sm']) {
      session.on(command, (pdu: PDU) => session.send(pdu.response({ message_id: '77' })));
    }
    let rest = Buffer.alloc(0);
    session.socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      while (rest.length >= 4 && rest.length >= rest.readUInt32BE(0)) {
        const octets = rest.subarray(0, rest.readUInt32BE(0));
        rest = rest.subarray(octets.length);
        if ([SUBMIT_SM, SUBMIT_MULTI, DATA_SM].includes(octets.readUInt32BE(4))) received.push(octets);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  connection = ['--host', '127.0.0.1', '--port', String(port), '--system-id', 'demo'];
});
afterEach(() => {
  received.length = 0;
  for (const session of sessions.splice(0)) session.destroy();
});
afterAll(() => void server.close());

const SUBMIT_SM = 0x04;
const SUBMIT_MULTI = 0x21;
const DATA_SM = 0x0103;

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const octets = (value: string): Buffer => Buffer.from(value, 'hex');
const gsm7 = (text: string): Buffer => smpp.encodings.ASCII.encode(text);
const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

const from = { source_addr_ton: 3, source_addr: '4711' };
const to = { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '12025550123' };
const base = { ...from, ...to };

/** Sends by the command line; answers with what came, without the sequence numbers. */
async function sent(words: readonly string[]): Promise<Buffer[]> {
  const target = ['--from', '4711', '--to', '12025550123'];
  const run = new CliRun(['send', ...connection, ...target, ...words], { password: 'secret01' });
  expect(await run.code, run.notes.join(' ')).toBe(0);
  for (const each of received) each.writeUInt32BE(0, 12);
  return received;
}

/** As the other library writes it, with the octets of TLVs that it has no name for at the end. */
function written(command: string, fields: Fields, more = ''): string {
  const pdu = Buffer.concat([new smpp.PDU(command, fields).toBuffer(), octets(more)]);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(0, 12);
  return hex(pdu);
}

const submitted = (fields: Fields, more = ''): string => written('submit_sm', { ...base, ...fields }, more);

describe('one option of send, as another library writes it', () => {
  it.each<[readonly string[], string]>([
    [['--text', 'Hé €'], submitted({ short_message: gsm7('Hé €') })],
    [['--text', 'Привет'], submitted({ data_coding: 8, short_message: ucs2('Привет') })],
    [['--text', ''], submitted({ short_message: Buffer.alloc(0) })],
    [['--text', 'Hé', '--encoding', 'gsm7'], submitted({ short_message: gsm7('Hé') })],
    [
      ['--text', 'Hello', '--encoding', 'gsm7-packed', '--data-coding', '0'],
      submitted({ short_message: octets('c8329bfd06') }),
    ],
    [
      ['--text', 'Hé', '--encoding', 'latin1'],
      submitted({ data_coding: 3, short_message: Buffer.from('Hé', 'latin1') }),
    ],
    [
      ['--text', 'He', '--encoding', 'ascii'],
      submitted({ data_coding: 1, short_message: Buffer.from('He') }),
    ],
    [['--text', 'He', '--encoding', 'ucs2'], submitted({ data_coding: 8, short_message: ucs2('He') })],
    [
      ['--text', '00 ff', '--encoding', 'binary'],
      submitted({ data_coding: 4, short_message: octets('00ff') }),
    ],
    [
      ['--text', 'Hé', '--data-coding', '3'],
      submitted({ data_coding: 3, short_message: Buffer.from('Hé', 'latin1') }),
    ],
    [
      ['--text', 'Hi', '--data-coding', '0xf1', '--encoding', 'gsm7'],
      submitted({ data_coding: 0xf1, short_message: gsm7('Hi') }),
    ],
    [['--text', 'Hi', '--esm-class', '0x83'], submitted({ esm_class: 0x83, short_message: gsm7('Hi') })],
    [
      ['--text', 'Hi', '--registered-delivery', '0x1d'],
      submitted({ registered_delivery: 0x1d, short_message: gsm7('Hi') }),
    ],
    [
      ['--text', 'Hi', '--schedule', '2026-12-24T18:30:05Z'],
      submitted({ schedule_delivery_time: '261224183005000+', short_message: gsm7('Hi') }),
    ],
    [
      ['--text', 'Hi', '--schedule', '2026-12-24T18:30+01:00'],
      submitted({ schedule_delivery_time: '261224173000000+', short_message: gsm7('Hi') }),
    ],
    [
      ['--text', 'Hi', '--validity', '1d12h30m15s'],
      submitted({ validity_period: '000001123015000R', short_message: gsm7('Hi') }),
    ],
    [
      ['--text', 'Hi', '--validity', '261224183005404-'],
      submitted({ validity_period: '261224183005404-', short_message: gsm7('Hi') }),
    ],
    [
      ['--text', 'Hi', '--tlv', 'user_message_reference=513'],
      submitted({ short_message: gsm7('Hi'), user_message_reference: 513 }),
    ],
    [
      ['--text', 'Hi', '--tlv', '0x1400=0x313233', '--tlv', '0x1401=', '--tlv', '0x1400=00'],
      submitted({ short_message: gsm7('Hi') }, '1400000331323314010000140000 0100'.replace(' ', '')),
    ],
    [
      ['--text', 'Hi', '--pdu', 'data_sm'],
      written('data_sm', { ...base, message_payload: Buffer.from('Hi') }),
    ],
    [['--from', '', '--text', 'Hi'], written('submit_sm', { ...to, short_message: gsm7('Hi') })],
    [
      ['--from', 'Acme Bank', '--text', 'Hi'],
      written('submit_sm', {
        ...to,
        source_addr_ton: 5,
        source_addr: 'Acme Bank',
        short_message: gsm7('Hi'),
      }),
    ],
    [
      ['--from', '+44 20 7946 0958', '--text', 'Hi'],
      written('submit_sm', {
        ...to,
        source_addr_ton: 1,
        source_addr_npi: 1,
        source_addr: '442079460958',
        short_message: gsm7('Hi'),
      }),
    ],
    [
      ['--text', 'Hi', '--wait-receipt', '0.001'],
      submitted({ registered_delivery: 1, short_message: gsm7('Hi') }),
    ],
  ])('%j', async (words, expected) => {
    if (words.includes('--wait-receipt')) {
      const run = new CliRun(['send', ...connection, '--from', '4711', '--to', '12025550123', ...words], {
        password: 'secret01',
      });
      expect(await run.code).toBe(4);
      for (const each of received) each.writeUInt32BE(0, 12);
    } else await sent(words);
    expect(received.map(hex)).toEqual([expected]);
  });
});

describe('a long text in each method, as another library writes it', () => {
  const text = 'abcdefghi '.repeat(20);

  it.each([
    ['udh8', 153, (octet: Buffer) => octets(`050003${hex(octet.subarray(3, 4))}`)],
    ['udh16', 152, (octet: Buffer) => octets(`060804${hex(octet.subarray(3, 5))}`)],
  ] as const)('--long %s', async (method, most, headerOf) => {
    const parts = await sent(['--text', text, '--long', method, '--registered-delivery', '1']);
    expect(parts).toHaveLength(2);
    // Only the reference is the message's own choice; it is the same in both parts.
    const at = parts[0]?.indexOf(method === 'udh8' ? octets('050003') : octets('060804')) ?? -1;
    const header = headerOf(parts[0]?.subarray(at) ?? Buffer.alloc(0));
    const expected = [text.slice(0, most), text.slice(most)].map((part, index) =>
      submitted({
        esm_class: 0x40,
        registered_delivery: 1,
        short_message: Buffer.concat([header, Buffer.from([2, index + 1]), gsm7(part)]),
      }),
    );
    expect(parts.map(hex)).toEqual(expected);
  });

  it('--long sar', async () => {
    const parts = await sent(['--text', text, '--long', 'sar']);
    const at = parts[0]?.indexOf(octets('020c0002')) ?? -1;
    const reference = parts[0]?.readUInt16BE(at + 4);
    const expected = [text.slice(0, 152), text.slice(152)].map((part, index) =>
      submitted({
        short_message: gsm7(part),
        sar_msg_ref_num: reference,
        sar_total_segments: 2,
        sar_segment_seqnum: index + 1,
      }),
    );
    expect(parts.map(hex)).toEqual(expected);
  });

  it('--long payload', async () => {
    const expected = submitted({ short_message: Buffer.alloc(0), message_payload: gsm7(text) });
    expect((await sent(['--text', text, '--long', 'payload'])).map(hex)).toEqual([expected]);
  });

  it('--pdu data_sm, which has no short_message: cut as well, or whole with --long payload', async () => {
    const whole = written('data_sm', { ...base, message_payload: gsm7(text) });
    const words = ['--text', text, '--pdu', 'data_sm', '--long'];
    expect((await sent([...words, 'payload'])).map(hex)).toEqual([whole]);
    received.length = 0;
    const parts = await sent([...words, 'udh8']);
    const at = parts[0]?.indexOf(octets('050003')) ?? -1;
    const header = octets(`050003${hex(parts[0]?.subarray(at + 3, at + 4) ?? Buffer.alloc(0))}`);
    const expected = [text.slice(0, 153), text.slice(153)].map((part, index) =>
      written('data_sm', {
        ...base,
        esm_class: 0x40,
        message_payload: Buffer.concat([header, Buffer.from([2, index + 1]), gsm7(part)]),
      }),
    );
    expect(parts.map(hex)).toEqual(expected);
  });
});

describe('options together, as another library writes them', () => {
  const all = [
    ...['--esm-class', '0x02', '--registered-delivery', '0x11', '--data-coding', '0x11'],
    ...['--encoding', 'latin1', '--schedule', '1h', '--validity', '2d', '--tlv', 'source_port=9204'],
    ...['--tlv', '0x1402=01'],
  ];
  const fields = {
    esm_class: 0x02,
    registered_delivery: 0x11,
    data_coding: 0x11,
    schedule_delivery_time: '000000010000000R',
    validity_period: '000002000000000R',
    short_message: Buffer.from('Hé', 'latin1'),
    source_port: 9204,
  };
  const unnamed = '1402000101';

  it('in one submit_sm', async () => {
    expect((await sent(['--text', 'Hé', ...all])).map(hex)).toEqual([submitted(fields, unnamed)]);
  });

  it('to two with a submit_sm each', async () => {
    const second = written('submit_sm', { ...base, ...fields, destination_addr: '12025550124' }, unnamed);
    expect((await sent(['--text', 'Hé', '--to', '+1 202 555 0124', ...all])).map(hex)).toEqual([
      submitted(fields, unnamed),
      second,
    ]);
  });

  it('to two with one submit_multi', async () => {
    const words = ['--text', 'Hé', '--to', '12025550124', '--to', '12025550123', '--pdu', 'submit_multi'];
    const dest_address = ['12025550123', '12025550124'].map((destination_addr) => ({
      ...to,
      destination_addr,
    }));
    expect((await sent([...words, ...all])).map(hex)).toEqual([
      written('submit_multi', { ...from, ...fields, dest_address }, unnamed),
    ]);
  });

  it('with a long text: the UDHI bit joins the esm_class that was given, and each part has every field', async () => {
    const text = 'é'.repeat(141);
    const parts = await sent(['--text', text, ...all]);
    const at = parts[0]?.indexOf(octets('050003')) ?? -1;
    const reference = parts[0]?.subarray(at + 3, at + 4) ?? Buffer.alloc(0);
    const expected = [134, 7].map((length, index) =>
      submitted(
        {
          ...fields,
          esm_class: 0x42,
          short_message: Buffer.concat([
            octets('050003'),
            reference,
            Buffer.from([2, index + 1]),
            Buffer.from('é'.repeat(length), 'latin1'),
          ]),
        },
        unnamed,
      ),
    );
    expect(parts.map(hex)).toEqual(expected);
  });

  it('octets with a header of their own', async () => {
    const words = ['--text', '0605040b8423f0 01 02', '--encoding', 'binary', '--esm-class', '0x40'];
    expect((await sent([...words, '--data-coding', '0xf5'])).map(hex)).toEqual([
      submitted({ esm_class: 0x40, data_coding: 0xf5, short_message: octets('0605040b8423f00102') }),
    ]);
  });
});

describe('what goes beyond the specification', () => {
  it('is sent as it is written, and said', async () => {
    const run = new CliRun(
      [
        ...['send', ...connection, '--from', '4711', '--to', '12025550123', '--text', 'Hi'],
        ...['--validity', '261399000000000+', '--tlv', 'message_payload=0x41'],
      ],
      { password: 'secret01' },
    );
    expect(await run.code).toBe(0);
    for (const each of received) each.writeUInt32BE(0, 12);
    expect(received.map(hex)).toEqual([
      submitted({
        validity_period: '261399000000000+',
        short_message: gsm7('Hi'),
        message_payload: Buffer.from('A'),
      }),
    ]);
    const notes = run.notes.join('\n');
    expect(notes).toMatch(/validity_period is no time of SMPP.* It is sent all the same\./);
    expect(notes).toMatch(/message_payload.* It is sent all the same\./);
  });
});
