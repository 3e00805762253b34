import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText, type Alphabet } from '#shared/smpp/text/alphabets';
import { readings } from '#shared/smpp/text/readings';

function octetsOf(text: string, encoding: Alphabet): Uint8Array {
  const encoded = encodeText(text, encoding);
  if (!encoded.ok) throw new Error(encoded.problem.sentence);
  return encoded.octets;
}

const best = (octets: Uint8Array) => readings(octets).find(({ isBest }) => isBest);

describe('which alphabet looks right', () => {
  it.each<[Alphabet, string]>([
    ['gsm7', 'Your code is 123456. Do not share it.'],
    ['gsm7', 'Mail me: john_doe@example.com, it costs $5'],
    ['gsm7', 'Grüße aus München, 5 € für dich'],
    ['gsm7-packed', 'Your code is 123456. Do not share it.'],
    ['gsm7-packed', 'Hello, how are you today?'],
    ['latin1', 'Grüße aus München, déjà vu à Genève'],
    ['ascii', 'Mail me: john_doe@example.com, it costs $5 [sic]'],
    ['ucs2', 'Привет, как дела? Код 1234'],
    ['ucs2', 'Your code is 123456'],
    ['ucs2', 'مرحبا كيف حالك'],
    ['ucs2', '您的验证码是123456，请勿告诉他人。'],
    ['ucs2', 'नमस्ते, आप कैसे हैं'],
    ['ucs2', 'See you at 8 😀👍'],
  ])('%s: %s', (encoding, text) => {
    expect(best(octetsOf(text, encoding))).toMatchObject({ encoding, text });
  });

  it('sees ASCII under a data_coding of UCS-2', () => {
    const receipt = octetsOf('id:S213 sub:001 dlvrd:001 stat:DELIVRD err:000 text:', 'ascii');
    const ucs2 = readings(receipt).find(({ encoding }) => encoding === 'ucs2');
    expect(ucs2?.text).toContain('楤㩓');
    expect(ucs2?.isBest).toBe(false);
    expect(best(receipt)?.encoding).not.toBe('ucs2');
  });

  it('says what speaks against a reading', () => {
    const read = readings(octetsOf('Grüße aus München', 'latin1'));
    const whyOf = (wanted: Alphabet) => read.find(({ encoding }) => encoding === wanted)?.why;
    expect(whyOf('gsm7')).toContain('Octet 0xFC is no septet of GSM 7-bit');
    expect(whyOf('ucs2')).toContain('stands alone');
    expect(whyOf('latin1')).toBe('Reads as text throughout.');
  });

  it('calls nothing the best where nothing looks like a text', () => {
    expect(best(new Uint8Array(0))).toBeUndefined();
    expect(best(Uint8Array.of(0x01, 0x80, 0x02, 0x90, 0x03))).toBeUndefined();
  });

  it('reads any octets in each alphabet once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => {
        const read = readings(octets);
        expect(new Set(read.map(({ encoding }) => encoding)).size).toBe(5);
        expect(read.filter(({ isBest }) => isBest).length).toBeLessThanOrEqual(1);
        expect(read.every(({ score, why }) => score >= 0 && score <= 1 && why !== '')).toBe(true);
      }),
    );
  });
});
