/** A regular expression as a tree. Back references and look-around are left out: with them no time limit can be given. */
export type PatternNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly has: (codePoint: number) => boolean }
  | { readonly kind: 'assert'; readonly what: 'start' | 'end' | 'boundary' | 'inside' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number };

/** What is wrong with a pattern, as a sentence for the screen. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

const MAX_REPEAT = 1000;
const MAX_DEPTH = 50;

export const isWord = (codePoint: number): boolean =>
  (codePoint >= 48 && codePoint <= 57) ||
  (codePoint >= 65 && codePoint <= 90) ||
  codePoint === 95 ||
  (codePoint >= 97 && codePoint <= 122);
const isDigit = (codePoint: number): boolean => codePoint >= 48 && codePoint <= 57;
const isSpace = (codePoint: number): boolean => /\s/.test(String.fromCodePoint(codePoint));
const isLineEnd = (codePoint: number): boolean =>
  codePoint === 10 || codePoint === 13 || codePoint === 0x2028 || codePoint === 0x2029;

type Has = (codePoint: number) => boolean;
const not =
  (has: Has): Has =>
  (codePoint) =>
    !has(codePoint);

const classes: Readonly<Record<string, Has>> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

/** Reads a pattern in the syntax of JavaScript. Throws a `PatternError`. */
export function parsePattern(pattern: string): PatternNode {
  return new Parser(pattern).parse();
}

class Parser {
  readonly #characters: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#characters = Array.from(pattern);
  }

  parse(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#characters.length) throw new PatternError('A “)” closes no group.');
    return node;
  }

  #choice(): PatternNode {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new PatternError('The groups lie too deep in each other.');
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth -= 1;
    return parts.length === 1 ? (parts[0] ?? { kind: 'empty' }) : { kind: 'choice', parts };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek()) {
      parts.push(this.#repeated());
    }
    return { kind: 'sequence', parts };
  }

  #repeated(): PatternNode {
    const part = this.#atom();
    const range = this.#quantifier();
    if (range === null) return part;
    if (part.kind === 'assert') throw new PatternError('Nothing is there to be repeated.');
    if (range.max < range.min || range.min > MAX_REPEAT) {
      throw new PatternError(`A part is repeated at most ${MAX_REPEAT} times.`);
    }
    // Lazy or not is the same where only “does it match” is asked.
    this.#take('?');
    if (this.#quantifier() !== null) throw new PatternError('Two quantifiers follow each other.');
    return { kind: 'repeat', part, ...range };
  }

  #quantifier(): { readonly min: number; readonly max: number } | null {
    if (this.#take('*')) return { min: 0, max: Infinity };
    if (this.#take('+')) return { min: 1, max: Infinity };
    if (this.#take('?')) return { min: 0, max: 1 };
    const rest = this.#characters.slice(this.#at, this.#at + 12).join('');
    const found = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest);
    if (found === null) return null;
    this.#at += found[0].length;
    const min = Number(found[1]);
    const max = found[2] === undefined ? min : found[3] === '' ? Infinity : Number(found[3]);
    if (max !== Infinity && max > MAX_REPEAT) {
      throw new PatternError(`A part is repeated at most ${MAX_REPEAT} times.`);
    }
    return { min, max };
  }

  #atom(): PatternNode {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '.':
        return { kind: 'set', has: not(isLineEnd) };
      case '^':
        return { kind: 'assert', what: 'start' };
      case '$':
        return { kind: 'assert', what: 'end' };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new PatternError(`Nothing stands before “${character}”.`);
      default:
        return literal(character.codePointAt(0) ?? 0);
    }
  }

  #group(): PatternNode {
    if (this.#take('?') && !this.#take(':')) {
      throw new PatternError('Look-around and named groups cannot be used here; “(?:…)” can.');
    }
    const node = this.#choice();
    if (!this.#take(')')) throw new PatternError('A “(” is not closed.');
    return node;
  }

  #escape(): PatternNode {
    const character = this.#next();
    if (character === 'b') return { kind: 'assert', what: 'boundary' };
    if (character === 'B') return { kind: 'assert', what: 'inside' };
    if (/[1-9]/.test(character)) throw new PatternError('Back references cannot be used here.');
    const has = classes[character];
    return has === undefined ? literal(this.#codePointOf(character)) : { kind: 'set', has };
  }

  #codePointOf(character: string): number {
    const control = controls[character];
    if (control !== undefined) return control;
    if (character === 'x') return this.#hex(2);
    if (character === 'u') return this.#hex(4);
    if (/[a-zA-Z]/.test(character)) throw new PatternError(`“\\${character}” means nothing here.`);
    return character.codePointAt(0) ?? 0;
  }

  #hex(digits: number): number {
    const text = this.#characters.slice(this.#at, this.#at + digits).join('');
    if (text.length !== digits || !/^[0-9a-f]+$/i.test(text)) {
      throw new PatternError(`${digits} hexadecimal digits are expected.`);
    }
    this.#at += digits;
    return Number.parseInt(text, 16);
  }

  #class(): PatternNode {
    const isNegated = this.#take('^');
    const members: Has[] = [];
    while (!this.#take(']')) {
      const low = this.#classMember();
      const isRange = this.#peek() === '-' && this.#characters[this.#at + 1] !== ']';
      if (!isRange || typeof low !== 'number') {
        members.push(typeof low === 'number' ? (codePoint) => codePoint === low : low);
        continue;
      }
      this.#next();
      const high = this.#classMember();
      if (typeof high !== 'number' || high < low)
        throw new PatternError('A range of characters runs backwards.');
      members.push((codePoint) => codePoint >= low && codePoint <= high);
    }
    const has: Has = (codePoint) => members.some((member) => member(codePoint));
    return { kind: 'set', has: isNegated ? not(has) : has };
  }

  #classMember(): number | Has {
    const character = this.#next('A “[” is not closed.');
    if (character !== '\\') return character.codePointAt(0) ?? 0;
    const escaped = this.#next();
    return classes[escaped] ?? (escaped === 'b' ? 8 : this.#codePointOf(escaped));
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #take(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #next(sentence = 'The pattern ends too early.'): string {
    const character = this.#peek();
    if (character === undefined) throw new PatternError(sentence);
    this.#at += 1;
    return character;
  }
}

function literal(wanted: number): PatternNode {
  return { kind: 'set', has: (codePoint) => codePoint === wanted };
}
