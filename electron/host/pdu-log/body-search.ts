import { commands } from '#shared/smpp/tables/commands';
import { emptySummary, summarize } from '#shared/smpp/summarize';
import { encodeText } from '#shared/smpp/text/alphabets';
import { ESM_CLASS_UDHI } from '#shared/smpp/text/user-data';
import { HEADER_OCTETS } from '#shared/smpp/pdu';
import type { TrunkAlphabets } from '#shared/model/alphabets';
import { alphabetOf, specifiedAlphabets } from '#shared/model/data-coding-map';
import { destinationsIn, idNameOf, type PduWords, wordsOf } from './pdu-words';

/** A word that is searched for: in lower case, and as octets where those say it all. */
export interface SearchWord {
  readonly text: string;
  /** In Latin-1 and ASCII; null when the word takes decoding whatever the alphabet. */
  readonly latin1: Uint8Array | null;
  /** In GSM 7-bit without escapes; null where it has a character that needs one. */
  readonly gsm7: Uint8Array | null;
  /**
   * Shown with an id although it is not in the octets: with every id, or with some of them, where it begins with the end
   * of the name that stands before it.
   */
  readonly inShownNames: 'always' | 'perhaps' | 'never';
}

/** Every character of it is written in one octet, and no other character has it as its lower case. */
const asciiWord = /^[ -~]+$/;
/** Shown before an id in a row's text, so that a part of them is in more than the octets. */
const shownNames = ['message_id ', 'system_id '];
const GSM_ESCAPE = 0x1b;
const SUBMIT_MULTI = commands.submit_multi.id;

export function searchWord(text: string): SearchWord {
  const inShownNames = shownNames.some((name) => name.includes(text))
    ? 'always'
    : shownNames.some((name) => beginsWithEndOf(name, text))
      ? 'perhaps'
      : 'never';
  if (!asciiWord.test(text)) return { text, latin1: null, gsm7: null, inShownNames };
  const gsm7 = encodeText(text, 'gsm7');
  const isEscaped = !gsm7.ok || gsm7.octets.includes(GSM_ESCAPE);
  return {
    text,
    latin1: new TextEncoder().encode(text),
    gsm7: isEscaped ? null : gsm7.octets,
    inShownNames,
  };
}

function beginsWithEndOf(name: string, text: string): boolean {
  for (let from = 0; from < name.length; from += 1) if (text.startsWith(name.slice(from))) return true;
  return false;
}

/** True where the octets of the word are the same in every alphabet of one octet a character. */
export function isSameInAll({ latin1, gsm7 }: SearchWord): boolean {
  return latin1 !== null && gsm7 !== null && latin1.every((octet, at) => octet === gsm7[at]);
}

/**
 * Looks for words in what a row says of a PDU beyond its header: the same answer as searching `wordsOf` in lower case,
 * but found in the octets themselves wherever they are the text, octet for character.
 */
export class BodySearch {
  readonly #summary = emptySummary();
  #octets: Uint8Array = new Uint8Array(0);
  #alphabets: TrunkAlphabets | undefined;
  /** How the text's octets are compared; `decoded` where they are not the characters one by one. */
  #alphabet: 'latin1' | 'gsm7' | 'decoded' = 'decoded';
  #textStart = 0;
  #textEnd = 0;
  #words: PduWords | null = null;

