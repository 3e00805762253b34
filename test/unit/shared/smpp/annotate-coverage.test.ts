import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsOf, samplePdus } from '#test/fixtures/pdus';
import { expectAnnotated } from '#test/support/expect-annotated';
import { arbitraryMutation, arbitraryPdu, framed } from '#test/support/arbitrary-pdu';
import { annotate } from '#shared/smpp/annotate';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';

describe('annotate, decode and summarize', () => {
  it('account for every octet once, and agree, for any PDU', () => {
    fc.assert(
      fc.property(arbitraryPdu, (pdu) => {
        expectAnnotated(encode(pdu));
      }),
      { numRuns: 400 },
    );
  });

  it('account for every octet once, and agree, for mutated PDUs', () => {
    fc.assert(
      fc.property(
        arbitraryPdu,
        fc.array(arbitraryMutation, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (pdu, mutations, isFramed) => {
          const mutated = mutations.reduce((octets, mutate) => mutate(octets), encode(pdu));
          expectAnnotated(isFramed ? framed(mutated) : mutated);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('account for every octet once, and agree, for noise with a known command', () => {
    const known = fc.constantFrom(
      0x01,
      0x04,
      0x05,
      0x21,
      0x103,
      0x80000021,
      0x80000004,
      0x80000003,
      0x80000024,
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), known, (octets, commandId) => {
        const noise = framed(octets);
        if (noise.length >= 8) new DataView(noise.buffer).setUint32(4, commandId);
        expectAnnotated(noise);
      }),
      { numRuns: 1500 },
    );
  });

  it.each(samplePdus)('agree on $id ($command: $about)', ({ hex, command, errors, warnings }) => {
    const octets = octetsOf(hex);
    expectAnnotated(octets);
    const annotated = annotate(octets);
    expect(annotated.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(
      errors,
    );
    expect(
      annotated.problems.filter(({ severity }) => severity === 'warning').map(({ code }) => code),
    ).toEqual(warnings);
    expect(decode(octets).pdu.command).toBe(command);
  });

  it('take any cut of a PDU', () => {
    for (const { hex } of samplePdus.slice(0, 24)) {
      const octets = octetsOf(hex);
      for (let length = 0; length < octets.length; length += 1) expectAnnotated(octets.slice(0, length));
    }
  });
});
