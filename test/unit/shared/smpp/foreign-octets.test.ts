import { expect, it } from 'vitest';
import { samplePdu } from '#test/fixtures/pdus';
import { describeForeignOctets } from '#shared/smpp/foreign-octets';

it('says nothing of octets that look like SMPP, like nothing, or are too few', () => {
  expect(describeForeignOctets(samplePdu('B1'))).toBeNull();
  expect(describeForeignOctets(Uint8Array.of(0xde, 0xad, 0xbe, 0xef))).toBeNull();
  expect(describeForeignOctets(Uint8Array.of(0x0d, 0x0a))).toBeNull();
  expect(describeForeignOctets(new Uint8Array(0))).toBeNull();
});

it('quotes the start of a long line only', () => {
  const octets = Uint8Array.from(`Welcome ${'x'.repeat(100)}`, (character) => character.charCodeAt(0));
  expect(describeForeignOctets(octets)).toBe(
    `This is text, not SMPP: “Welcome ${'x'.repeat(52)}…”. Check host and port.`,
  );
});
