import { addressProblem, conversationKey, parseAddress } from '#shared/model/address';

/** A number has at least so many digits where blanks alone stand between numbers: groups of one number are shorter. */
const LEAST_DIGITS = 7;
/** A number that a blank ends while a list is typed: no beginning of a longer one has so many. */
const LEAST_DIGITS_ENDED = 10;
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
    return splitAtBlanks(text);
  });
}

/** Numbers with blanks alone between them; anything else is one, blanks and all. */
export function splitAtBlanks(typed: string): string[] {
  const text = typed.trim();
  if (text === '') return [];
  const words = text.split(/\s+/);
  return words.every((word) => isWholeNumber(word, LEAST_DIGITS)) ? words : [text];
}

function isWholeNumber(word: string, leastDigits: number): boolean {
  const digits = word.replaceAll(/\D/g, '').length;
  return /^\+?[\d().\-]+$/.test(word) && digits >= leastDigits;
}

/**
 * Whether what is typed is ended, so that it goes into the list: by a comma or the like, by a blank after a second
 * number, or after one that cannot be longer where a list has been begun.
 */
export function isListEnded(typed: string, hasList: boolean): boolean {
  if (/[,;\n\t]/.test(typed)) return true;
  if (!/\S\s$/.test(typed)) return false;
  const words = splitAtBlanks(typed);
  return words.length > 1 || (hasList && isWholeNumber(words[0] ?? '', LEAST_DIGITS_ENDED));
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

/** What has to be corrected is seen first; else in its order. */
export function wrongFirst(destinations: readonly string[]): readonly string[] {
  const isWrong = (each: string): boolean => listedNumberProblem(each) !== null;
  return [...destinations.filter(isWrong), ...destinations.filter((each) => !isWrong(each))];
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
