import fc from 'fast-check';
import smpp from 'smpp';
import { describe, expect, it } from 'vitest';
import { gsmDefaultLocking, gsmDefaultSingleShift } from '#shared/smpp/tables/gsm-default';
import { chooseEncoding, decodeText, encodeText, hexText, type Alphabet } from '#shared/smpp/text/alphabets';

const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

function encoded(text: string, encoding: Alphabet): string {
  const result = encodeText(text, encoding);
  if (!result.ok) throw new Error(result.problem.sentence);
  return hexText(result.octets);
}

const gsmCharacters = [
  ...Array.from(gsmDefaultLocking).filter((character) => character !== '\u001b'),
  ...gsmDefaultSingleShift.map(([, character]) => character),
];
const gsmText = fc.array(fc.constantFrom(...gsmCharacters)).map((characters) => characters.join(''));
const textIn: Record<Alphabet, fc.Arbitrary<string>> = {
  gsm7: gsmText,
  // A CR at the end may be doubled when packed.
  'gsm7-packed': gsmText.filter((text) => !text.endsWith('\r')),
  latin1: fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)) }),
  ascii: fc.string({ unit: fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCharCode(code)) }),
  ucs2: fc.string({ unit: 'binary' }),
};
const alphabets = ['gsm7', 'gsm7-packed', 'latin1', 'ascii', 'ucs2'] as const;

describe('known texts', () => {
  it.each([
    ['gsm7', '', ''],
    ['gsm7', 'Hello', '48 65 6c 6c 6f'],
    ['gsm7', 'a@b_$', '61 00 62 11 02'],
    ['gsm7', '5 € [x]', '35 20 1b 65 20 1b 3c 78 1b 3e'],
    ['gsm7', '^{}\\~|\f', '1b 14 1b 28 1b 29 1b 2f 1b 3d 1b 40 1b 0a'],
    ['gsm7', 'Ça été à Ñandú ¿è?'.replace('ú', 'ù'), '09 61 20 05 74 05 20 7f 20 5d 61 6e 64 06 20 60 04 3f'],
    ['gsm7', 'ΔΦΓΛΩΠΨΣΘΞ\r\n', '10 12 13 14 15 16 17 18 19 1a 0d 0a'],
    ['gsm7-packed', 'hellohello', 'e8 32 9b fd 46 97 d9 ec 37'],
    ['gsm7-packed', '1234567', '31 d9 8c 56 b3 dd 1a'],
    ['gsm7-packed', '12345678', '31 d9 8c 56 b3 dd 70'],
    ['gsm7-packed', '1234567\r\r', '31 d9 8c 56 b3 dd 1a 0d'],
    ['gsm7-packed', '€', '9b 32'],
    ['latin1', 'a@é¿ÿ', '61 40 e9 bf ff'],
    ['latin1', '\u0000\u007f\u0080', '00 7f 80'],
    ['ascii', 'a@b_$~', '61 40 62 5f 24 7e'],
    ['ucs2', 'Привет', '04 1f 04 40 04 38 04 32 04 35 04 42'],
    ['ucs2', '\ufeffA', 'fe ff 00 41'],
    ['ucs2', '😀', 'd8 3d de 00'],
  ] as const)('%s: %j', (encoding, text, hex) => {
    expect(encoded(text, encoding)).toBe(hex);
    expect(decodeText(octets(hex), encoding)).toEqual({ text, problems: [] });
  });
});

describe('every alphabet', () => {
  it.each(alphabets)('%s gives back what it encoded', (encoding) => {
    fc.assert(
      fc.property(textIn[encoding], (text) => {
        const result = encodeText(text, encoding);
        if (!result.ok) throw new Error(result.problem.sentence);
        expect(decodeText(result.octets, encoding)).toEqual({ text, problems: [] });
      }),
    );
  });

  it.each([...alphabets, 'binary'] as const)('%s reads any octets', (encoding) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (source) => {
        const { text, problems } = decodeText(source, encoding);
        expect(problems.every(({ offset }) => offset >= 0 && offset < source.length)).toBe(true);
        // Packed: spare bits may hold anything.
        if (problems.length === 0 && encoding !== 'binary' && encoding !== 'gsm7-packed')
          expect(encodeText(text, encoding)).toEqual({ ok: true, octets: source });
      }),
    );
  });
});

