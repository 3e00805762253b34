export type TokenKind = 'word' | 'string' | 'operator' | 'open' | 'close' | 'end';

/** `start` and `end` are positions in the filter as it was typed. */
export interface Token {
  readonly kind: TokenKind;
  /** Of a string: without quotes and escapes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface LexProblem {
  readonly position: number;
  readonly sentence: string;
}

const operators = ['==', '!=', '<=', '>=', '&&', '||', '<', '>', '=', '~', '!'] as const;
const blank = /\s/;
const wordEnd = /[\s()"=<>~]/;

/** Cuts a filter into tokens; the last one is `end`. */
export function tokenize(
  text: string,
): { readonly tokens: readonly Token[] } | { readonly problem: LexProblem } {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (blank.test(character)) {
      at += 1;
      continue;
    }
    if (character === '(' || character === ')') {
      tokens.push({ kind: character === '(' ? 'open' : 'close', text: character, start: at, end: at + 1 });
      at += 1;
      continue;
    }
    if (character === '"') {
      const string = readString(text, at);
      if (string === null) {
        return { problem: { position: at, sentence: 'The quotation mark is not closed. Add " at the end.' } };
      }
      tokens.push(string);
      at = string.end;
      continue;
    }
    const operator = operators.find((candidate) => text.startsWith(candidate, at));
    if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator, start: at, end: at + operator.length });
      at += operator.length;
      continue;
    }
    const end = endOfWord(text, at);
    tokens.push({ kind: 'word', text: text.slice(at, end), start: at, end });
    at = end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return { tokens };
}

/** `!` and `|` and `&` end a word only where they are an operator of two characters. */
function endOfWord(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    if (wordEnd.test(text.charAt(at))) break;
    if (text.startsWith('!=', at) || text.startsWith('&&', at) || text.startsWith('||', at)) break;
    at += 1;
  }
  return at;
}

function readString(text: string, start: number): Token | null {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { kind: 'string', text: value, start, end: at + 1 };
    if (character === '\\' && at + 1 < text.length) at += 1;
    value += text.charAt(at);
  }
  return null;
}

/** A string as it is written in a filter. */
export function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, (character) => `\\${character}`)}"`;
}
