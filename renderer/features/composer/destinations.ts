import { addressProblem, conversationKey, parseAddress } from '#shared/model/address';

/** A number has at least so many digits where blanks alone stand between numbers. */
const LEAST_DIGITS = 6;
const MOST_DIGITS = 15;

/**
 * The destinations of something pasted: one to a line, or with commas, semicolons, tabs or blanks between them. Blanks
 * inside a number stay part of it.
 */
export function splitDestinations(pasted: string): string[] {
  return pasted.split(/[\r\n,;\t|]+/).flatMap((piece) => {
    const text = piece
      .trim()
      .replace(/^["']+|["']+$/g, '')
      .trim();
    if (text === '') return [];
    const words = text.split(/\s+/);
    if (words.length > 1 && words.every(isWholeNumber)) return words;
    return [text];
  });
}

function isWholeNumber(word: string): boolean {
  const digits = word.replaceAll(/\D/g, '').length;
  return /^\+?[\d().\-]+$/.test(word) && digits >= LEAST_DIGITS;
}

export interface MergedDestinations {
  readonly destinations: readonly string[];
  /** How many were there already, in whatever way they were written. */
  readonly duplicateCount: number;
}

/** The list with more at its end; one number, however written, is there once. */
export function mergeDestinations(present: readonly string[], added: readonly string[]): MergedDestinations {
  const byKey = new Map(present.map((each) => [conversationKey(each), each]));
  let duplicateCount = present.length - byKey.size;
  for (const each of added) {
    const key = conversationKey(each);
    if (byKey.has(key)) duplicateCount += 1;
    else byKey.set(key, each);
  }
  return { destinations: [...byKey.values()], duplicateCount };
}

/** Why something in a list of numbers is none, as a sentence; null for a number. */
export function listedNumberProblem(typed: string): string | null {
  const address = parseAddress(typed);
  const problem = addressProblem(address);
  if (problem !== null) return problem;
  if (address.kind === 'alphanumeric') return `“${typed}” is not a number. Correct it or take it out.`;
  if (address.address.length <= MOST_DIGITS) return null;
  return `A number has at most ${MOST_DIGITS} digits; this one has ${address.address.length}.`;
}
