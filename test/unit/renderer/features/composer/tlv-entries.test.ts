import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexFromOctets } from '#shared/lib/hex';
import { tlvEntry } from '#shared/model/submission';
import { tlvDefinitions } from '#shared/smpp/tables/tlvs';
import { tlvPacks } from '#shared/smpp/tlv-packs';
import { readTlv } from '../../../../../renderer/features/composer/tlv-entries';

describe('an optional parameter', () => {
  it.each([
    [{ kind: 'tag', tag: '0x1400', hex: '31 32' } as const, { kind: 'tag', tag: 0x1400, hex: '3132' }],
    [{ kind: 'tag', tag: '5120', hex: '' } as const, { kind: 'tag', tag: 0x1400, hex: '' }],
    [
      { kind: 'pack', pack: 'India DLT', tag: 0x1401, value: '1007' } as const,
      { kind: 'tag', tag: 0x1401, hex: '31303037' },
    ],
    [
      { kind: 'name', name: 'user_message_reference', value: '0x07' } as const,
      { kind: 'name', name: 'user_message_reference', value: '0x07' },
    ],
    [
      { kind: 'name', name: 'alert_on_message_delivery', value: '' } as const,
      { kind: 'tag', tag: 0x130c, hex: '' },
    ],
  ])('%j', (draft, entry) => {
    expect(readTlv(draft)).toMatchObject({ ok: true, entry });
  });

  it.each([
    [{ kind: 'tag', tag: '0x10000', hex: '' } as const, 'Enter a tag from 0x0000 to 0xFFFF.'],
    [
      { kind: 'tag', tag: '1', hex: '0' } as const,
      'Write octets as pairs of hexadecimal digits, such as “05 00 03”.',
    ],
    [
      { kind: 'name', name: 'nobody', value: '' } as const,
      'There is no TLV named nobody. Give its tag and octets.',
    ],
    [
      { kind: 'name', name: 'user_message_reference', value: '65536' } as const,
      'Enter a number from 0 to 65535.',
    ],
    [
      { kind: 'pack', pack: 'India DLT', tag: 0x1400, value: '1'.repeat(31) } as const,
      'Use at most 30 octets; this has 31.',
    ],
    [
      { kind: 'pack', pack: 'India DLT', tag: 0x1400, value: 'ż' } as const,
      'Use characters of Latin-1 only; SMPP sends this octet by octet.',
    ],
    [
      { kind: 'pack', pack: 'Gone', tag: 1, value: '1' } as const,
      'The pack Gone has no such TLV any more. Remove it.',
    ],
  ])('%j is refused', (draft, sentence) => {
    expect(readTlv(draft)).toEqual({ ok: false, sentence });
  });

  it('is read or refused, whatever is typed, and what is read is taken by the contract', () => {
    const names = fc.constantFrom(...Object.keys(tlvDefinitions));
    fc.assert(
      fc.property(names, fc.string({ maxLength: 40 }), (name, value) => {
        const reading = readTlv({ kind: 'name', name, value });
        if (reading.ok) expect(tlvEntry.safeParse(reading.entry).success).toBe(true);
        else expect(reading.sentence).not.toBe('');
      }),
    );
  });

  it('of octets goes out as the octets that were typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        const hex = hexFromOctets(octets);
        const typed = hex.replaceAll(/../g, '$& ');
        expect(readTlv({ kind: 'tag', tag: '0x1500', hex: typed })).toMatchObject({
          ok: true,
          entry: { hex },
        });
        const named = { kind: 'name', name: 'billing_identification' } as const;
        expect(readTlv({ ...named, value: hex.replaceAll(/..(?=.)/g, '$&:') })).toMatchObject({
          ok: true,
          entry: { value: hex },
        });
      }),
    );
  });
});

describe('the packs', () => {
  it('have names of their own, and each tag once', () => {
    expect(new Set(tlvPacks.map(({ name }) => name)).size).toBe(tlvPacks.length);
    for (const { entries } of tlvPacks)
      expect(new Set(entries.map(({ tag }) => tag)).size).toBe(entries.length);
  });

  it('know the TLVs of India’s DLT', () => {
    const dlt = tlvPacks.find(({ name }) => name === 'India DLT');
    expect(dlt?.entries.map(({ tag }) => tag)).toEqual([0x1400, 0x1401, 0x1402]);
  });
});
