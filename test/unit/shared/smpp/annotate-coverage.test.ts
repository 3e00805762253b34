import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsOf, samplePdus } from '#test/fixtures/pdus';
import { arbitraryMutation, arbitraryPdu, framed } from '#test/support/arbitrary-pdu';
import { annotate, type AnnotatedPdu, type PduNode } from '#shared/smpp/annotate';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { summarize } from '#shared/smpp/summarize';

function leaves(node: PduNode): readonly PduNode[] {
  const children = (node.children ?? []).filter(({ isBits }) => isBits !== true);
  return children.length === 0 ? [node] : children.flatMap(leaves);
}

/** How often each octet is accounted for by the leaves. */
function counts(annotated: AnnotatedPdu, total: number): number[] {
  const count = new Array<number>(total).fill(0);
  for (const { offset, length } of annotated.nodes.flatMap(leaves)) {
    for (let index = offset; index < offset + length; index += 1) count[index] = (count[index] ?? 0) + 1;
  }
  return count;
}

/** True where every node lies within the one above it. */
function isNested(node: PduNode): boolean {
  return (node.children ?? []).every(
    (child) =>
      child.offset >= node.offset &&
      child.offset + child.length <= node.offset + node.length &&
      isNested(child),
  );
}

/** Everything that must hold for any octets whatsoever. */
function expectAnnotated(octets: Uint8Array): void {
  const annotated = annotate(octets);
  expect(counts(annotated, octets.length).filter((count) => count !== 1)).toEqual([]);
  expect(annotated.nodes.every(isNested)).toBe(true);
  expect(annotated.length).toBe(octets.length);
  if (octets.length < 16) {
    expect(annotated.problems.map(({ code }) => code)).toContain('too-short');
    return;
  }
  const { problems } = decode(octets);
  const place = ({
    code,
    offset,
    length,
    sentence,
  }: {
    code: string;
    offset: number;
    length: number;
    sentence: string;
  }) => ({ code, offset, length, sentence });
  const errors = annotated.problems.filter(({ severity }) => severity === 'error');
  expect(new Set(errors.map(place))).toEqual(new Set(problems.map(place)));
  expect(summarize(octets).isStructureOk).toBe(problems.length === 0);
}

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
