import { describe, expect, it } from 'vitest';
import { octetsOf, samplePdu } from '#test/fixtures/pdus';
import { framed } from '#test/support/arbitrary-pdu';
import { annotate } from '#shared/smpp/annotate';
import { decode } from '#shared/smpp/decode';
import { encode, EncodeError } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { createPdu, type Pdu, type Tlv } from '#shared/smpp/pdu';
import { findTlv, readTlvCString, readTlvInteger } from '#shared/smpp/tlv';

/**
 * What the framing and the codec of `smpp` 0.6.0-rc.4 (node-smpp) get wrong, numbered: none of it may be true here.
 */
const octets = (...values: number[]): Uint8Array => Uint8Array.from(values);
const text = (content: string): Uint8Array =>
  Uint8Array.from(content, (character) => character.charCodeAt(0));
const deliver = (...tlvs: readonly Tlv[]): Uint8Array =>
  encode(
    createPdu('deliver_sm', {
      sequenceNumber: 1,
      body: { sourceAddr: '123', shortMessage: text('hi') },
      tlvs,
    }),
  );
const enquireLink = encode(createPdu('enquire_link', { sequenceNumber: 2 }));

function frames(stream: Uint8Array): { readonly frames: Uint8Array[]; readonly framer: Framer } {
  const framer = new Framer();
  const found: Uint8Array[] = [];
  framer.push(stream, (frame) => found.push(frame));
  return { frames: found, framer };
}

function tlvsOf(pdu: Pdu): readonly Tlv[] {
  return pdu.command === 'unknown' ? [] : pdu.tlvs;
}

describe('framing', () => {
  it('S1: a PDU that cannot be parsed does not stop the ones after it', () => {
    const broken = samplePdu('B39');
    const { frames: found, framer } = frames(Uint8Array.of(...broken, ...enquireLink));
    expect(found.map((frame) => decode(frame).problems.length)).toEqual([1, 0]);
    expect(decode(found[1] ?? octets()).pdu.command).toBe('enquire_link');
    expect(framer.error).toBeNull();
  });

  it('S1: an error carries the octets', () => {
    const { framer } = frames(Uint8Array.of(...enquireLink, 0xde, 0xad, 0xbe, 0xef, 1, 2, 3));
    expect(framer.error?.octets).toEqual(octets(0xde, 0xad, 0xbe, 0xef, 1, 2, 3));
  });

  it.each([1, 2, 3, 4])('S2: command_length %i is an error, not a wait for ever', (length) => {
    expect(frames(octets(0, 0, 0, length)).framer.error?.commandLength).toBe(length);
  });

  it('S3: command_length 0 is an error, and no PDU is made up from what follows', () => {
    const { frames: found, framer } = frames(Uint8Array.of(0, 0, 0, 0, ...enquireLink));
    expect(framer.error?.commandLength).toBe(0);
    expect(found).toEqual([]);
  });

  it('S4: an HTTP request is told as what it is', () => {
    expect(frames(text('GET / HTTP/1.0\r\n\r\n')).framer.error?.message).toContain('HTTP request');
  });
});

describe('valid PDUs that end a session there', () => {
  it('S5: alert_on_message_delivery of no octets, at the end', () => {
    const { pdu, problems } = decode(
      encode(createPdu('submit_sm', { sequenceNumber: 1, tlvs: [{ tag: 0x130c, value: octets() }] })),
    );
    expect(problems).toEqual([]);
    expect(tlvsOf(pdu)).toEqual([{ tag: 0x130c, value: octets() }]);
  });

  it('S5: source_telematics_id of one octet', () => {
    const frame = encode(
      createPdu('data_sm', { sequenceNumber: 1, tlvs: [{ tag: 0x0010, value: octets(9) }] }),
    );
    const { pdu, problems } = decode(frame);
    expect(problems).toEqual([]);
    const tlv = findTlv(pdu, 'source_telematics_id');
    expect(tlv && readTlvInteger(tlv)).toBe(9);
    expect(annotate(frame).problems).toEqual([]);
  });

  it('S5: message_payload of 65535 octets', () => {
    const value = new Uint8Array(65_535).fill(0x41);
    const frame = encode(createPdu('data_sm', { sequenceNumber: 1, tlvs: [{ tag: 0x0424, value }] }));
    expect(frames(frame).frames.map((found) => Buffer.compare(found, frame))).toEqual([0]);
    expect(decode(frame).problems).toEqual([]);
  });

  it('S5: a validity_period of “5R”', () => {
    const frame = encode(createPdu('submit_sm', { sequenceNumber: 1, body: { validityPeriod: '5R' } }));
    const { pdu, problems } = decode(frame);
    expect(problems).toEqual([]);
    expect(pdu).toMatchObject({ body: { validityPeriod: '5R' } });
    expect(annotate(frame).problems.map(({ code }) => code)).toEqual(['not-a-time']);
  });
});

