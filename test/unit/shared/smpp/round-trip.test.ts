import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplePdus, octetsOf } from '#test/fixtures/pdus';
import {
  arbitraryMutation,
  arbitraryPdu,
  arbitraryPduOf,
  commandNames,
  framed,
} from '#test/support/arbitrary-pdu';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { createPdu, type Pdu } from '#shared/smpp/pdu';

const roundTrip = (pdu: Pdu) => decode(encode(pdu));

describe('decode after encode', () => {
  it.each(commandNames)('gives back every %s', (command) => {
    fc.assert(
      fc.property(arbitraryPduOf(command), (pdu) => {
        expect(roundTrip(pdu)).toEqual({ pdu, problems: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('gives back unknown commands with all their octets', () => {
    fc.assert(
      fc.property(arbitraryPdu, (pdu) => {
        expect(roundTrip(pdu)).toEqual({ pdu, problems: [] });
      }),
      { numRuns: 300 },
    );
  });
});

describe('encode after decode', () => {
  it('gives back the octets of every mutated PDU that has no structural problem', () => {
    let withoutProblem = 0;
    fc.assert(
      fc.property(arbitraryPdu, fc.array(arbitraryMutation, { maxLength: 3 }), (pdu, mutations) => {
        const octets = framed(mutations.reduce((mutated, mutate) => mutate(mutated), encode(pdu)));
        if (octets.length < 16) return;
        const decoded = decode(octets);
        if (decoded.problems.length > 0) return;
        withoutProblem += 1;
        expect(encode(decoded.pdu)).toEqual(octets);
      }),
      { numRuns: 2000 },
    );
    expect(withoutProblem).toBeGreaterThan(500);
  });

  it.each(samplePdus.filter(({ errors }) => errors.length === 0))(
    'gives back $id ($command: $about)',
    ({ hex }) => {
      const octets = octetsOf(hex);
      expect(encode(decode(octets).pdu)).toEqual(octets);
    },
  );

  it('keeps unknown TLVs, repeated TLVs and their order', () => {
    const tlvs = [0x1403, 0x0427, 0xffff, 0x1403, 0x0005].map((tag, index) => ({
      tag,
      value: Uint8Array.of(index),
    }));
    const pdu = createPdu('deliver_sm', { sequenceNumber: 1, tlvs });
    expect(decode(encode(pdu)).pdu).toEqual(pdu);
  });
});

describe('responses in every form they come in', () => {
  const bare = Uint8Array.of(0, 0, 0, 16, 0x80, 0, 0, 4, 0, 0, 0, 0x45, 0, 0, 0, 2);

  it('takes a bare header for any response', () => {
    for (const command of commandNames.filter((name) => name.endsWith('_resp'))) {
      const pdu = createPdu(command, { sequenceNumber: 9, commandStatus: 8 });
      const octets = encode(pdu);
      expect(octets).toHaveLength(16);
      expect(decode(octets)).toEqual({ pdu, problems: [] });
    }
  });

  it('tells a bare header from an empty message_id', () => {
    expect(decode(bare).pdu).toMatchObject({ command: 'submit_sm_resp', body: null, tlvs: [] });
    const withNul = framed(Uint8Array.of(...bare, 0));
    expect(decode(withNul).pdu).toMatchObject({ body: { messageId: '' }, tlvs: [] });
  });

  it.each([
    ['additional_status_info_text', '001d00056f6f707300'],
    // Its octets would also read as a message_id of two characters with an empty TLV after it.
    ['network_error_code', '0423000303 0000'],
    ['congestion_state', '042800015f'],
    ['a vendor’s tag', '1501000141'],
  ])('takes a response that has only TLVs: %s', (_name, hex) => {
    const octets = framed(Uint8Array.of(...bare, ...octetsOf(hex.replaceAll(' ', ''))));
    const { pdu, problems } = decode(octets);
    expect(problems).toEqual([]);
    expect(pdu).toMatchObject({ command: 'submit_sm_resp', body: null });
    expect(pdu.command !== 'unknown' && pdu.tlvs).toHaveLength(1);
    expect(encode(pdu)).toEqual(octets);
  });

  it.each([
    'submit_multi_resp',
    'query_sm_resp',
    'bind_transceiver_resp',
    'query_broadcast_sm_resp',
  ] as const)('takes %s with only TLVs, though they do not fit its fields', (command) => {
    const tlvs = [{ tag: 0x0428, value: Uint8Array.of(0x5f) }];
    const pdu = createPdu(command, { sequenceNumber: 3, commandStatus: 8, tlvs });
    expect(decode(encode(pdu))).toEqual({ pdu, problems: [] });
  });

  it('does not take the mandatory part for TLVs where both fit', () => {
    // 01 "X" NUL, then a TLV: four octets of "TLV 0x0158" and the four that it would hold.
    const pdu = createPdu('query_last_msgs_resp', {
      sequenceNumber: 1,
      body: { lastMessages: [{ messageId: 'X' }] },
      tlvs: [{ tag: 0x0424, value: Uint8Array.of(0x41) }],
    });
    expect(decode(encode(pdu))).toEqual({ pdu, problems: [] });
  });

  it('keeps the body of an error response', () => {
    const { pdu } = decode(octetsOf('00000021800000040000000b000000023041303030303030413344333233413100'));
    expect(pdu).toMatchObject({ commandStatus: 0x0b, body: { messageId: '0A000000A3D323A1' } });
  });
});
