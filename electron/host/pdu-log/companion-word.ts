import { isSameInAll, type SearchWord, searchWord } from './body-search';
import { type MessageLayout, verdicts } from './message-layout';
import { type OctetPattern, wordPatterns } from './octet-pattern';

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/**
 * A word that is asked of the rows that show another one: looked for at once where that was found, since the octets are
 * at hand then and it is known what they are.
 */
export class CompanionWord {
  readonly #plain: readonly OctetPattern[];
  readonly #inShownNames: SearchWord['inShownNames'];
  /** By row of the stretch that is searched. */
  #answers = new Uint8Array(0);

  private constructor(plain: readonly OctetPattern[], inShownNames: SearchWord['inShownNames']) {
    this.#plain = plain;
    this.#inShownNames = inShownNames;
  }

  /** Null for a word whose places in the octets do not say all. */
  static of(text: string): CompanionWord | null {
    const patterns = wordPatterns(text);
    const search = searchWord(text);
    return patterns === null || !isSameInAll(search)
      ? null
      : new CompanionWord(patterns.plain, search.inShownNames);
  }

  /** Forgets what was found in another stretch of `count` rows. */
  begin(count: number, from: number, to: number): void {
    if (this.#answers.length < count) this.#answers = new Uint8Array(count);
    else this.#answers.fill(UNKNOWN, from, to);
  }

  /** Of a row that the layout has read. */
  look(octets: DataView, row: number, layout: MessageLayout): void {
    // An id is shown with a name that is not in the octets.
    if (layout.showsId && this.#inShownNames !== 'never') return;
    for (const pattern of this.#plain) {
      const verdict = layout.search(octets, pattern);
      if (verdict === verdicts.inside) this.#answers[row] = YES;
      if (verdict !== verdicts.outside) return;
    }
    this.#answers[row] = NO;
  }

  /** Moves rows that are asked still to those that are found, or to neither, where that is known. */
  settle(asked: Uint8Array, found: Uint8Array, from: number, to: number): void {
    const answers = this.#answers;
    for (let row = from; row < to; row += 1) {
      const answer = answers[row] ?? UNKNOWN;
      const isAsked = asked[row] ?? 0;
      found[row] = (found[row] ?? 0) | (isAsked & (answer >> 1));
      asked[row] = isAsked & ((answer - 1) >>> 31);
    }
  }
}
