import { allRows, type CompareOperator, type Filter } from './filter-ast';
import { filterField, partPrefix, type FilterField } from './filter-fields';
import { operatorsFor, readValue } from './filter-values';
import { quote, tokenize, type Token } from './lexer';

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter }
  /** `position` counts characters from 0; `sentence` is ready for the screen. */
  | { readonly ok: false; readonly position: number; readonly sentence: string };

/** Parentheses and `not` within each other: far more than anybody writes, and far less than the stack holds. */
const MAX_DEPTH = 100;

const compareSigns: Readonly<Record<string, CompareOperator>> = {
  '==': '==',
  '=': '==',
  '!=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '~': '~',
  contains: '~',
};

/** Reads a filter of docs/log-filter.md. An empty one matches every row. */
export function parseFilter(text: string): ParsedFilter {
  const lexed = tokenize(text);
  if ('problem' in lexed) return { ok: false, ...lexed.problem };
  try {
    return { ok: true, filter: new FilterParser(lexed.tokens).parse() };
  } catch (error) {
    if (error instanceof FilterError) return { ok: false, position: error.position, sentence: error.message };
    throw error;
  }
}

class FilterError extends Error {
  readonly position: number;

  constructor(position: number, sentence: string) {
    super(sentence);
    this.position = position;
  }
}

class FilterParser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Filter {
    if (this.#next.kind === 'end') return allRows;
    const filter = this.#or();
    const { kind, start } = this.#next;
    if (kind === 'close') throw new FilterError(start, 'This parenthesis was never opened.');
    return filter;
  }

  get #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', start: 0, end: 0 };
  }

  #take(): Token {
    const token = this.#next;
    this.#at += 1;
    return token;
  }

  #takeIf(...words: readonly string[]): boolean {
    const { kind, text } = this.#next;
    if (kind === 'string' || !words.includes(text.toLowerCase())) return false;
    this.#at += 1;
    return true;
  }

  #or(): Filter {
    const parts = [this.#and()];
    while (this.#takeIf('or', '||')) parts.push(this.#and());
    return joined('or', parts);
  }

  /** Parts that stand beside each other are joined by `and`. */
  #and(): Filter {
    const parts = [this.#not()];
    for (;;) {
      if (this.#takeIf('and', '&&')) {
        parts.push(this.#not());
        continue;
      }
      const { kind, text } = this.#next;
      if (kind === 'end' || kind === 'close') break;
      if (kind !== 'string' && ['or', '||'].includes(text.toLowerCase())) break;
      parts.push(this.#not());
    }
    return joined('and', parts);
  }

  #not(): Filter {
    const { start } = this.#next;
    if (!this.#takeIf('not', '!')) return this.#primary();
    return this.#deeper(start, () => ({ kind: 'not', part: this.#not() }));
  }

  #deeper(position: number, read: () => Filter): Filter {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new FilterError(position, 'The filter is nested too deeply.');
    const filter = read();
    this.#depth -= 1;
    return filter;
  }

  #primary(): Filter {
    const token = this.#take();
    switch (token.kind) {
      case 'end':
        throw new FilterError(token.start, 'Something is missing here: a field, a word or a parenthesis.');
      case 'close':
        throw new FilterError(token.start, 'Something is missing before this parenthesis.');
      case 'open':
        return this.#deeper(token.start, () => this.#group(token));
      case 'operator':
        throw new FilterError(token.start, `Something is missing before ${token.text}.`);
      case 'string':
        return wordOf(token);
      case 'word':
        return this.#fieldOrWord(token);
    }
  }

  #group(open: Token): Filter {
    const filter = this.#or();
    if (this.#take().kind !== 'close')
      throw new FilterError(open.start, 'This parenthesis is not closed. Add ) at the end.');
    return filter;
  }

  #fieldOrWord(token: Token): Filter {
    const sign = this.#signAfter();
    const field = filterField(token.text);
    if (['and', 'or', 'contains'].includes(token.text.toLowerCase()))
      throw new FilterError(token.start, `Something is missing before ${token.text}.`);
    if (sign === null && field !== undefined) return { kind: 'has', field: field.name };
    // A part that nobody has misspelt is no word of a text.
    const part = field === undefined ? partPrefix.exec(token.text)?.[0] : undefined;
    if (part !== undefined) throw new FilterError(token.start, unknownPart(token.text, part.length));
    if (sign === null) return wordOf(token);
    if (field === undefined) throw new FilterError(token.start, `There is no field ${quote(token.text)}.`);
    const signToken = this.#take();
    return this.#comparison(field, sign, signToken);
  }

  #signAfter(): CompareOperator | null {
    const { kind, text } = this.#next;
    if (kind !== 'operator' && kind !== 'word') return null;
    const sign = text.toLowerCase();
    return Object.hasOwn(compareSigns, sign) ? (compareSigns[sign] ?? null) : null;
  }

  #comparison(field: FilterField, operator: CompareOperator, sign: Token): Filter {
    if (field.type === 'flag')
      throw new FilterError(sign.start, `${field.name} stands alone: it is not compared.`);
    if (!operatorsFor(field.type).includes(operator)) {
      const offered = operatorsFor(field.type).join(' ');
      throw new FilterError(sign.start, `${field.name} cannot be compared by ${sign.text}. Use ${offered}.`);
    }
    const value = this.#take();
    if (value.kind !== 'word' && value.kind !== 'string')
      throw new FilterError(value.start, `Say what ${field.name} is compared with.`);
    const read = readValue(field, operator, value.text);
    if ('sentence' in read) throw new FilterError(value.start, read.sentence);
    return { kind: 'compare', field: field.name, operator, value: read.value };
  }
}

function unknownPart(text: string, prefixLength: number): string {
  const isTlv = text.toLowerCase().startsWith('tlv.');
  const what = isTlv ? 'TLV' : 'part of esm_class';
  const offered = isTlv
    ? 'Write a name of the specification, or a tag such as tlv.0x1403.'
    : 'There are mode, type, udhi and reply_path.';
  return `There is no ${what} ${quote(text.slice(prefixLength))}. ${offered}`;
}

function wordOf({ text, start }: Token): Filter {
  if (text === '') throw new FilterError(start, 'Say what to look for between the quotation marks.');
  return { kind: 'word', text: text.toLowerCase() };
}

function joined(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind, parts: parts.flatMap((part) => (part.kind === kind ? part.parts : [part])) };
}
