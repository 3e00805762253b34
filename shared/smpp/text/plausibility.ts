/** How much a text looks like one that a person or a program wrote. */
export interface Plausibility {
  /** 0 to 1. */
  readonly score: number;
  /** What speaks against it, most important first, as parts of a sentence; empty if nothing does. */
  readonly doubts: readonly string[];
}

/** A text is judged by its beginning; more of it says no more. */
const MAX_JUDGED = 500;

const writingSystems: readonly (readonly [name: string, letter: RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['East Asian', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Indic', /[\u0900-\u0dff]/u],
  ['Georgian', /\p{Script=Georgian}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Ethiopic', /\p{Script=Ethiopic}/u],
];

const COMMON = /[A-Za-z0-9 \r\n.,:;!?'"()&%+=#*/@$_€£-]/;
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufffd\ufffe\uffff]/;
/** Rare Han and symbols, private use, unassigned: what octets of another alphabet make in UCS-2. */
const RARE = /[\u3200-\u4dbf\p{Co}\p{Cn}\p{Cs}]/u;

/** True where a text has a character that no text has. */
export function hasControls(text: string): boolean {
  return CONTROL.test(text);
}

/** `problemCount`: what the decoder found wrong. */
export function plausibilityOf(text: string, problemCount: number): Plausibility {
  const characters = Array.from(text.slice(0, MAX_JUDGED));
  if (characters.length === 0) return { score: 0, doubts: ['there is no text'] };
  const systems = countSystems(characters);
  const [main] = [...systems].sort(([, a], [, b]) => b - a)[0] ?? [null];
  let sum = 0;
  let controls = 0;
  let strangers = 0;
  let breaks = 0;
  characters.forEach((character, index) => {
    if (CONTROL.test(character)) controls += 1;
    const system = systemOf(character);
    const isStranger = system !== null && system !== main && main !== 'East Asian';
    if (isStranger && system !== 'Latin') strangers += 1;
    sum += isStranger ? 0.4 : commonness(character, system);
    if (isBreak(characters[index - 1], character)) breaks += 1;
  });
  const length = characters.length;
  const penalty = (0.5 * breaks + controls + Math.min(problemCount, length)) / length;
  const doubts: string[] = [];
  if (controls > 0) doubts.push(`${count(controls, 'control character')} that no text has`);
  if (strangers > 0) doubts.push(`letters of ${[...systems.keys()].join(', ')} mixed`);
  if (breaks > length / 6) doubts.push('capitals and digits in the middle of words');
  const odd = characters.filter((character) => commonness(character, systemOf(character)) < 0.5).length;
  if (odd > controls)
    doubts.push(
      `${count(odd - controls, 'character')} that ${odd - controls === 1 ? 'is' : 'are'} rare in texts`,
    );
  const wordShare =
    characters.filter((character) => /[\p{L}\p{M}\p{N}\p{Emoji_Presentation} ]/u.test(character)).length /
    length;
  if (wordShare < 0.5) doubts.push('few letters and digits');
  const score = (sum / length - penalty) * Math.min(1, 2 * wordShare);
  return { score: Math.max(0, Math.min(1, score)), doubts };
}

function commonness(character: string, system: string | null): number {
  if (COMMON.test(character)) return 1;
  if (CONTROL.test(character)) return 0;
  if (RARE.test(character)) return 0.2;
  if (system !== null || /\p{M}|\p{Extended_Pictographic}|\u200d/u.test(character)) return 0.9;
  if (/[\t\u2010-\u2026\u00a0\u3001\u3002\uff01-\uff1f]|[!-~]/.test(character)) return 0.8;
  return 0.3;
}

function systemOf(character: string): string | null {
  if (!/\p{L}|\p{M}/u.test(character)) return null;
  return writingSystems.find(([, letter]) => letter.test(character))?.[0] ?? null;
}

function countSystems(characters: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const character of characters) {
    const system = systemOf(character);
    if (system !== null) counts.set(system, (counts.get(system) ?? 0) + 1);
  }
  return counts;
}

/** A capital or a digit right after a small letter, or a small letter after a digit. */
function isBreak(before: string | undefined, character: string): boolean {
  if (before === undefined) return false;
  if (/\p{Ll}/u.test(before)) return /\p{Lu}|\d/u.test(character);
  return /\d/.test(before) && /\p{Ll}/u.test(character);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
