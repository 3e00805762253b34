import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BodySearch, searchWord } from '#electron/host/pdu-log/body-search';
import { wordsOf } from '#electron/host/pdu-log/pdu-words';
import { encode } from '#shared/smpp/encode';
import { createPdu } from '#shared/smpp/pdu';
import { bindTransceiver, submitSm, submitSmResp } from './sample-pdus';

/** What the search has to agree with: the words of the row in lower case, each by itself. */
function isInWords(octets: Uint8Array, word: string): boolean {
  const { sourceAddress, destinationAddress, text } = wordsOf(octets);
  return [sourceAddress, destinationAddress, text].some((field) => field.toLowerCase().includes(word));
}

function has(octets: Uint8Array, word: string): boolean {
  const search = new BodySearch();
  search.read(octets, undefined);
  return search.has(searchWord(word));
}

/** Letters that have codes of their own in GSM 7-bit, or need an escape, and the letters whose codes those use. */
const character = fc.constantFrom(...'aAbeE(/<=)_@$€[]{}^|~\\é5K*'.split(''), '\u212a', 'İ');
const octetText = fc.uint8Array({ maxLength: 12 });

describe('searching the octets of a PDU', () => {
  it('agrees with searching what the row says, for any octets of text in any data_coding', () => {
    const message = fc.record({
      dataCoding: fc.constantFrom(0, 0, 1, 3, 4, 8, 0x10, 0xf0, 0xff),
      esmClass: fc.constantFrom(0, 0, 0x40),
      shortMessage: fc.oneof(
        octetText,
        // Few octets, the escape among them, so that a word of one or two is often there or nearly.
        fc
          .array(fc.constantFrom(0x1b, 0x1b, 0x61, 0x62, 0x65, 0x3c, 0x14, 0x11, 0x00, 0x02, 0x45), {
            maxLength: 8,
          })
          .map((octets) => Uint8Array.from(octets)),
      ),
    });
    fc.assert(
      fc.property(message, fc.array(character, { minLength: 1, maxLength: 2 }), (body, letters) => {
        const word = letters.join('').toLowerCase();
        const octets = submitSm({ sequenceNumber: 1, from: 'Bank_aB', to: '5a*', body });
        expect(has(octets, word)).toBe(isInWords(octets, word));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds nothing in the escape sequence of another character', () => {
    const euro = submitSm({ sequenceNumber: 1, from: '', to: '', text: '€' });
    expect(has(euro, 'e')).toBe(false);
    expect(has(euro, '€')).toBe(true);
  });

  it('looks through ids, message_payload and lists of destinations', () => {
    expect(has(submitSmResp(1, 0, 'AbC-9'), 'abc-9')).toBe(true);
    expect(has(submitSmResp(1, 0, 'AbC-9'), 'message_id')).toBe(true);
    const payload = encode(
      createPdu('submit_sm', {
        sequenceNumber: 1,
        tlvs: [{ tag: 0x0424, value: new TextEncoder().encode('In the payload') }],
      }),
    );
    expect(has(payload, 'payload')).toBe(true);
    const destAddress = { destFlag: 1, destAddrTon: 1, destAddrNpi: 1, destinationAddr: '3706' } as const;
    const multi = encode(
      createPdu('submit_multi', {
        sequenceNumber: 1,
        body: { destAddresses: [destAddress, destAddress, destAddress] },
      }),
    );
    expect(wordsOf(multi).destinationAddress).toBe('3706 and 2 more');
    expect(has(multi, '3706')).toBe(true);
    expect(has(multi, 'more')).toBe(true);
  });

  it('never finds a password, whole or cut', () => {
    const bind = bindTransceiver(1, 'system', 'secret');
    expect(has(bind, 'system')).toBe(true);
    expect(has(bind, 'secret')).toBe(false);
    const withoutNul = bind.slice(0, 16 + 'system'.length + 1 + 'secret'.length);
    expect(has(withoutNul, 'secret')).toBe(false);
    const runTogether = withoutNul.filter((_octet, index) => index !== 16 + 'system'.length);
    expect(has(runTogether, 'secret')).toBe(false);
  });
});
