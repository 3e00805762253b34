import smpp from 'smpp';
import { describe, expect, it } from 'vitest';
import { trunkAlphabets } from '#shared/model/alphabets';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { hexText } from '#shared/smpp/text/alphabets';
import type { MessageContent, MessageOptions } from '#shared/smpp/text/message-options';
import { planMessage, type MessagePlan } from '#shared/smpp/text/message-plan';

const packing = trunkAlphabets.parse({ default: 'gsm7-packed' });
const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

function planned(content: MessageContent, options: MessageOptions = {}): MessagePlan {
  const plan = planMessage(content, options, () => 0x1234);
  if (!plan.ok) throw new Error(plan.sentence);
  return plan;
}

const startOf = (plan: MessagePlan, index: number, length: number): string =>
  hexText(plan.segments[index]?.octets.subarray(0, length) ?? new Uint8Array(0));

describe('known texts and their octets', () => {
  it.each<[string, MessageOptions, number, number, string]>([
    ['Hi @', {}, 0, 0, '48 69 20 00'],
    ['Hi @', { alphabet: 'latin1' }, 3, 0, '48 69 20 40'],
    ['Hi @', { alphabet: 'ascii' }, 1, 0, '48 69 20 40'],
    ['Hi', { alphabet: 'ucs2' }, 8, 0, '00 48 00 69'],
    ['Hi', { isFlash: true }, 0x10, 0, '48 69'],
    ['ж', { isFlash: true }, 0x18, 0, '04 36'],
    ['Hi', { dataCoding: 0xf1 }, 0xf1, 0, '48 69'],
    ['hellohello', { map: packing }, 0, 0, 'e8 32 9b fd 46 97 d9 ec 37'],
    // Seven spare bits hold a CR.
    ['1234567', { map: packing }, 0, 0, '31 d9 8c 56 b3 dd 1a'],
    ['Aş', { shiftTables: { language: 1, tables: 'single' } }, 0, 0x40, '03 24 01 01 41 1b 73'],
    ['Aş', { shiftTables: { language: 1, tables: 'locking' } }, 0, 0x40, '03 25 01 01 41 1d'],
    ['şĞ', { shiftTables: { language: 1, tables: 'both' } }, 0, 0x40, '06 24 01 01 25 01 01 1d 0b'],
    ['¿á', { shiftTables: { language: 2, tables: 'single' } }, 0, 0x40, '03 24 01 02 60 1b 61'],
    // Three fill bits after four octets of header, and seven spare bits.
    ['aa', { map: packing, shiftTables: { language: 1, tables: 'single' } }, 0, 0x40, '03 24 01 01 08 87 1b'],
  ])('%j %j', (text, options, dataCoding, esmClassBits, hex) => {
    const plan = planned({ text }, options);
    expect(plan).toMatchObject({ dataCoding, method: 'single', reference: null });
    expect(plan.segments).toMatchObject([{ dataCoding, esmClassBits, text, tlvs: [] }]);
    expect(startOf(plan, 0, 40)).toBe(hex);
  });

  it('writes long messages by each method', () => {
    const text = 'a'.repeat(161);
    const udh8 = planned({ text });
    expect([startOf(udh8, 0, 7), startOf(udh8, 1, 7)]).toEqual([
      '05 00 03 34 02 01 61',
      '05 00 03 34 02 02 61',
    ]);
    const udh16 = planned({ text }, { longMethod: 'udh16' });
    expect(startOf(udh16, 1, 8)).toBe('06 08 04 12 34 02 02 61');
    const packed = planned({ text }, { map: packing });
    // One fill bit: the first septet begins at bit 49.
    expect(startOf(packed, 0, 8)).toBe('05 00 03 34 02 01 c2 e1');
    const sar = planned({ text }, { longMethod: 'sar' });
    expect(
      sar.segments.map(({ esmClassBits, tlvs }) => [
        esmClassBits,
        tlvs.map(({ tag, value }) => [tag, hexText(value)]),
      ]),
    ).toEqual(
      ['01', '02'].map((number) => [
        0,
        [
          [0x020c, '12 34'],
          [0x020e, '02'],
          [0x020f, number],
        ],
      ]),
    );
    const payload = planned({ text }, { longMethod: 'payload' });
    expect(payload).toMatchObject({ method: 'payload', reference: null });
    expect(payload.segments[0]).toMatchObject({ shortMessage: new Uint8Array(0), tlvs: [{ tag: 0x0424 }] });
    expect(payload.segments[0]?.tlvs[0]?.value).toHaveLength(161);
  });

  it('keeps a header of the octets in every part, and a concatenation of its own only where it is whole', () => {
    const header = octets('0b 05 04 0b 84 23 f0 00 03 07 01 01');
    const short = planned(
      { octets: Uint8Array.of(...header, 1, 2), hasHeader: true },
      { alphabet: 'binary' },
    );
    expect(startOf(short, 0, 40)).toBe(hexText(Uint8Array.of(...header, 1, 2)));
    const long = planned(
      { octets: Uint8Array.of(...header, ...new Uint8Array(200)), hasHeader: true },
      { alphabet: 'binary' },
    );
    expect(startOf(long, 1, 13)).toBe('0b 00 03 34 02 02 05 04 0b 84 23 f0 00');
    const broken = planMessage({ octets: octets('05 00 41'), hasHeader: true }, {}, () => 0);
    expect(broken).toMatchObject({ ok: false, kind: 'header' });
  });
});

