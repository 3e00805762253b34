import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './exit-codes';

type OptionTypes = NonNullable<ParseArgsConfig['options']>;
type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** The longest time that a timer of Node takes, in whole seconds: about 24 days. */
const MAX_SECONDS = 2_147_483;

/** The arguments of one command; what is wrong with them is told as a `UsageError`. */
export class Options {
  readonly #values: Values;
  readonly #operands: readonly string[];

  /** `operands` are the names of what stands without a dash, in order; each of them must be there. */
  constructor(words: readonly string[], options: OptionTypes, operands: readonly string[] = []) {
    refusePassword(words, options);
    try {
      const allowPositionals = operands.length > 0;
      const { values, positionals } = parseArgs({
        args: [...words],
        options,
        strict: true,
        allowPositionals,
      });
      this.#values = values;
      this.#operands = positionals;
    } catch (error) {
      throw new UsageError(error instanceof Error ? sentence(error.message) : String(error), {
        cause: error,
      });
    }
    const missing = operands[this.#operands.length];
    if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
    const extra = this.#operands[operands.length];
    if (extra !== undefined) throw new UsageError(`“${extra}” is one argument too many.`);
  }

  operand(index: number): string {
    return this.#operands[index] ?? '';
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  text(name: string): string | null {
    const value = this.#values[name];
    return typeof value === 'string' ? value : null;
  }

  /** Everything that was given of an option that may be repeated. */
  texts(name: string): readonly string[] {
    const value = this.#values[name];
    return typeof value === 'object' ? value.filter((each) => typeof each === 'string') : [];
  }

  /** The first of these options that was given; null for none. */
  firstGiven(names: readonly string[]): string | null {
    return names.find((name) => this.#values[name] !== undefined) ?? null;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === null) throw new UsageError(`--${name} is missing.`);
    return value;
  }

  choice<T extends string>(name: string, choices: readonly [T, ...T[]]): T {
    const value = this.text(name) ?? choices[0];
    const chosen = choices.find((choice) => choice === value);
    if (chosen !== undefined) return chosen;
    throw new UsageError(`--${name} is ${alternatives(choices)}, not “${value}”.`);
  }

  /** A TCP port; from 0 where 0 picks a free one. */
  port(name: string, lowest: 0 | 1): number {
    return wholeNumber(name, this.required(name), lowest, 65_535);
  }

  /** As `port`; null where it is left out. */
  portOrNone(name: string): number | null {
    return this.text(name) === null ? null : this.port(name, 1);
  }

  /** A number of 0 and more; a fraction is fine. */
  number(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
    throw new UsageError(`--${name} takes a number, not “${value}”.`);
  }

  /** A whole number of 1 and more. */
  count(name: string, highest = Number.MAX_SAFE_INTEGER): number | null {
    const value = this.text(name);
    return value === null ? null : wholeNumber(name, value, 1, highest);
  }

  /** More than 0; a fraction is fine. */
  seconds(name: string): number | null {
    const value = this.text(name);
    if (value === null) return null;
    const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
    if (seconds > 0 && seconds <= MAX_SECONDS) return seconds;
    throw new UsageError(`--${name} takes seconds, more than 0 and at most ${MAX_SECONDS}, not “${value}”.`);
  }
}

/** "a", "a or b", "a, b or c". */
export function alternatives(choices: readonly string[]): string {
  return [choices.slice(0, -1).join(', '), choices.at(-1) ?? ''].filter((part) => part !== '').join(' or ');
}

function wholeNumber(name: string, value: string, lowest: number, highest: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= lowest && number <= highest) return number;
  const range = highest === Number.MAX_SAFE_INTEGER ? `${lowest} on` : `${lowest} to ${highest}`;
  throw new UsageError(`--${name} takes a whole number from ${range}, not “${value}”.`);
}

/** Arguments can be read by everybody on the computer while the command runs, and stay in the shell's history. */
function refusePassword(words: readonly string[], options: OptionTypes): void {
  if (Object.hasOwn(options, 'password')) return;
  if (words.some((word) => word === '--password' || word.startsWith('--password='))) {
    throw new UsageError(
      'A password is not taken as an argument, where others on this computer can read it. Name an environment variable with --password-env, or write the password to standard input.',
    );
  }
}

/** What Node says, in our words where its own take several lines or are none of a person's. */
function sentence(message: string): string {
  const [, option] = /^Option '(?:-\w, )?(--[\w-]+)[^']*' argument is ambiguous/.exec(message) ?? [];
  if (option !== undefined) {
    return `${option} has no value. One that begins with a dash is written after a sign: ${option}=-1.`;
  }
  const [, bare] = /^Option '(?:-\w, )?(--[\w-]+)[^']*' argument missing/.exec(message) ?? [];
  if (bare !== undefined) return `${bare} has no value.`;
  const [, flag] = /^Option '(?:-\w, )?(--[\w-]+)' does not take an argument/.exec(message) ?? [];
  if (flag !== undefined) return `${flag} takes no value.`;
  return message.endsWith('.') ? message : `${message}.`;
}
