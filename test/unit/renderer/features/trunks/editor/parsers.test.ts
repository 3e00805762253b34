import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseRange,
  rangesOf,
  rangeWords,
  withRange,
} from '../../../../../../renderer/features/trunks/editor/alphabet-groups';
import { parseTonNpi } from '../../../../../../renderer/features/trunks/editor/numbering-fields';
import { pemOf } from '../../../../../../renderer/features/trunks/editor/pem-file';
import { selfSigned } from '#test/support/certificates';

const octet = fc.integer({ min: 0, max: 255 });
const blanks = fc.constantFrom('', ' ', '  ');

describe('a range of data_coding', () => {
  const value = fc.integer({ min: 1, max: 255 });
  const written = (number: number, isHex: boolean): string =>
    isHex ? `0x${number.toString(16)}` : String(number);
  const separator = fc.constantFrom('-', ' - ', '–', '…', '..', ' to ', ' TO ');

  it('is read in either notation, with any of the signs between, and as the editor writes it', () => {
    fc.assert(
      fc.property(
        value,
        value,
        separator,
        fc.boolean(),
        fc.boolean(),
        (one, other, sign, isHex, isHexToo) => {
          const [from, to] = [Math.min(one, other), Math.max(one, other)];
          expect(parseRange(`${written(from, isHex)}${sign}${written(to, isHexToo)}`)).toEqual({ from, to });
          expect(parseRange(` ${written(from, isHex)} `)).toEqual({ from, to: from });
          expect(parseRange(rangeWords({ from, to }))).toEqual({ from, to });
          if (from < to) expect(parseRange(`${to}${sign}${from}`)).toBeNull();
        },
      ),
    );
  });

  it('is a range of 1 to 255, or nothing, whatever is typed', () => {
    const typed = fc.oneof(fc.string(), fc.stringMatching(/^[\d xXa-fA-F.\-–to]{0,12}$/));
    fc.assert(
      fc.property(typed, (text) => {
        const range = parseRange(text);
        if (range === null) return;
        expect(range.from).toBeGreaterThanOrEqual(1);
        expect(range.to).toBeLessThanOrEqual(255);
        expect(range.from).toBeLessThanOrEqual(range.to);
      }),
    );
  });

  it.each(['', '0', '256', '0x100', '1-2-3', '1e2', '-5', '4,5', 'to', '0x'])('is not %j', (typed) => {
    expect(parseRange(typed)).toBeNull();
  });

  it('goes into the exceptions and out of them, and leaves the others', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const added = withRange({}, { from, to }, 'ucs2');
        expect(rangesOf(added)).toEqual([{ from, to, alphabet: 'ucs2' }]);
        const hole = withRange(added, { from, to: from }, null);
        expect(rangesOf(hole)).toEqual(from === to ? [] : [{ from: from + 1, to, alphabet: 'ucs2' }]);
      }),
    );
  });
});

describe('TON and NPI', () => {
  it('are read with any sign between them', () => {
    const sign = fc.constantFrom('/', ',', ';', ' ');
    fc.assert(
      fc.property(octet, octet, sign, blanks, blanks, (ton, npi, between, before, after) => {
        expect(parseTonNpi(`${before}${ton}${before}${between}${after}${npi}${after}`)).toEqual({ ton, npi });
      }),
    );
  });

  it('are a pair of octets, an empty field, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d/,; ]{0,9}$/)), (typed) => {
        const pair = parseTonNpi(typed);
        if (pair === undefined) expect(typed.trim()).toBe('');
        else if (pair !== null) expect(Math.max(pair.ton, pair.npi)).toBeLessThanOrEqual(255);
      }),
    );
  });

  it.each(['1', '11', '256/1', '1/256', '1/1/1', '-1/1', 'a/b', '1.5/1'])('are not %j', (typed) => {
    expect(parseTonNpi(typed)).toBeNull();
  });
});

describe('a file with a certificate or a key', () => {
  const fileOf = (octets: Uint8Array, size = octets.length) => ({
    name: 'own.pem',
    size,
    arrayBuffer: () => Promise.resolve(Uint8Array.from(octets).buffer),
  });

  it('is taken as it is where it is PEM, and written as PEM where it is DER', async () => {
    const { certificatePem, keyPem } = await selfSigned({ name: 'esme.example' });
    expect(await pemOf(fileOf(Buffer.from(certificatePem)))).toBe(certificatePem);
    expect(await pemOf(fileOf(Buffer.from(keyPem)))).toBe(keyPem);
    const { raw, fingerprint256 } = new X509Certificate(certificatePem);
    const pem = await pemOf(fileOf(raw));
    expect(new X509Certificate(pem).fingerprint256).toBe(fingerprint256);
  });

  it('of anything else is refused in words, never with another error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (octets) => {
        const outcome = await pemOf(fileOf(octets)).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome.message).toMatch(/^own\.pem is neither PEM nor/);
        else expect(outcome).toMatch(/-----BEGIN /);
      }),
    );
  });

  it('that is too large is not read', async () => {
    await expect(pemOf(fileOf(new Uint8Array(0), 200_001))).rejects.toThrow('too large');
  });
});
