import { describe, expect, it } from 'vitest';
import { messageOptions, readMessages } from '#electron/cli/message-options';
import { Options } from '#electron/cli/options';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { tlv } from '#shared/smpp/tlv';
import { sendLine } from '../../../../renderer/features/pdu-log/pdu-copies';

const settingsOf = (changes: Partial<TrunkSettings> = {}): TrunkSettings =>
  trunkSettings.parse({ name: 'Test', host: 'localhost', systemId: 'demo', ...changes });

const target = ['--from', '4711', '--to', '12025550123'];

function read(words: readonly string[], settings = settingsOf(), isReceiptRequested = false) {
  const options = new Options(words, messageOptions);
  return readMessages(options, { settings, stored: null, clientKeyPem: null }, isReceiptRequested);
}

const requestsOf = (...words: string[]): MessageRequest[] =>
  read([...target, ...words]).flatMap(({ requests }) => requests);
const hexOf = ({ body }: MessageRequest): string =>
  body !== null && 'shortMessage' in body ? Buffer.from(body.shortMessage).toString('hex') : '';
const tagsOf = ({ tlvs = [] }: MessageRequest): number[] => tlvs.map(({ tag }) => tag);

describe('the message options', () => {
  it.each([
    ['auto', 'Hé', 0x00, '4805'],
    ['gsm7', 'Hé', 0x00, '4805'],
    ['latin1', 'Hé', 0x03, '48e9'],
    ['ascii', 'He', 0x01, '4865'],
    ['ucs2', 'Hé', 0x08, '004800e9'],
    ['binary', '0001 ff', 0x04, '0001ff'],
  ])('write %s', (encoding, text, dataCoding, hex) => {
    const [request] = requestsOf('--text', text, '--encoding', encoding);
    expect(request?.body).toMatchObject({ dataCoding });
    expect(request === undefined ? null : hexOf(request)).toBe(hex);
  });

  it('write GSM 7-bit packed, with the data_coding that is given', () => {
    const [request] = requestsOf('--text', 'Hello', '--encoding', 'gsm7-packed', '--data-coding', '0xf0');
    expect(request?.body).toMatchObject({ dataCoding: 0xf0 });
    expect(request === undefined ? null : hexOf(request)).toBe('c8329bfd06');
  });

  it.each([
    ['udh8', [0x40, 0x40], [[], []], '050003'],
    ['udh16', [0x40, 0x40], [[], []], '060804'],
    [
      'sar',
      [0, 0],
      [
        [0x020c, 0x020e, 0x020f],
        [0x020c, 0x020e, 0x020f],
      ],
      '616161',
    ],
    ['payload', [0], [[0x0424]], ''],
  ])('cut a long text as %s', (long, esmClasses, tags, start) => {
    const requests = requestsOf('--text', 'a'.repeat(200), '--long', long);
    expect(requests.map(({ body }) => (body !== null && 'esmClass' in body ? body.esmClass : null))).toEqual(
      esmClasses,
    );
    expect(requests.map(tagsOf)).toEqual(tags);
    expect(requests[0] === undefined ? null : hexOf(requests[0]).slice(0, start.length)).toBe(start);
  });

  it('set every other field', () => {
    const [request] = requestsOf(
      ...['--text', 'Hi', '--esm-class', '0x83', '--registered-delivery', '17', '--data-coding', '0x11'],
      ...['--schedule', '2026-09-05T14:30Z', '--validity', '1d12h'],
    );
    expect(request).toMatchObject({
      command: 'submit_sm',
      body: {
        sourceAddr: '4711',
        esmClass: 0x83,
        registeredDelivery: 17,
        dataCoding: 0x11,
        scheduleDeliveryTime: '260905143000000+',
        validityPeriod: '000001120000000R',
      },
    });
    const [raw] = requestsOf('--text', 'Hi', '--validity', '000007000000000R');
    expect(raw?.body).toMatchObject({ validityPeriod: '000007000000000R' });
  });

  it('add TLVs by name and by tag, in order', () => {
    const [request] = requestsOf(
      ...['--text', 'Hi', '--tlv', 'user_message_reference=517', '--tlv', '0x1400=0x3130 '.trim()],
      ...['--tlv', 'source_port=0x1234', '--tlv', '0x1401=', '--tlv', 'source_subaddress=0x80ff'],
    );
    expect(request?.tlvs).toEqual([
      { tag: 0x0204, value: Uint8Array.of(2, 5) },
      { tag: 0x1400, value: Uint8Array.of(0x31, 0x30) },
      { tag: 0x020a, value: Uint8Array.of(0x12, 0x34) },
      { tag: 0x1401, value: new Uint8Array(0) },
      { tag: 0x0202, value: Uint8Array.of(0x80, 0xff) },
    ]);
  });

  it('send to each destination once, or to all with one submit_multi', () => {
    const words = [
      '--from',
      '4711',
      '--to',
      '12025550123',
      '--to',
      '12025550124',
      '--to',
      '12025550123',
      '--text',
      'Hi',
    ];
    expect(read(words).map(({ destinations }) => destinations)).toEqual([['12025550123'], ['12025550124']]);
    const [multi, ...others] = read([...words, '--pdu', 'submit_multi']);
    expect(others).toEqual([]);
    expect(multi?.destinations).toEqual(['12025550123', '12025550124']);
    expect(multi?.requests).toMatchObject([
      { command: 'submit_multi', body: { destAddresses: [{ destFlag: 1 }, { destFlag: 1 }] } },
    ]);
  });

  it('send as data_sm, with the text in message_payload', () => {
    const [request] = requestsOf('--text', 'Hi', '--pdu', 'data_sm');
    expect(request).toMatchObject({
      command: 'data_sm',
      tlvs: [{ tag: 0x0424, value: Uint8Array.of(0x48, 0x69) }],
    });
  });

  it('ask for a receipt where one is waited for, unless told how', () => {
    const wait = (...words: string[]) =>
      read([...target, '--text', 'Hi', ...words], settingsOf(), true)[0]?.requests[0]?.body;
    expect(wait()).toMatchObject({ registeredDelivery: 1 });
    expect(wait('--registered-delivery', '2')).toMatchObject({ registeredDelivery: 2 });
    expect(() => wait('--registered-delivery', '0')).toThrow(/would wait in vain/);
  });
});

