import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt, highlight } from '../../../../../renderer/features/conversations/search-hits';

const marked = (text: string, query: string): string =>
  highlight(text, query)
    .map((part) => (part.isHit ? `[${part.text}]` : part.text))
    .join('');

describe('highlight', () => {
  it('marks words whatever their case and accents', () => {
    expect(marked('Déjà vu, DEJA VU', 'deja')).toBe('[Déjà] vu, [DEJA] VU');
    expect(marked('Straße 5', 'straße')).toBe('[Straße] 5');
  });

  it('takes the last word as far as it is written, and the others whole', () => {
    expect(marked('quick brown quickly', 'quick bro')).toBe('[quick] [bro]wn quickly');
    expect(marked('rebrown', 'bro')).toBe('rebrown');
  });

  it('loses and adds no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        expect(
          highlight(text, query)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

describe('excerpt', () => {
  it('cuts what stands before the first hit', () => {
    const parts = excerpt(`${'a '.repeat(100)}needle in it`, 'needle');
    expect(parts[0]?.text.startsWith('…')).toBe(true);
    expect(parts[0]?.text.length).toBeLessThan(30);
    expect(parts[1]).toEqual({ text: 'needle', isHit: true });
  });
});
