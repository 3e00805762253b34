import { describe, expect, it } from 'vitest';
import {
  charactersBeyondGsm,
  counterWords,
  forcedByWords,
} from '../../../../../renderer/features/composer/text-counter';

describe('the counter', () => {
  it('counts GSM 7-bit with two for the extension table', () => {
    expect(counterWords('a'.repeat(159))).toMatchObject({
      encoding: 'GSM 7-bit',
      segments: 1,
      left: 1,
      forcedBy: [],
    });
    expect(counterWords(`${'a'.repeat(159)}€`)).toMatchObject({ characters: 160, segments: 2, forcedBy: [] });
  });

  it('counts UCS-2 with what forces it', () => {
    expect(counterWords('Zażółć')).toMatchObject({
      encoding: 'UCS-2',
      characters: 6,
      segments: 1,
      left: 64,
      forcedBy: ['ż', 'ó', 'ł', 'ć'],
    });
  });

  it('names a character outside the basic plane whole, and each once', () => {
    expect(charactersBeyondGsm('👍👍 ł ł')).toEqual(['👍', 'ł']);
  });

  it('says it as a sentence would', () => {
    expect(forcedByWords(['ł'])).toBe('“ł” is not in GSM 7-bit');
    expect(forcedByWords(['ż', 'ł', 'ć'])).toBe('“ż”, “ł” and “ć” are not in GSM 7-bit');
    expect(forcedByWords(['a', 'b', 'c', 'd', 'e', 'f'])).toBe(
      '“a”, “b”, “c”, “d”, “e” and others are not in GSM 7-bit',
    );
  });
});
