import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tlv } from '#shared/smpp/pdu';
import { concatenation8Udh, concatenationOf, parseUdh } from '#shared/smpp/text/udh';
import { trunkAlphabets } from '#shared/model/alphabets';
import { readUserData, segmentKey } from '#shared/smpp/text/user-data';

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const tlv = (tag: number, hex: string): Tlv => ({ tag, value: octets(hex) });
const concatenation = (hex: string) => concatenationOf(parseUdh(octets(hex)).elements);
const UDHI = 0x40;

describe('the user data header', () => {
  it('reads its elements with their places', () => {
    const udh = parseUdh(octets('0b 05 04 0b 84 23 f0 00 03 2a 02 01 41'));
    expect(udh).toEqual({
      elements: [
        { iei: 5, offset: 1, data: octets('0b 84 23 f0') },
        { iei: 0, offset: 7, data: octets('2a 02 01') },
      ],
      length: 12,
      problem: null,
    });
  });

  it.each([
    ['', 0, 'A user data header is announced, but there are no octets.'],
    ['05 00 03', 3, 'The user data header says 5 octets, but only 2 follow.'],
    ['03 00 03 aa', 4, 'The header element 0x00 reaches beyond the header.'],
    ['01 24 41', 2, 'The header element 0x24 reaches beyond the header.'],
  ])('says what is wrong with %j', (hex, length, problem) => {
    expect(parseUdh(octets(hex))).toMatchObject({ elements: [], length, problem });
  });

  it('an empty one is no problem', () => {
    expect(parseUdh(octets('00 41'))).toEqual({ elements: [], length: 1, problem: null });
  });

  it('stays within any octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (source) => {
        const { elements, length } = parseUdh(source);
        expect(length).toBeLessThanOrEqual(source.length);
        for (const { offset, data } of elements) expect(offset + 2 + data.length).toBeLessThanOrEqual(length);
      }),
    );
  });
});

describe('a header that is longer than the message', () => {
  it.each([
    ['text whose UDHI was set by mistake', '48 65 6c 6c 6f'],
    ['a concatenation in front', '7f 00 03 2a 02 01 41'],
  ])('is none, and nothing of the text is lost: %s', (_what, hex) => {
    const data = readUserData({ esmClass: UDHI, dataCoding: 0, shortMessage: octets(hex), tlvs: [] });
    expect(data.textOctets).toEqual(octets(hex));
    expect(data.segment).toBeNull();
    expect(data.problems[0]?.sentence).toMatch(
      /^The user data header says \d+ octets, but only \d follow\.$/,
    );
  });

  it('shows the text', () => {
    const shortMessage = octets('48 65 6c 6c 6f');
    expect(readUserData({ esmClass: UDHI, dataCoding: 0, shortMessage, tlvs: [] }).text).toBe('Hello');
  });
});

describe('the concatenation', () => {
  it('has a reference of 8 or 16 bits', () => {
    expect(concatenation('05 00 03 2a 03 02')).toEqual({
      reference: 0x2a,
      total: 3,
      number: 2,
      referenceBits: 8,
    });
    expect(concatenation('06 08 04 12 34 02 01')).toEqual({
      reference: 0x1234,
      total: 2,
      number: 1,
      referenceBits: 16,
    });
    expect(parseUdh(concatenation8Udh(300, 2, 1)).elements[0]?.data).toEqual(Uint8Array.of(44, 2, 1));
  });

  it.each([
    ['total 0', '05 00 03 2a 00 00'],
    ['number 0', '05 00 03 2a 02 00'],
    ['number above the total', '05 00 03 2a 02 03'],
    ['a wrong length', '04 00 02 2a 02'],
    ['no such element', '03 24 01 01'],
  ])('is ignored: %s', (_, hex) => {
    expect(concatenation(hex)).toBeNull();
  });

  it('the last one counts when it is repeated', () => {
    expect(concatenation('0a 00 03 01 02 01 00 03 02 02 02')?.reference).toBe(2);
  });
});

