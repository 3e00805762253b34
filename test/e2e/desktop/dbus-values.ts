/** A value of D-Bus: numbers, strings, booleans, arrays and structs as arrays, a dictionary as a Map, a variant as what it holds. */
export type DbusValue =
  number | bigint | string | boolean | readonly DbusValue[] | ReadonlyMap<DbusValue, DbusValue>;

/** A string as it is; nothing of any other type. */
export function textOf(value: DbusValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

const fixedSizes: Readonly<Record<string, number>> = { y: 1, n: 2, q: 2, b: 4, i: 4, u: 4, x: 8, t: 8, d: 8 };

/** Octets that a type is aligned to (D-Bus specification, "Summary of D-Bus marshaling"). */
function alignmentOf(type: string): number {
  const first = type[0] ?? '';
  if (first === '(' || first === '{') return 8;
  if (first === 'g' || first === 'v') return 1;
  return fixedSizes[first] ?? 4;
}

/** "a{sv}u" as "a{sv}" and "u". */
export function typesOf(signature: string): readonly string[] {
  const types: string[] = [];
  let start = 0;
  while (start < signature.length) {
    let at = start;
    while (signature[at] === 'a') at += 1;
    if (signature[at] === '(' || signature[at] === '{') {
      let depth = 0;
      do {
        const character = signature[at] ?? '';
        if (character === '') throw new Error(`“${signature}” is no signature.`);
        if ('({'.includes(character)) depth += 1;
        if (')}'.includes(character)) depth -= 1;
        at += 1;
      } while (depth > 0);
    } else at += 1;
    types.push(signature.slice(start, at));
    start = at;
  }
  return types;
}

/** A string, or a variant that holds one of the few types that are answered here. */
export interface Typed {
  readonly type: 's' | 'u' | 'i' | 'b' | 'as' | 'o' | 'g' | 'v';
  readonly value: unknown;
}

/** Writes little-endian values one after the other. */
export class DbusWriter {
  readonly #octets: number[] = [];

  get length(): number {
    return this.#octets.length;
  }

  align(to: number): void {
    while (this.#octets.length % to !== 0) this.#octets.push(0);
  }

  octet(value: number): void {
    this.#octets.push(value);
  }

  u32(value: number): void {
    this.align(4);
    for (const shift of [0, 8, 16, 24]) this.#octets.push((value >>> shift) & 0xff);
  }

  text(value: string): void {
    const octets = Buffer.from(value, 'utf8');
    this.u32(octets.length);
    this.#octets.push(...octets, 0);
  }

  signature(value: string): void {
    this.#octets.push(value.length, ...Buffer.from(value, 'latin1'), 0);
  }

  value({ type, value }: Typed): void {
    switch (type) {
      case 's':
      case 'o':
        this.text(String(value));
        break;
      case 'g':
        this.signature(String(value));
        break;
      case 'b':
        this.u32(value === true ? 1 : 0);
        break;
      case 'u':
      case 'i':
        this.u32(Number(value));
        break;
      case 'as': {
        const inner = new DbusWriter();
        for (const each of value as readonly string[]) inner.text(each);
        this.u32(inner.length);
        this.#octets.push(...inner.toBuffer());
        break;
      }
      case 'v': {
        const held = value as Typed;
        this.signature(held.type);
        this.value(held);
      }
    }
  }

  toBuffer(): Buffer {
    return Buffer.from(this.#octets);
  }
}

/** Reads little-endian values one after the other. */
export class DbusReader {
  readonly #octets: Buffer;
  #at = 0;

  constructor(octets: Buffer) {
    this.#octets = octets;
  }

  all(signature: string): readonly DbusValue[] {
    return typesOf(signature).map((type) => this.read(type));
  }

  read(type: string): DbusValue {
    this.#align(alignmentOf(type));
    const first = type[0] ?? '';
    switch (first) {
      case 's':
      case 'o':
        return this.#text(Number(this.read('u')));
      case 'g':
        return this.#text(this.#octets.readUInt8(this.#skip(1)));
      case 'v':
        return this.read(textOf(this.read('g')));
      case '(':
        return this.all(type.slice(1, -1));
      case 'a':
        return this.#array(type.slice(1));
      case 'b':
        return this.#octets.readUInt32LE(this.#skip(4)) === 1;
      case 'y':
        return this.#octets.readUInt8(this.#skip(1));
      case 'n':
        return this.#octets.readInt16LE(this.#skip(2));
      case 'q':
        return this.#octets.readUInt16LE(this.#skip(2));
      case 'i':
        return this.#octets.readInt32LE(this.#skip(4));
      case 'u':
        return this.#octets.readUInt32LE(this.#skip(4));
      case 'x':
        return this.#octets.readBigInt64LE(this.#skip(8));
      case 't':
        return this.#octets.readBigUInt64LE(this.#skip(8));
      case 'd':
        return this.#octets.readDoubleLE(this.#skip(8));
      default:
        throw new Error(`“${type}” is not read here.`);
    }
  }

  #array(of: string): DbusValue {
    const length = Number(this.read('u'));
    this.#align(alignmentOf(of));
    const end = this.#at + length;
    if (of.startsWith('{')) {
      const [key = '', value = ''] = typesOf(of.slice(1, -1));
      const entries = new Map<DbusValue, DbusValue>();
      while (this.#at < end) {
        this.#align(8);
        entries.set(this.read(key), this.read(value));
      }
      return entries;
    }
    const items: DbusValue[] = [];
    while (this.#at < end) items.push(this.read(of));
    return items;
  }

  #align(to: number): void {
    this.#at = Math.ceil(this.#at / to) * to;
  }

  #skip(octets: number): number {
    const at = this.#at;
    this.#at += octets;
    return at;
  }

  /** Text of a known length, and the NUL behind it. */
  #text(length: number): string {
    const at = this.#skip(length + 1);
    return this.#octets.toString('utf8', at, at + length);
  }
}
