/** What is wrong with a text that is no JSON, and in which line; the message is a sentence. */
export class JsonTextError extends Error {
  override readonly name = 'JsonTextError';
  readonly line: number;

  constructor(line: number, sentence: string) {
    super(sentence);
    this.line = line;
  }
}

export interface JsonWithLines {
  readonly value: unknown;
  /** The line, from 1, in which the value at this path begins; that of the nearest value around it where there is none. */
  lineOf(path: readonly (string | number)[]): number;
}

const MAX_DEPTH = 64;

/** Reads JSON (RFC 8259) and remembers where each value stands, so that what is refused can be found in the file. */
export function parseJsonWithLines(text: string): JsonWithLines {
  const reader = new Reader(text.replace(/^\uFEFF/u, ''));
  const value = reader.document();
  return {
    value,
    lineOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const line = reader.lines.get(keyOf(path.slice(0, length)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

function keyOf(path: readonly (string | number)[]): string {
  return JSON.stringify(path.map(String));
}

const stringToken = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const scalarToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Reader {
  readonly lines = new Map<string, number>();
  readonly #text: string;
  readonly #path: string[] = [];
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value();
    this.#skipBlanks();
    if (this.#at < this.#text.length) this.#fail('something follows after the end');
    return value;
  }

  #value(): unknown {
    this.#skipBlanks();
    if (this.#path.length > MAX_DEPTH) this.#fail('it is nested too deeply');
    this.lines.set(keyOf(this.#path), this.#line);
    const first = this.#text[this.#at];
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"') return this.#string();
    return JSON.parse(this.#token(scalarToken, 'a value is missing')) as unknown;
  }

  #object(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#list('}', () => {
      this.#skipBlanks();
      const key = this.#string();
      this.#expect(':');
      this.#path.push(key);
      entries.push([key, this.#value()]);
      this.#path.pop();
    });
    return Object.fromEntries(entries);
  }

  #array(): unknown[] {
    const values: unknown[] = [];
    this.#list(']', () => {
      this.#path.push(String(values.length));
      values.push(this.#value());
      this.#path.pop();
    });
    return values;
  }

  #list(end: string, readItem: () => void): void {
    this.#at += 1;
    this.#skipBlanks();
    if (this.#text[this.#at] === end) {
      this.#at += 1;
      return;
    }
    for (;;) {
      readItem();
      this.#skipBlanks();
      const next = this.#text[this.#at];
      this.#at += 1;
      if (next === end) return;
      if (next !== ',') {
        this.#at -= 1;
        this.#fail(`“,” or “${end}” is missing`);
      }
    }
  }

  #string(): string {
    return JSON.parse(
      this.#token(stringToken, 'a text in double quotes is missing or does not end'),
    ) as string;
  }

  #expect(sign: string): void {
    this.#skipBlanks();
    if (this.#text[this.#at] !== sign) this.#fail(`“${sign}” is missing`);
    this.#at += 1;
  }

  #token(pattern: RegExp, problem: string): string {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    if (token === undefined) return this.#fail(problem);
    this.#at += token.length;
    return token;
  }

  #skipBlanks(): void {
    for (; ; this.#at += 1) {
      const sign = this.#text[this.#at];
      if (sign === '\n') this.#line += 1;
      else if (sign !== ' ' && sign !== '\t' && sign !== '\r') return;
    }
  }

  #fail(problem: string): never {
    throw new JsonTextError(this.#line, `Line ${this.#line} is no JSON: ${problem}.`);
  }
}