describe('the segment of an inbound PDU', () => {
  const sar = [tlv(0x020c, '12 34'), tlv(0x020e, '03'), tlv(0x020f, '02')];

  it('comes from the header', () => {
    const key = segmentKey(parseUdh(octets('05 00 03 2a 03 02')), sar);
    expect(key).toEqual({ by: 'udh-8', reference: 0x2a, total: 3, number: 2 });
  });

  it('comes from the SAR TLVs, which count only together', () => {
    expect(segmentKey(null, sar)).toEqual({ by: 'sar', reference: 0x1234, total: 3, number: 2 });
    expect(segmentKey(parseUdh(octets('06 05 04 0b 84 23 f0')), sar)?.by).toBe('sar');
    for (const missing of sar)
      expect(
        segmentKey(
          null,
          sar.filter((one) => one !== missing),
        ),
      ).toBeNull();
  });

  it('is none where the SAR numbers make no sense', () => {
    expect(segmentKey(null, [...sar.slice(0, 2), tlv(0x020f, '04')])).toBeNull();
    expect(segmentKey(null, [...sar.slice(0, 2), tlv(0x020f, '00')])).toBeNull();
    expect(segmentKey(null, [...sar.slice(0, 2), tlv(0x020f, '')])).toBeNull();
  });
});

describe('reading user data', () => {
  it('takes the header off', () => {
    const data = readUserData({
      esmClass: UDHI,
      dataCoding: 8,
      shortMessage: octets('05 00 03 2a 02 01 04 1f 04 40'),
      tlvs: [],
    });
    expect(data).toMatchObject({ text: 'Пр', encoding: 'ucs2', problems: [], segment: { number: 1 } });
    expect(data.textOctets).toEqual(octets('04 1f 04 40'));
  });

  it('takes message_payload before short_message', () => {
    const data = readUserData({
      esmClass: 0,
      dataCoding: 0,
      shortMessage: octets('78'),
      tlvs: [tlv(0x0424, '48 69')],
    });
    expect(data).toMatchObject({ text: 'Hi', udh: null, segment: null });
  });

  it('does without either, as an empty data_sm', () => {
    expect(readUserData({ esmClass: 0, dataCoding: 0, tlvs: [] }).text).toBe('');
  });

  it.each([
    ['03 24 01 01 41 1b 73', 'Aş'],
    ['03 25 01 01 41 1d', 'Aş'],
    ['06 24 01 01 25 01 01 1d 1b 47', 'şĞ'],
    ['03 25 01 06 14 4d 51', 'औहि'],
    // The last of two counts.
    ['06 24 01 02 24 01 01 1b 73', 'ş'],
  ])('reads the national tables that the header names: %s', (hex, text) => {
    const shortMessage = octets(hex);
    const data = readUserData({ esmClass: UDHI, dataCoding: 0, shortMessage, tlvs: [] });
    expect(data).toMatchObject({ text, problems: [] });
  });

  it.each([
    ['03 24 01 0e 41', 'national language 14'],
    ['03 25 01 02 41', 'locking shift table of Spanish'],
  ])('says that a table does not exist: %s', (hex, words) => {
    const shortMessage = octets(hex);
    const data = readUserData({ esmClass: UDHI, dataCoding: 0, shortMessage, tlvs: [] });
    expect(data.text).toBe('A');
    expect(data.problems[0]?.sentence).toContain(words);
    expect(readUserData({ esmClass: UDHI, dataCoding: 3, shortMessage, tlvs: [] }).problems).toEqual([]);
  });

  it('reads packed septets behind the fill bits of the header, on a trunk that packs', () => {
    const map = trunkAlphabets.parse({ default: 'gsm7-packed' });
    const shortMessage = octets('05 00 03 2a 02 01 90 65 36 fb 0d');
    const data = readUserData({ esmClass: UDHI, dataCoding: 0, shortMessage, tlvs: [] }, map);
    expect(data).toMatchObject({ text: 'Hello', encoding: 'gsm7-packed', coding: { fillBits: 1 } });
  });

  it('reads the alphabets of the trunk', () => {
    const map = trunkAlphabets.parse({ default: 'latin1', overrides: { 5: 'ucs2' } });
    const read = (dataCoding: number, hex: string): string =>
      readUserData({ esmClass: 0, dataCoding, shortMessage: octets(hex), tlvs: [] }, map).text;
    expect(read(0, '40 e9')).toBe('@é');
    expect(read(5, '04 1f')).toBe('П');
    expect(read(0x10, '00')).toBe('@');
  });

  it('reports a header that does not hold together', () => {
    const data = readUserData({ esmClass: UDHI, dataCoding: 0, shortMessage: octets('41 42'), tlvs: [] });
    expect(data.problems).toHaveLength(1);
  });
});