describe('message options that cannot be used', () => {
  it.each([
    [['--text', 'Hi', '--encoding', 'utf8'], '--encoding is auto, gsm7'],
    [['--text', 'Hi', '--long', 'split'], '--long is udh8, udh16, sar or payload'],
    [['--text', 'Hi', '--pdu', 'broadcast_sm'], '--pdu is submit_sm, data_sm or submit_multi'],
    [
      ['--text', 'ж', '--encoding', 'gsm7'],
      /^--text: .* cannot be written in GSM 7-bit\. Replace it, or choose --encoding ucs2 or auto\.$/,
    ],
    [
      ['--text', 'Hi', '--encoding', 'gsm7-packed'],
      /^--encoding: No data_coding means GSM 7-bit packed\. Give one with --data-coding, or choose another alphabet\.$/,
    ],
    [
      ['--text', 'Hi', '--data-coding', '4'],
      /^--data-coding: This data_coding names no alphabet that text can be written in\. Choose the alphabet with --encoding, or another data_coding\.$/,
    ],
    [['--text', '0x0', '--encoding', 'binary'], '--text: Write octets as pairs of hexadecimal digits.'],
    [['--text', 'Hi', '--data-coding', '256'], '--data-coding takes an octet'],
    [['--text', 'Hi', '--esm-class', 'x'], '--esm-class takes an octet'],
    [['--text', 'Hi', '--esm-class', '0x40'], '--esm-class: bit 6 says'],
    [['--text', 'Hi', '--registered-delivery', '-1'], 'registered-delivery'],
    [['--text', 'Hi', '--schedule', 'tomorrow'], '--schedule takes a date'],
    [['--text', 'Hi', '--validity', '2026-13-45'], '--validity takes a date'],
    [['--text', 'Hi', '--validity', '2026-02-30'], '--validity takes a date'],
    [['--text', 'Hi', '--validity', '2026-02-30T10:00Z'], '--validity takes a date'],
    [
      ['--text', 'Hi', '--validity', '2038-01-01T00:00Z'],
      /^--validity: The field has two digits for the year, up to 2037\. Choose an earlier date\.$/,
    ],
    [
      ['--text', 'Hi', '--schedule', '1999-12-31T23:59Z'],
      /^--schedule: The field has two digits for the year, from 2000 on\. Choose a later date\.$/,
    ],
    [
      ['--text', 'Hi', '--schedule', '36136d'],
      /^--schedule: The field holds durations up to 99 years\. Choose a shorter one\.$/,
    ],
    [
      ['--text', 'Hi', '--pdu', 'data_sm', '--schedule', '1h'],
      /^--schedule: data_sm has no schedule_delivery_time\. Leave it out, or choose submit_sm\.$/,
    ],
    [
      ['--text', 'Hi', '--pdu', 'data_sm', '--validity', '1h'],
      /^--validity: data_sm has no validity_period\. Leave it out, or choose submit_sm\.$/,
    ],
    [['--text', 'Hi', '--tlv', 'dest_addr_subunit=300'], '--tlv: dest_addr_subunit has 1 octet, and 300'],
    [['--text', 'Hi', '--tlv', 'nothing'], '--tlv takes name=value'],
    [
      ['--text', 'Hi', '--tlv', 'no_such_tlv=1'],
      /^--tlv: There is no TLV named no_such_tlv\. Give its tag and octets, as 0x1400=0x3132\.$/,
    ],
    [['--text', 'Hi', '--tlv', 'source_port=70000'], '--tlv: source_port has 2 octets'],
    [['--text', 'Hi', '--tlv', '1400=00'], '--tlv: a tag is written in hexadecimal after 0x'],
    [['--text', 'Hi', '--tlv', '0x10000=00'], '--tlv: a tag is 0x0000 to 0xffff'],
    [['--text', 'Hi', '--tlv', '0x1400=0xabc'], '--tlv 0x1400: write the octets as pairs'],
    [[], '--text is missing.'],
  ])('%j', (words, sentence) => {
    expect(() => requestsOf(...words)).toThrow(sentence);
  });

  it('are refused where the version has no such thing', () => {
    const old = settingsOf({ version: '3.3' });
    const words = [...target, '--text', 'Hi'];
    expect(() => read([...words, '--pdu', 'data_sm'], old)).toThrow(/^--pdu: .*no data_sm/);
    expect(() => read([...words, '--tlv', '0x1400=00'], old)).toThrow(/^--tlv: .*no TLVs/);
    const long = [...target, '--text', 'a'.repeat(200), '--long'];
    expect(() => read([...long, 'sar'], old)).toThrow(
      /^--long: SMPP 3\.3 has no TLVs, and SAR is made of them\. Choose udh8 or udh16\.$/,
    );
    expect(() => read([...long, 'payload'], old)).toThrow(
      /^--long: SMPP 3\.3 has no TLVs, and message_payload/,
    );
  });

  it('name a text that is too long', () => {
    const long = ['--text', 'a'.repeat(75_001)];
    expect(() => requestsOf(...long)).toThrow(/^--text: A text has at most 75000 characters\. Shorten it\.$/);
  });

  it('name a destination that cannot be written', () => {
    expect(() => read(['--from', '1', '--to', '', '--text', 'Hi'])).toThrow('--to is empty.');
    expect(() => read(['--from', '1', '--text', 'Hi'])).toThrow('--to is missing.');
    expect(() => read(['--from', '1', '--to', 'x'.repeat(30), '--text', 'Hi'])).toThrow(/^--to: /);
    expect(() => read(['--from', '1', '--to', '12025550123,12025550124', '--text', 'Hi'])).toThrow(
      /^--to takes one address, not “12025550123,12025550124”\. Repeat it for more\.$/,
    );
    expect(() => read(['--from', 'x'.repeat(65), '--to', '1', '--text', 'Hi'])).toThrow(
      /^--from: Enter one number or name of at most 64 characters\.$/,
    );
  });
});

