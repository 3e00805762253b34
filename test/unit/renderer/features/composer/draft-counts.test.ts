import { describe, expect, it } from 'vitest';
import { aTrunk } from '#test/support/views';
import { emptyDraft, type Draft } from '../../../../../renderer/features/composer/draft';
import {
  countDraft,
  forcedByWords,
  messageOptionsOf,
} from '../../../../../renderer/features/composer/draft-counts';

const trunk = aTrunk('t1').settings;
function count(changed: Partial<Draft>, settings = trunk) {
  const draft = { ...emptyDraft, ...changed };
  return countDraft(draft, messageOptionsOf(draft, settings));
}

describe('what is shown of a text', () => {
  it('counts GSM 7-bit with two for the extension table', () => {
    expect(count({ text: 'a'.repeat(159) })).toMatchObject({
      encoding: 'GSM 7-bit',
      size: { segments: 1, left: 1, octets: 159 },
      marks: [],
    });
    expect(count({ text: `${'a'.repeat(159)}€` })).toMatchObject({ characters: 160, size: { segments: 2 } });
  });

  it('counts UCS-2, and marks what forces it', () => {
    const counts = count({ text: 'Zażółć 👍' });
    expect(counts).toMatchObject({ encoding: 'UCS-2', characters: 8, size: { segments: 1, left: 61 } });
    expect(counts.marks.map(({ character }) => character)).toEqual(['ż', 'ó', 'ł', 'ć', '👍']);
    expect(counts.replacement).toBeNull();
  });

  it('offers to replace what reads the same', () => {
    expect(count({ text: '“Yes” – no…' }).replacement).toEqual({
      text: '"Yes" - no...',
      label: 'Replace 4 characters, stay in GSM 7-bit',
      detail: '“ → ", ” → ", – → -, … → ...',
    });
  });

  it('offers letters without their accents only where nothing else forces, and says which', () => {
    expect(count({ text: 'żółw' }).replacement).toMatchObject({
      text: 'zólw'.replace('ó', 'o'),
      label: 'Replace 3 characters, stay in GSM 7-bit',
    });
    expect(count({ text: 'żółw 🐢' }).replacement).toBeNull();
  });

  it('names what it does not show', () => {
    expect(count({ text: 'a\u00a0b\u200bc' }).replacement?.detail).toBe('U+00A0 → a blank, U+200B → nothing');
  });

  it('refuses what the chosen alphabet does not have, and offers to mend it', () => {
    const counts = count({ text: 'It’s', alphabet: 'gsm7' });
    expect(counts).toMatchObject({
      size: null,
      encoding: 'GSM 7-bit',
      replacement: { text: "It's", label: 'Replace 1 character, use GSM 7-bit' },
    });
    expect(counts.refusal).toContain('cannot be written in GSM 7-bit');
  });

  it('goes by the method of the message, else of the trunk', () => {
    const text = 'a'.repeat(320);
    expect(count({ text }).size).toMatchObject({ segments: 3, octets: 320 + 3 * 6 });
    expect(count({ text, longMethod: 'udh16' }).size).toMatchObject({ segments: 3, octets: 320 + 3 * 7 });
    expect(count({ text, longMethod: 'payload' }).size).toMatchObject({ segments: 1, octets: 320 });
    expect(count({ text }, { ...trunk, longMessages: 'refuse' }).refusal).not.toBeNull();
    expect(count({ text: 'a'.repeat(141) }, { ...trunk, version: '3.3' }).size?.segments).toBe(2);
  });

  it('names the shift tables that it takes', () => {
    const shiftTables = { language: 1, tables: 'single' as const };
    expect(count({ text: 'ışık', shiftTables }).encoding).toBe('GSM 7-bit with Turkish single shift');
  });

  it('makes room for the ports of an application', () => {
    expect(count({ text: 'a'.repeat(160), hasPorts: true }).size?.segments).toBe(2);
  });

  it('counts octets of a binary message, and waits for the second digit', () => {
    expect(count({ alphabet: 'binary', hex: '05 00 03' })).toMatchObject({
      isBinary: true,
      characters: 3,
      size: { segments: 1, left: null, octets: 3 },
    });
    expect(count({ alphabet: 'binary', hex: '05 0' })).toMatchObject({ size: null, refusal: null });
  });

  it('bears half of a surrogate pair', () => {
    expect(count({ text: 'a\ud83d' }).characters).toBe(2);
  });
});

describe('why it goes as UCS-2', () => {
  const mark = (character: string) => ({ index: 0, length: 1, character, replacement: null, isSame: false });

  it('is said as a sentence would', () => {
    expect(forcedByWords([mark('ł')], 'GSM 7-bit')).toBe('“ł” is not in GSM 7-bit');
    expect(forcedByWords(['“', '”'].map(mark), 'GSM 7-bit')).toBe(
      '“ (U+201C) and ” (U+201D) are not in GSM 7-bit',
    );
    expect(forcedByWords(['ż', 'ł', 'ć', 'ł'].map(mark), 'Latin-1')).toBe(
      '“ż”, “ł” and “ć” are not in Latin-1',
    );
    expect(forcedByWords(['ą', 'ć', 'ę', 'ł', 'ń', 'ż'].map(mark), 'GSM 7-bit')).toBe(
      '“ą”, “ć”, “ę”, “ł”, “ń” and others are not in GSM 7-bit',
    );
  });
});
