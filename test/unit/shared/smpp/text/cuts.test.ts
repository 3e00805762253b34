import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '#shared/smpp/text/alphabets';
import { countMessage } from '#shared/smpp/text/message-counts';
import { planMessage, type MessagePlan, type PlannedSegment } from '#shared/smpp/text/message-plan';
import { concatenationOf, parseUdh } from '#shared/smpp/text/udh';

/** With nothing chosen: GSM 7-bit or UCS-2, in segments with an 8-bit concatenation header. */
function planned(text: string, reference = 7): MessagePlan {
  const plan = planMessage({ text }, {}, () => reference);
  if (!plan.ok) throw new Error(plan.sentence);
  return plan;
}

const lengths = (segments: readonly PlannedSegment[]): readonly number[] =>
  segments.map(({ octets }) => octets.length);

const family = '👨‍👩‍👧‍👦';

describe('lengths of segments', () => {
  it.each([
    ['', [0]],
    ['a'.repeat(160), [160]],
    ['a'.repeat(161), [159, 14]],
    ['a'.repeat(306), [159, 159]],
    ['a'.repeat(307), [159, 159, 7]],
    ['€'.repeat(80), [160]],
    // 153 septets hold 76 pairs of two: the odd one stays free.
    ['€'.repeat(81), [158, 16]],
    ['ж'.repeat(70), [140]],
    ['ж'.repeat(71), [140, 14]],
    ['ж'.repeat(134), [140, 140]],
    ['ж'.repeat(135), [140, 140, 8]],
  ])('%#', (text, expected) => {
    expect(lengths(planned(text).segments)).toEqual(expected);
  });

  it('writes the header 05 00 03 rr tt nn', () => {
    const { segments } = planned('a'.repeat(161), 0x1c3);
    expect(segments.map(({ octets }) => Array.from(octets.subarray(0, 6)))).toEqual([
      [5, 0, 3, 0xc3, 2, 1],
      [5, 0, 3, 0xc3, 2, 2],
    ]);
    expect(planned('a').segments[0]).toMatchObject({ headerOctets: 0, octets: Uint8Array.of(0x61) });
  });
});

describe('where a text is cut', () => {
  it('never inside an escape pair', () => {
    const { segments } = planned(`${'a'.repeat(152)}€${'b'.repeat(20)}`);
    expect(segments.map(({ text }) => text)).toEqual(['a'.repeat(152), `€${'b'.repeat(20)}`]);
  });

  it('never inside a surrogate pair', () => {
    const { segments } = planned(`${'ж'.repeat(66)}😀${'ж'.repeat(20)}`);
    expect(segments.map(({ text }) => text)).toEqual(['ж'.repeat(66), `😀${'ж'.repeat(20)}`]);
  });

  it.each([
    ['a family of four', family],
    ['a letter with an accent of its own', 'e\u0301'],
    ['a flag', '🇩🇪'],
    ['a line end', '\r\n'],
  ])('not inside %s', (_, cluster) => {
    const text = `${'ж'.repeat(66)}${cluster}${'ж'.repeat(40)}`;
    const { segments } = planned(text);
    expect(segments.map((segment) => segment.text)).toEqual(['ж'.repeat(66), `${cluster}${'ж'.repeat(40)}`]);
  });

  it('not inside a line end of GSM 7-bit', () => {
    const { segments } = planned(`${'a'.repeat(152)}\r\n${'b'.repeat(20)}`);
    expect(segments.map(({ text }) => text)).toEqual(['a'.repeat(152), `\r\n${'b'.repeat(20)}`]);
  });

  it('cuts a cluster that is longer than a segment', () => {
    const text = `ж${'\u0301'.repeat(200)}`;
    const { segments } = planned(text);
    expect(segments.map((segment) => segment.text.length)).toEqual([67, 67, 67]);
  });
});

describe('every plan', () => {
  const anyText = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '€', '\r', '\n', '\r\n', '{', 'é'), maxLength: 700 }),
    fc.string({ unit: fc.constantFrom('ж', '😀', 'e\u0301', family, '🇩🇪', '\r\n'), maxLength: 150 }),
    fc.string({ unit: 'binary', maxLength: 400 }),
  );

  it('gives the text back, within 140 octets a segment or 160 septets, and counts as it cuts', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 255 }), (text, reference) => {
        const { segments, encoding } = planned(text, reference);
        expect(segments).toHaveLength(countMessage(text).measure?.segments ?? 0);
        const texts = segments.map(({ octets, headerOctets, text: part }, index) => {
          const hasUdh = headerOctets > 0;
          expect(octets.length).toBeLessThanOrEqual(encoding === 'ucs2' ? 140 : hasUdh ? 159 : 160);
          expect(hasUdh).toBe(segments.length > 1);
          const udh = hasUdh ? parseUdh(octets) : null;
          if (udh !== null) {
            expect(concatenationOf(udh.elements)).toEqual({
              reference,
              total: segments.length,
              number: index + 1,
              referenceBits: 8,
            });
          }
          expect(
            decodeText(octets.subarray(udh?.length ?? 0), encoding === 'ucs2' ? 'ucs2' : 'gsm7'),
          ).toEqual({
            text: part,
            problems: [],
          });
          return part;
        });
        expect(texts.join('')).toBe(text);
      }),
    );
  });
});

describe('counts', () => {
  it.each([
    ['', 'gsm7', 0, 0, 160, 1, 160],
    ['Hello', 'gsm7', 5, 5, 160, 1, 155],
    ['5 €', 'gsm7', 3, 4, 160, 1, 156],
    ['a'.repeat(160), 'gsm7', 160, 160, 160, 1, 0],
    ['a'.repeat(161), 'gsm7', 161, 161, 153, 2, 145],
    ['€'.repeat(81), 'gsm7', 81, 162, 153, 2, 143],
    ['Привет', 'ucs2', 6, 6, 70, 1, 64],
    ['😀', 'ucs2', 1, 2, 70, 1, 68],
    ['ж'.repeat(71), 'ucs2', 71, 71, 67, 2, 63],
  ] as const)('%#', (text, encoding, characters, units, unitsPerSegment, segments, unitsLeftInLast) => {
    const counts = countMessage(text);
    expect(counts.characters).toBe(characters);
    expect(counts.measure).toMatchObject({ encoding, units, unitsPerSegment, segments, unitsLeftInLast });
  });
});

describe('what is refused', () => {
  it('more than 255 segments', () => {
    expect(planned('a'.repeat(255 * 153)).segments).toHaveLength(255);
    expect(planMessage({ text: 'a'.repeat(255 * 153 + 1) }, {}, () => 0)).toMatchObject({
      ok: false,
      sentence: 'The message needs 256 segments; a message has at most 255. Shorten it.',
      problem: null,
    });
  });

  it('half a surrogate pair, at its place in the whole text', () => {
    const plan = planMessage({ text: `${'ж'.repeat(100)}\ud83d!` }, {}, () => 0);
    expect(plan).toMatchObject({ ok: false, problem: { position: 100, codePoint: 0xd83d } });
  });
});