describe('a copied send line', () => {
  /** The words as a POSIX shell hands them over. */
  const shellWords = (line: string): string[] =>
    [...line.matchAll(/(?:'[^']*'|\\.|[^\s'\\])+/g)].map(([word]) =>
      word.replaceAll(/'([^']*)'|\\(.)/g, (_, quoted?: string, escaped?: string) => quoted ?? escaped ?? ''),
    );

  it.each([
    ['plain text', { shortMessage: Buffer.from("It's -5 here, $HOME") }, []],
    ['text that begins with a dash', { shortMessage: Buffer.from('-5 degrees') }, []],
    ['UCS-2 that GSM 7-bit could say', { dataCoding: 8, shortMessage: Buffer.from('00480069', 'hex') }, []],
    ['a flash message', { dataCoding: 0x10, shortMessage: Buffer.from('Hi') }, []],
    ['octets', { dataCoding: 4, esmClass: 0x40, shortMessage: Buffer.from('0605040b8423f00102', 'hex') }, []],
    [
      'every field',
      {
        esmClass: 0x03,
        registeredDelivery: 0x11,
        scheduleDeliveryTime: '260905143000000+',
        validityPeriod: '000001000000000R',
        shortMessage: Buffer.from('Hi'),
      },
      [tlv('user_message_reference', Uint8Array.of(0, 5)), { tag: 0x1400, value: Uint8Array.of(1, 2) }],
    ],
  ])('of %s sends the same PDU', (_, fields, tlvs) => {
    const numbering = { sourceAddrTon: 3, destAddrTon: 1, destAddrNpi: 1 };
    const body = { ...numbering, sourceAddr: '4711', destinationAddr: '12025550123', ...fields };
    const octets = encode(createPdu('submit_sm', { sequenceNumber: 0, body, tlvs }));
    const [, , ...words] = shellWords(sendLine(octets) ?? '');
    const withoutTarget = words.slice(4);
    const [message] = read(withoutTarget);
    expect(message?.requests).toHaveLength(1);
    const [request] = message?.requests ?? [];
    if (request === undefined) throw new Error('Nothing is sent.');
    const { command, body: sent, tlvs: sentTlvs = [] } = request;
    const again = encode(createPdu(command, { sequenceNumber: 0, body: sent, tlvs: sentTlvs }));
    expect(Buffer.from(again).toString('hex')).toBe(Buffer.from(octets).toString('hex'));
  });
});
