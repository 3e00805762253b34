import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, withNumbering } from '#shared/model/address';
import {
  recognizeKind,
  sourceAddressProblem,
  sourceAddressWarning,
  writtenAddress,
  type SourceAddressKind,
} from '#shared/model/source-address';

describe('a source address', () => {
  it.each<[string, SourceAddressKind, string]>([
    ['+370 612 34567', 'did', '+37061234567'],
    ['37061234567', 'did', '+37061234567'],
    ['061234567', 'national', '061234567'],
    ['1234', 'short-code', '1234'],
    ['12345678', 'short-code', '12345678'],
    [' Shop ', 'alphanumeric', 'Shop'],
  ])('%j is recognized as %s and written %s', (typed, kind, written) => {
    expect(recognizeKind(typed)).toBe(kind);
    expect(writtenAddress(kind, typed)).toBe(written);
    expect(sourceAddressProblem(kind, typed)).toBeNull();
  });

  it('is of no kind while nothing is typed', () => {
    expect(recognizeKind('  ')).toBeNull();
  });

  it.each<[SourceAddressKind, string, string]>([
    ['did', '+37061', 'This number is too short for Lithuania (+370).'],
    ['did', '+3706', 'This number is too short for Lithuania (+370).'],
    ['did', '+370612345678', 'This number is too long for Lithuania (+370).'],
    ['did', '+99912345678', 'No country’s code begins +999. Check the digits after the plus.'],
    ['did', '+', 'Enter a number or a name.'],
    [
      'did',
      'Shop',
      'A DID is a plus, the country code and digits. This has other characters; a name is an alphanumeric sender.',
    ],
    ['short-code', '12', 'A short code has 3 to 8 digits; this one has 2.'],
    ['short-code', '123456789', 'A short code has 3 to 8 digits; this one has 9.'],
    ['national', '+37061234567', 'A number with a plus is a DID. Choose that kind, or leave the plus out.'],
    ['national', '0123456789012345', 'A national number has 3 to 15 digits; this one has 16.'],
    ['alphanumeric', 'Банк', 'Use characters of Latin-1 only; SMPP sends addresses octet by octet.'],
    ['alphanumeric', 'A'.repeat(21), 'SMPP addresses have at most 20 characters; this one has 21.'],
  ])('as %s, %j is told what is wrong', (kind, typed, problem) => {
    expect(sourceAddressProblem(kind, typed)).toBe(problem);
  });

  it('says which country code a number of shared ones has', () => {
    expect(sourceAddressProblem('did', '+1201555012')).toBe('This number is too short for country code +1.');
  });

  it('warns of a long name and of a number that is in no range', () => {
    expect(sourceAddressWarning('alphanumeric', 'ElevenChars')).toBeNull();
    expect(sourceAddressWarning('alphanumeric', 'TwelveCharss')).toMatch(/^GSM carries 11 .* has 12/);
    expect(sourceAddressWarning('did', '+37061234567')).toBeNull();
    expect(sourceAddressWarning('did', '+37012345678')).toMatch(/no range known to be in use for Lithuania/);
  });

  it('never throws, and what has no problem is written the same way twice', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30 }),
        fc.constantFrom('did', 'national', 'short-code', 'alphanumeric'),
        (typed, kind) => {
          sourceAddressWarning(kind, typed);
          if (sourceAddressProblem(kind, typed) !== null) return;
          const written = writtenAddress(kind, typed);
          expect(writtenAddress(kind, written)).toBe(written);
          expect(sourceAddressProblem(kind, written)).toBeNull();
        },
      ),
    );
  });
});

describe('TON and NPI', () => {
  it('follow from the kind, then the trunk, then the message', () => {
    const address = parseAddress('1234');
    expect(withNumbering(address, {})).toMatchObject({ ton: 3, npi: 0 });
    expect(withNumbering(address, { 'short-code': { ton: 0, npi: 1 } })).toMatchObject({ ton: 0, npi: 1 });
    expect(withNumbering(address, { alphanumeric: { ton: 0, npi: 1 } })).toMatchObject({ ton: 3, npi: 0 });
    expect(withNumbering(address, { 'short-code': { ton: 0, npi: 1 } }, { npi: 9 })).toMatchObject({
      ton: 0,
      npi: 9,
    });
  });
});