describe('S6: malformed bodies are problems, never exceptions', () => {
  it.each([
    ['an integer TLV without a value', '001000010004270000'],
    ['callback_num of one octet', '0381000100'],
    ['billing_identification of no octets', '060b0000'],
    ['broadcast_area_identifier of no octets', '06060000'],
  ])('%s', (_name, tlvs) => {
    const frame = framed(Uint8Array.of(...deliver(), ...octetsOf(tlvs)));
    expect(decode(frame).problems.filter(({ code }) => code !== 'tlv-overrun')).toEqual([]);
    expect(annotate(frame).problems.length).toBeGreaterThan(0);
  });

  it('submit_multi with a count larger than the data', () => {
    const frame = framed(
      Uint8Array.of(...octetsOf('00000000000000210000000000000001'), 0, 0, 0, 0, 9, 1, 1, 1, 0x31, 0),
    );
    const { problems } = decode(frame);
    expect(problems.map(({ code, sentence }) => [code, sentence])).toEqual([
      ['missing-field', 'The PDU ends before dest_address 2.'],
    ]);
  });

  it('submit_multi_resp with a count larger than the data', () => {
    const frame = framed(
      Uint8Array.of(...octetsOf('00000000800000210000000000000001'), 0x61, 0, 3, 1, 1, 0x31, 0, 0, 0),
    );
    expect(decode(frame).problems.map(({ code }) => code)).toEqual(['missing-field']);
  });
});