describe('what cannot be encoded', () => {
  it.each([
    ['gsm7', 'xЖy', 'Ж', 0x416, 1],
    ['gsm7', 'ab😀', '😀', 0x1f600, 2],
    ['gsm7', 'façade', 'ç', 0xe7, 2],
    ['gsm7', 'a\u001bb', '\u001b', 0x1b, 1],
    ['latin1', 'cost: €', '€', 0x20ac, 6],
    ['ascii', 'é', 'é', 0xe9, 0],
    ['ucs2', 'a\ud83d', '\ud83d', 0xd83d, 1],
    ['ucs2', '\ude00b', '\ude00', 0xde00, 0],
    ['ucs2', '\ud83d\ud83d\ude00', '\ud83d', 0xd83d, 0],
  ] as const)('%s refuses the character of %j', (encoding, text, character, codePoint, position) => {
    const result = encodeText(text, encoding);
    expect(result).toMatchObject({ ok: false, problem: { character, codePoint, position } });
  });

  it('says which character and where', () => {
    const result = encodeText('cost: €', 'latin1');
    expect(!result.ok && result.problem.sentence).toBe(
      '“€” (U+20AC) at position 7 cannot be written in Latin-1.',
    );
  });
});

describe('octets that an alphabet does not allow', () => {
  it('shows the main table’s character for an unknown escape pair', () => {
    expect(decodeText(octets('61 1b 41 62'), 'gsm7')).toEqual({
      text: 'aAb',
      problems: [{ offset: 1, sentence: 'The GSM 7-bit extension table has no character at 0x41.' }],
    });
  });

  it.each([
    ['61 1b 1b 62', 'a b', 1],
    ['61 1b', 'a ', 1],
    ['1b c3 62', ' \ufffdb', 0],
    ['61 80', 'a\ufffd', 1],
  ])('GSM 7-bit %s', (hex, text, offset) => {
    const decoded = decodeText(octets(hex), 'gsm7');
    expect(decoded.text).toBe(text);
    expect(decoded.problems[0]?.offset).toBe(offset);
  });

  it('reports an odd UCS-2 octet and keeps the rest', () => {
    const { text, problems } = decodeText(octets('00 41 00 42 43'), 'ucs2');
    expect(text).toBe('AB\ufffd');
    expect(problems).toEqual([
      { offset: 4, sentence: 'UCS-2 takes two octets a character; the last octet 0x43 stands alone.' },
    ]);
  });

  it('reports half a surrogate pair', () => {
    const { text, problems } = decodeText(octets('d8 3d 00 41'), 'ucs2');
    expect(text).toBe('\ud83dA');
    expect(problems.map(({ offset }) => offset)).toEqual([0]);
  });

  it('shows Latin-1 for octets that are not ASCII', () => {
    const { text, problems } = decodeText(octets('63 61 66 e9'), 'ascii');
    expect(text).toBe('café');
    expect(problems.map(({ offset }) => offset)).toEqual([3]);
  });

  it('shows binary as hexadecimal', () => {
    expect(decodeText(octets('0b 84 ff'), 'binary').text).toBe('0b 84 ff');
  });
});

describe('the GSM table', () => {
  const foreign = smpp.encodings.ASCII;

  it('agrees with node-smpp in every septet, both ways', () => {
    for (const character of gsmCharacters) {
      const own = encodeText(character, 'gsm7');
      if (!own.ok) throw new Error(own.problem.sentence);
      expect(Buffer.from(own.octets)).toEqual(foreign.encode(character));
      expect(foreign.decode(Buffer.from(own.octets))).toBe(character);
    }
    expect(gsmCharacters).toHaveLength(137);
  });
});

describe('the choice of the encoding', () => {
  it.each([
    ['', 'gsm7'],
    ['Grüße, 5 €', 'gsm7'],
    ['façade', 'ucs2'],
    ['Привет', 'ucs2'],
    ['a\u00a0b', 'ucs2'],
  ] as const)('%j goes as %s', (text, encoding) => {
    expect(chooseEncoding(text)).toBe(encoding);
  });

  it('is one that can encode the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(encodeText(text, chooseEncoding(text)).ok).toBe(true);
      }),
    );
  });
});