describe('a second implementation', () => {
  it.each<[string, MessageOptions]>([
    ['Hello @ $ € {x}', {}],
    ['a'.repeat(161), {}],
    ['Grüße, déjà vu '.repeat(12), { alphabet: 'latin1' }],
    ['Привет, 😀 '.repeat(10), {}],
    ['Привет '.repeat(20), { longMethod: 'udh16' }],
    ['€uro '.repeat(60), { longMethod: 'sar' }],
    ['x'.repeat(500), { longMethod: 'payload' }],
  ])('reads %j %j', (text, options) => {
    const { segments, dataCoding } = planned({ text }, options);
    const read = segments.map(({ shortMessage, esmClassBits, tlvs }) => {
      const body = { esmClass: esmClassBits, dataCoding, shortMessage };
      const encoded = encode(createPdu('submit_sm', { sequenceNumber: 1, body, tlvs }));
      const pdu = new smpp.PDU(Buffer.from(encoded));
      const { message } = (pdu['message_payload'] ?? pdu['short_message']) as { message: string };
      return message;
    });
    expect(read.join('')).toBe(text);
  });
});

describe('refusals say what to do', () => {
  const text = 'a'.repeat(161);
  it.each<[MessageContent, MessageOptions, string, RegExp]>([
    [{ text }, { longMethod: 'refuse' }, 'long-refused', /Shorten it/],
    [{ text }, { longMethod: 'sar', version: '3.3' }, 'version', /no TLVs.*Choose UDH/],
    [{ text }, { longMethod: 'payload', version: '3.3' }, 'version', /message_payload/],
    [
      { text },
      { longMethod: 'sar', alphabet: 'gsm7', shiftTables: { language: 1, tables: 'single' } },
      'header',
      /Shift tables need/,
    ],
    [
      { text: 'é' },
      { alphabet: 'ascii' },
      'character',
      /position 1 cannot be written in ASCII.*choose UCS-2/,
    ],
    [{ text: 'é' }, { alphabet: 'latin1', isFlash: true }, 'data-coding', /flash message in Latin-1/],
    [{ text: 'é' }, { alphabet: 'binary' }, 'alphabet', /hexadecimal/],
    [{ text: 'é' }, { dataCoding: 5 }, 'alphabet', /names no alphabet/],
    [
      { text: 'é' },
      { alphabet: 'gsm7', shiftTables: { language: 2, tables: 'locking' } },
      'shift-tables',
      /Spanish has no locking/,
    ],
    [
      { text: 'é' },
      { alphabet: 'ucs2', shiftTables: { language: 1, tables: 'best' } },
      'shift-tables',
      /belong to GSM 7-bit/,
    ],
    [{ text }, { shortMessageOctets: 10 }, 'long-refused', /too little room/],
    [{ text: 'a'.repeat(66_000) }, { longMethod: 'payload' }, 'too-long', /65535 octets/],
    [{ octets: new Uint8Array(255 * 134 + 1) }, {}, 'too-long', /256 segments/],
  ])('%#', (content, options, kind, sentence) => {
    const plan = planMessage(content, options, () => 0);
    expect(plan).toMatchObject({ ok: false, kind });
    expect(plan.ok ? '' : plan.sentence).toMatch(sentence);
  });
});
