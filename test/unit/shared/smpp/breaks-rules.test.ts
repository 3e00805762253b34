import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrunkAlphabets } from '#shared/model/alphabets';
import { specifiedAlphabets } from '#shared/model/data-coding-map';
import { annotate } from '#shared/smpp/annotate';
import { breaksRules } from '#shared/smpp/breaks-rules';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { summarize } from '#shared/smpp/summarize';
import type { SmppVersion } from '#shared/smpp/tables/versions';
import { arbitraryMutation, arbitraryPdu, framed } from '#test/support/arbitrary-pdu';

const versions: readonly (SmppVersion | null)[] = [null, '3.3', '3.4', '5.0'];
const packed: TrunkAlphabets = { default: 'gsm7-packed', overrides: { '4': 'ucs2', '1': 'gsm7' } };

/** What the list says of a PDU, and what its fields say. */
function verdicts(octets: Uint8Array, version: SmppVersion | null, alphabets: TrunkAlphabets) {
  const { problems } = annotate(octets, {
    version,
    alphabets,
  });
  const inList = !summarize(octets).isStructureOk || breaksRules(octets, version, alphabets);
  return { inList, inFields: problems.length > 0, sentences: problems.map(({ sentence }) => sentence) };
}

/** PDUs that mostly keep to the rules, so that one that does not stands out. */
const tidy = fc
  .record({
    command: fc.constantFrom('submit_sm' as const, 'deliver_sm' as const),
    text: fc.oneof(fc.constant(new Uint8Array(0)), fc.uint8Array({ maxLength: 20, max: 0x7f })),
    esmClass: fc.constantFrom(0, 0x40),
    dataCoding: fc.constantFrom(0, 1, 3, 4, 8),
    validityPeriod: fc.constantFrom('', '000000010000000R', '2601312359', '260131235900008+'),
    tlvs: fc.subarray([
      { tag: 0x001e, value: Uint8Array.of(0x31, 0) },
      { tag: 0x001e, value: Uint8Array.of(0x31) },
      { tag: 0x0204, value: Uint8Array.of(0, 1) },
      { tag: 0x020c, value: Uint8Array.of(0, 1) },
      { tag: 0x0424, value: Uint8Array.of(0x41, 0x42) },
      { tag: 0x0428, value: Uint8Array.of(80) },
      { tag: 0x1403, value: Uint8Array.of(1) },
    ]),
  })
  .map(({ command, text, esmClass, dataCoding, validityPeriod, tlvs }) =>
    encode({
      ...createPdu(command, {
        sequenceNumber: 7,
        body: {
          sourceAddr: '4711',
          destinationAddr: '12025550123',
          shortMessage: text,
          ...(command === 'submit_sm' ? { validityPeriod } : {}),
          esmClass,
          dataCoding,
        },
      }),
      tlvs,
    }),
  );

describe('the rules that a PDU breaks', () => {
  it('are the same for a row of the list and for the fields, in every version and alphabet', () => {
    const seen = { broken: 0, whole: 0 };
    fc.assert(
      fc.property(
        fc.oneof(
          tidy,
          arbitraryPdu.map((pdu) => framed(encode(pdu))),
        ),
        fc.array(arbitraryMutation, { maxLength: 2 }),
        fc.constantFrom(...versions),
        fc.constantFrom(specifiedAlphabets, packed),
        (pdu, mutations, version, alphabets) => {
          const octets = mutations.reduce((changed, mutate) => mutate(changed), pdu);
          if (octets.length < 16) return;
          const { inList, inFields, sentences } = verdicts(octets, version, alphabets);
          expect({ inList, sentences }).toEqual({ inList: inFields, sentences });
          if (inFields) seen.broken += 1;
          else seen.whole += 1;
        },
      ),
      { numRuns: 6000 },
    );
    expect(Math.min(seen.broken, seen.whole)).toBeGreaterThan(300);
  });

  it('are those of the version that is spoken', () => {
    const congested = encode({
      ...createPdu('submit_sm_resp', { sequenceNumber: 1, body: { messageId: 'abc' } }),
      tlvs: [{ tag: 0x0428, value: Uint8Array.of(80) }],
    });
    const broadcast = encode(
      createPdu('query_broadcast_sm', { sequenceNumber: 1, body: { messageId: '1' } }),
    );
    const longId = encode(
      createPdu('submit_sm_resp', { sequenceNumber: 1, body: { messageId: '0123456789' } }),
    );
    const broken = (octets: Uint8Array) => versions.map((version) => breaksRules(octets, version));
    expect(broken(congested)).toEqual([false, true, true, false]);
    expect(broken(broadcast)).toEqual([false, true, true, false]);
    expect(broken(longId)).toEqual([false, true, false, false]);
  });
});
