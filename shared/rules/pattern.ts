import { isWord, parsePattern, PatternError, type PatternNode } from './pattern-syntax';

/** Steps of a compiled pattern at most; with the length of the text it bounds the time of a match. */
const MAX_STEPS = 500;
/** Characters of a text that are looked at. */
const MAX_CHARACTERS = 4000;

type Step =
  | { readonly kind: 'set'; readonly has: (codePoint: number) => boolean }
  | { readonly kind: 'assert'; readonly what: 'start' | 'end' | 'boundary' | 'inside' }
  | { readonly kind: 'split'; first: number; second: number }
  | { readonly kind: 'match' };

/**
 * A regular expression whose time grows with the length of the text and of the pattern and with nothing else: all ways
 * of matching are followed at once (Thompson's construction), so no text of a stranger can hold up the host.
 */
export class Pattern {
  readonly #steps: readonly Step[];
  readonly #ignoresCase: boolean;

  private constructor(steps: readonly Step[], ignoresCase: boolean) {
    this.#steps = steps;
    this.#ignoresCase = ignoresCase;
  }

  /** Throws a `PatternError` with a sentence. */
  static compile(pattern: string, { ignoresCase }: { readonly ignoresCase: boolean }): Pattern {
    const compiler = new Compiler();
    compiler.add(parsePattern(pattern));
    compiler.push({ kind: 'match' });
    return new Pattern(compiler.steps, ignoresCase);
  }

  /** True when the pattern matches anywhere in the text. */
  test(text: string): boolean {
    const characters = Array.from(text.slice(0, MAX_CHARACTERS * 2), (each) => each.codePointAt(0) ?? 0);
    characters.length = Math.min(characters.length, MAX_CHARACTERS);
    let current = new Set<number>();
    for (let at = 0; at <= characters.length; at += 1) {
      // A match may begin at every place.
      if (this.#follow(0, at, characters, current)) return true;
      const codePoint = characters[at];
      if (codePoint === undefined) return false;
      const next = new Set<number>();
      for (const index of current) {
        const step = this.#steps[index];
        if (step?.kind !== 'set' || !this.#has(step.has, codePoint)) continue;
        if (this.#follow(index + 1, at + 1, characters, next)) return true;
      }
      current = next;
    }
    return false;
  }

  /** Adds a place and all that are reached from it without a character; true when the end is among them. */
  #follow(start: number, at: number, characters: readonly number[], into: Set<number>): boolean {
    const pending = [start];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (into.has(index)) continue;
      into.add(index);
      const step = this.#steps[index];
      if (step === undefined) continue;
      if (step.kind === 'match') return true;
      if (step.kind === 'split') pending.push(step.second, step.first);
      if (step.kind === 'assert' && holds(step.what, at, characters)) pending.push(index + 1);
    }
    return false;
  }

  #has(has: (codePoint: number) => boolean, codePoint: number): boolean {
    if (!this.#ignoresCase) return has(codePoint);
    const character = String.fromCodePoint(codePoint);
    return (
      has(codePoint) ||
      has(character.toLowerCase().codePointAt(0) ?? 0) ||
      has(character.toUpperCase().codePointAt(0) ?? 0)
    );
  }
}

function holds(
  what: 'start' | 'end' | 'boundary' | 'inside',
  at: number,
  characters: readonly number[],
): boolean {
  if (what === 'start') return at === 0;
  if (what === 'end') return at === characters.length;
  const before = characters[at - 1];
  const after = characters[at];
  const isBoundary = (before !== undefined && isWord(before)) !== (after !== undefined && isWord(after));
  return isBoundary === (what === 'boundary');
}

class Compiler {
  readonly steps: Step[] = [];

  push(step: Step): number {
    if (this.steps.length >= MAX_STEPS) throw new PatternError('The pattern is too long.');
    this.steps.push(step);
    return this.steps.length - 1;
  }

  add(node: PatternNode): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'set':
      case 'assert':
        this.push(node);
        return;
      case 'sequence':
        for (const part of node.parts) this.add(part);
        return;
      case 'choice':
        this.#choice(node.parts);
        return;
      case 'repeat':
        this.#repeat(node.part, node.min, node.max);
    }
  }

  #choice([first, ...others]: readonly PatternNode[]): void {
    if (first === undefined) return;
    if (others.length === 0) {
      this.add(first);
      return;
    }
    const split = this.#split();
    split.first = this.steps.length;
    this.add(first);
    const jump = this.#split();
    split.second = this.steps.length;
    this.#choice(others);
    jump.first = this.steps.length;
    jump.second = jump.first;
  }

  #repeat(part: PatternNode, min: number, max: number): void {
    for (let count = 0; count < min; count += 1) this.add(part);
    if (max === Infinity) {
      const split = this.#split();
      const start = this.steps.length - 1;
      split.first = this.steps.length;
      this.add(part);
      const back = this.#split();
      back.first = start;
      back.second = start;
      split.second = this.steps.length;
      return;
    }
    const splits: { first: number; second: number }[] = [];
    for (let count = min; count < max; count += 1) {
      const split = this.#split();
      split.first = this.steps.length;
      splits.push(split);
      this.add(part);
    }
    for (const split of splits) split.second = this.steps.length;
  }

  #split(): { first: number; second: number } {
    const split = { kind: 'split' as const, first: 0, second: 0 };
    this.push(split);
    return split;
  }
}
