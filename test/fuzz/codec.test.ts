import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '#shared/smpp/decode';
import { encode } from '#shared/smpp/encode';
import { Framer } from '#shared/smpp/framer';
import { checkLimits } from '#shared/smpp/limits';
import { maskPasswords } from '#shared/smpp/mask-passwords';
import { arbitraryMutation, arbitraryPdu, framed } from '#test/support/arbitrary-pdu';
import { expectAnnotated } from '#test/support/expect-annotated';

/** More of them in a soak. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 150);

const mutated = fc
  .tuple(arbitraryPdu, fc.array(arbitraryMutation, { maxLength: 4 }))
  .map(([pdu, mutations]) => mutations.reduce((octets, mutate) => mutate(octets), encode(pdu)));
const hostile = fc.oneof(mutated, mutated.map(framed), fc.uint8Array({ maxLength: 300 }));

describe('whatever the octets', () => {
  it('every one has its place, and annotate, decode and summarize agree', () => {
    fc.assert(fc.property(hostile, expectAnnotated), { numRuns });
  });

  it('what has no structural problem goes out as it came in, and its limits can be checked', () => {
    fc.assert(
      fc.property(hostile.filter(({ length }) => length >= 16).map(framed), (octets) => {
        const { pdu, problems } = decode(octets);
        checkLimits(pdu, '3.4');
        const again = encode(pdu);
        if (problems.length === 0) expect(again).toEqual(octets);
      }),
      { numRuns },
    );
  });

  it('masking changes no length and hides every octet of the password', () => {
    fc.assert(
      fc.property(hostile, (octets) => {
        const masked = maskPasswords(octets);
        expect(masked).toHaveLength(octets.length);
        if (masked.length < 16) return;
        const { pdu } = decode(masked);
        const hasPassword = pdu.command !== 'unknown' && pdu.body !== null && 'password' in pdu.body;
        if (hasPassword) expect((pdu.body as { password: string }).password).toMatch(/^\**$/);
      }),
      { numRuns },
    );
  });

  it('a framer gives out what it took, once, or ends', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, arbitraryPdu.map(encode)), { maxLength: 10 }), (chunks) => {
        const framer = new Framer(1024);
        let given = 0;
        for (const chunk of chunks) {
          framer.push(chunk, (frame) => {
            expect(new DataView(frame.buffer, frame.byteOffset).getUint32(0)).toBe(frame.length);
            given += frame.length;
          });
        }
        const taken = chunks.reduce((sum, { length }) => sum + length, 0);
        if (framer.error === null) expect(given + framer.pendingOctets).toBe(taken);
      }),
      { numRuns },
    );
  });
});