  /** The PDU that the questions are asked about. */
  read(octets: Uint8Array, alphabets: TrunkAlphabets | undefined): void {
    this.#octets = octets;
    this.#alphabets = alphabets;
    this.#words = null;
    const { commandId, textOffset, textLength } = summarize(octets, this.#summary);
    if (textLength > 0) {
      this.#textStart = textOffset;
      this.#textEnd = textOffset + textLength;
      this.#alphabet = commandId === SUBMIT_MULTI ? 'decoded' : this.#alphabetOfText();
      return;
    }
    const idName = idNameOf(commandId);
    this.#textStart = HEADER_OCTETS;
    this.#textEnd = idName === null ? HEADER_OCTETS : endOfCString(octets, HEADER_OCTETS);
    // After a system_id may stand a password.
    this.#alphabet = commandId === SUBMIT_MULTI || idName === 'system_id' ? 'decoded' : 'latin1';
  }

  /** In the addresses or the text, or in the id that is shown in its place. */
  has(word: SearchWord): boolean {
    return (
      this.#isInText(word) ||
      this.isInSource(word) ||
      this.isInDestination(word) ||
      // That a row shows the first destination "and 2 more" is in no octets.
      (this.#summary.commandId === SUBMIT_MULTI && includes(this.#decoded.destinationAddress, word))
    );
  }

  isInSource(word: SearchWord): boolean {
    const { sourceOffset, sourceLength } = this.#summary;
    if (word.latin1 === null) return includes(this.#decoded.sourceAddress, word);
    return contains(this.#octets, sourceOffset, sourceOffset + sourceLength, word.latin1);
  }

  isInDestination(word: SearchWord): boolean {
    const { commandId, destinationOffset, destinationLength } = this.#summary;
    if (word.latin1 === null || commandId === SUBMIT_MULTI)
      return destinationsIn(this.#octets).some((destination) => includes(destination, word));
    return contains(this.#octets, destinationOffset, destinationOffset + destinationLength, word.latin1);
  }

  /** In the text of a message; an id that is shown in its place does not count. */
  isInMessageText(word: SearchWord): boolean {
    return this.#summary.textLength > 0 && this.#isInText(word);
  }

  #isInText(word: SearchWord): boolean {
    const isNameAsked = word.inShownNames !== 'never' && this.#summary.textLength === 0;
    if (this.#alphabet === 'decoded' || word.latin1 === null || isNameAsked)
      return includes(this.#decoded.text, word);
    const inText = this.#alphabet === 'gsm7' ? word.gsm7 : word.latin1;
    return inText !== null && contains(this.#octets, this.#textStart, this.#textEnd, inText);
  }

  #alphabetOfText(): 'latin1' | 'gsm7' | 'decoded' {
    const { esmClass, dataCoding } = this.#summary;
    if ((esmClass & ESM_CLASS_UDHI) !== 0) return 'decoded';
    const encoding = alphabetOf(dataCoding, this.#alphabets ?? specifiedAlphabets);
    if (encoding === 'latin1' || encoding === 'ascii') return 'latin1';
    if (encoding !== 'gsm7') return 'decoded';
    // After an escape the next octet is another character.
    for (let at = this.#textStart; at < this.#textEnd; at += 1) {
      if (this.#octets[at] === GSM_ESCAPE) return 'decoded';
    }
    return 'gsm7';
  }

  get #decoded(): PduWords {
    return (this.#words ??= wordsOf(this.#octets, this.#alphabets));
  }
}

function includes(text: string, word: SearchWord): boolean {
  return text.toLowerCase().includes(word.text);
}

/** `word` is in lower case; the octets are compared in any. */
function contains(octets: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  const lower = word[0] ?? 0;
  const upper = upperCase(lower);
  const last = end - word.length;
  for (let at = start; at <= last; at += 1) {
    const octet = octets[at];
    if (octet !== lower && octet !== upper) continue;
    let next = 1;
    while (next < word.length && isSame(octets[at + next] ?? 0, word[next] ?? 0)) next += 1;
    if (next === word.length) return true;
  }
  return false;
}

function upperCase(octet: number): number {
  return octet >= 0x61 && octet <= 0x7a ? octet - 0x20 : octet;
}

function isSame(octet: number, lower: number): boolean {
  return octet === lower || octet === upperCase(lower);
}

function endOfCString(octets: Uint8Array, start: number): number {
  let end = start;
  while (end < octets.length && octets[end] !== 0) end += 1;
  return end;
}