describe('decoding', () => {
  it('C1: receipted_message_id without a NUL does not read into the next TLV', () => {
    const frame = deliver({ tag: 0x001e, value: text('MSG123') }, { tag: 0x0427, value: octets(2) });
    const tlv = findTlv(decode(frame).pdu, 'receipted_message_id');
    expect(tlv && readTlvCString(tlv)).toBe('MSG123');
    expect(annotate(frame).problems.map(({ sentence }) => sentence)).toEqual([
      'receipted_message_id has no terminating NUL; it is read without.',
    ]);
  });

  it('C2: an integer TLV of another length keeps its value', () => {
    const frame = deliver({ tag: 0x0427, value: octets(0, 0, 0, 2) });
    const tlv = findTlv(decode(frame).pdu, 'message_state');
    expect(tlv && readTlvInteger(tlv)).toBe(2);
    expect(annotate(frame).problems.map(({ code }) => code)).toEqual(['tlv-length']);
  });

  it.each([
    ['a TLV length beyond the PDU', '04270009aa', 'tlv-overrun'],
    ['three octets left over', '042700', 'tlv-incomplete'],
    ['one octet left over', '01', 'tlv-incomplete'],
    ['a NUL left over', '00', 'trailing-nul'],
  ])('C3: %s is told', (_name, rest, code) => {
    const frame = framed(Uint8Array.of(...deliver(), ...octetsOf(rest)));
    expect(decode(frame).problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('C3: a truncated mandatory part leaves no field undefined', () => {
    const whole = deliver();
    const { pdu, problems } = decode(framed(whole.slice(0, 30)));
    expect(problems).toMatchObject([{ code: 'missing-field', field: 'validity_period', commandStatus: 2 }]);
    expect(Object.values(pdu.command === 'deliver_sm' && pdu.body !== null ? pdu.body : {})).not.toContain(
      undefined,
    );
    expect(pdu).toMatchObject({ body: { sourceAddr: '123', dataCoding: 0, shortMessage: octets() } });
  });

  it('C4: octets of 0x80 and more survive in strings', () => {
    const pdu = createPdu('deliver_sm', {
      sequenceNumber: 1,
      body: { sourceAddr: 'caf\u00e9\u00ff\u0080\u0093' },
    });
    const frame = encode(pdu);
    expect(Buffer.from(frame).toString('hex')).toContain('636166e9ff8093');
    expect(decode(frame).pdu).toEqual(pdu);
  });

  it('C5: a vendor’s TLV that comes twice is there twice, in its order', () => {
    const tlvs = [
      { tag: 0x1400, value: octets(1) },
      { tag: 0x0427, value: octets(2) },
      { tag: 0x1400, value: octets(3) },
    ];
    expect(tlvsOf(decode(deliver(...tlvs)).pdu)).toEqual(tlvs);
  });

  it('C6: an unknown command keeps its octets, and goes out again', () => {
    const frame = samplePdu('B42a');
    const { pdu, problems } = decode(frame);
    expect(problems).toEqual([]);
    expect(pdu).toMatchObject({ command: 'unknown', commandId: 0x110, rest: octets(0x0f) });
    expect(encode(pdu)).toEqual(frame);
  });

  it('C7: a relative time stays as it was written', () => {
    const pdu = createPdu('submit_sm', { sequenceNumber: 1, body: { validityPeriod: '000007000000000R' } });
    const { pdu: decoded } = decode(encode(pdu));
    expect(decoded).toMatchObject({ body: { validityPeriod: '000007000000000R' } });
    expect(encode(decoded)).toEqual(encode(pdu));
  });

  it('C8: a decoded PDU with a header in its text can be sent again', () => {
    const frame = samplePdu('B8');
    expect(encode(decode(frame).pdu)).toEqual(frame);
  });

  it('C9: body and TLVs go out with any command_status', () => {
    const pdu = createPdu('submit_sm_resp', {
      sequenceNumber: 1,
      commandStatus: 0x0b,
      body: { messageId: 'abc' },
      tlvs: [{ tag: 0x001d, value: text('no such number\0') }],
    });
    expect(decode(encode(pdu)).pdu).toEqual(pdu);
  });

  it('C10: the text of replace_sm is octets, as everywhere', () => {
    expect(decode(samplePdu('B47')).pdu).toMatchObject({ body: { shortMessage: text('text') } });
  });

  it('C11: encoding changes nothing in the PDU', () => {
    const pdu = createPdu('submit_sm', {
      sequenceNumber: 1,
      body: { shortMessage: text('hi'), validityPeriod: '5R' },
    });
    const before = structuredClone(pdu);
    encode(pdu);
    expect(pdu).toEqual(before);
  });

  it('C12: broadcast_area_success may come once for each area', () => {
    const area = (name: string): Tlv => ({ tag: 0x0606, value: Uint8Array.of(0, ...text(name)) });
    const success = (percent: number): Tlv => ({ tag: 0x0608, value: octets(percent) });
    const tlvs = [{ tag: 0x0427, value: octets(2) }, area('north'), area('south'), success(100), success(40)];
    const pdu = createPdu('query_broadcast_sm_resp', { sequenceNumber: 1, body: { messageId: 'b1' }, tlvs });
    const frame = encode(pdu);
    expect(tlvsOf(decode(frame).pdu)).toEqual(tlvs);
    expect(annotate(frame).problems).toEqual([]);
  });
});

describe('encoding refuses, with the field and the reason', () => {
  it.each([
    ['short_message', { shortMessage: new Uint8Array(256) }],
    ['priority_flag', { priorityFlag: 256 }],
    ['priority_flag', { priorityFlag: 1.5 }],
    ['priority_flag', { priorityFlag: Number.NaN }],
    ['destination_addr', { destinationAddr: 'Ж' }],
    ['source_addr', { sourceAddr: 'a\0b' }],
  ])('%s', (field, body) => {
    const pdu = createPdu('submit_sm', { sequenceNumber: 1, body });
    expect(() => encode(pdu)).toThrow(EncodeError);
    expect(() => encode(pdu)).toThrow(expect.objectContaining({ field }));
  });

  it('but never cuts or refuses what can be represented: long addresses and passwords', () => {
    const address = '1'.repeat(100);
    const submit = createPdu('submit_sm', { sequenceNumber: 1, body: { destinationAddr: address } });
    expect(decode(encode(submit)).pdu).toEqual(submit);
    const bind = createPdu('bind_transceiver', { sequenceNumber: 1, body: { password: 'p'.repeat(30) } });
    expect(decode(encode(bind)).pdu).toEqual(bind);
  });
});
