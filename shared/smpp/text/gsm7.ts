import { gsmDefaultLocking, gsmDefaultSingleShift } from '../tables/gsm-default';
import { nationalTables, UNDEFINED } from '../tables/gsm-national';
import {
  hexOctet,
  REPLACEMENT_UNIT,
  textOfUnits,
  unencodable,
  type DecodedText,
  type DecodeProblem,
  type EncodedText,
} from './text-problems';

/** National language numbers of the locking and the single shift table in use; 0 is the default one. */
export interface ShiftTables {
  readonly locking: number;
  readonly single: number;
}

export const defaultTables: ShiftTables = { locking: 0, single: 0 };

const ESCAPE = 0x1b;
const NOT_IN_ALPHABET = 0xffff;
/** Marks, in the table of septets, one that needs the escape before it. */
const NEEDS_ESCAPE = 0x100;
/** Nothing of GSM 7-bit lies above U+221E. */
const UNIT_COUNT = 0x221f;

/** GSM 7-bit with one pair of tables. A table that does not exist is the default one (3GPP TS 23.040 section 9.2.3.24.15). */
export class Gsm7Codec {
  /** By septet; `NOT_IN_ALPHABET` where there is no character. */
  readonly #locking = new Uint16Array(128).fill(NOT_IN_ALPHABET);
  readonly #single = new Uint16Array(128).fill(NOT_IN_ALPHABET);
  /** By UTF-16 unit: the septet, with `NEEDS_ESCAPE` for the single shift table. */
  readonly #septets = new Uint16Array(UNIT_COUNT).fill(NOT_IN_ALPHABET);

  constructor(tables: ShiftTables) {
    const locking = nationalTables.get(tables.locking)?.locking ?? gsmDefaultLocking;
    const single = nationalTables.get(tables.single)?.single ?? gsmDefaultSingleShift;
    // A few characters stand twice in a single shift table, or in both tables: the first of the shorter form is written.
    for (const [septet, character] of [...single].reverse()) {
      const unit = character.charCodeAt(0);
      this.#single[septet] = unit;
      this.#septets[unit] = septet | NEEDS_ESCAPE;
    }
    Array.from(locking, (character, septet) => {
      if (septet === ESCAPE || character === UNDEFINED) return;
      const unit = character.charCodeAt(0);
      this.#locking[septet] = unit;
      this.#septets[unit] = septet;
    });
  }

  /** Septets that the UTF-16 unit costs: 1, 2 with the escape, 0 when the tables do not have it. */
  cost(unit: number): 0 | 1 | 2 {
    const septet = this.#septets[unit] ?? NOT_IN_ALPHABET;
    if (septet === NOT_IN_ALPHABET) return 0;
    return septet >= NEEDS_ESCAPE ? 2 : 1;
  }

  /** True when every character of the text is in the tables. */
  has(text: string): boolean {
    for (let index = 0; index < text.length; index += 1) {
      if (this.cost(text.charCodeAt(index)) === 0) return false;
    }
    return true;
  }

  /** Unpacked: one septet an octet, the high bit clear, as GSM 7-bit normally travels in SMPP. */
  encode(text: string): EncodedText {
    let length = 0;
    for (let index = 0; index < text.length; index += 1) {
      const cost = this.cost(text.charCodeAt(index));
      if (cost === 0) return unencodable(text, index, 'GSM 7-bit');
      length += cost;
    }
    const octets = new Uint8Array(length);
    for (let index = 0, offset = 0; index < text.length; index += 1) {
      const septet = this.#septets[text.charCodeAt(index)] ?? NOT_IN_ALPHABET;
      if (septet >= NEEDS_ESCAPE) {
        octets[offset] = ESCAPE;
        offset += 1;
      }
      octets[offset] = septet & 0x7f;
      offset += 1;
    }
    return { ok: true, octets };
  }

  /**
   * Reads unpacked septets. An escape pair that is not in the single shift table shows the character of the main table,
   * an escape followed by another or by nothing shows a space (3GPP TS 23.038 section 6.2.1.1); an octet above 0x7F and
   * a septet without a character show the replacement character. Each of these is also told as a problem.
   */
  decode(octets: Uint8Array): DecodedText {
    const units = new Array<number>(octets.length);
    const problems: DecodeProblem[] = [];
    let length = 0;
    for (let offset = 0; offset < octets.length; offset += 1) {
      const octet = octets[offset] ?? 0;
      if (octet !== ESCAPE) {
        units[length] = this.#unitAt(octet, offset, problems);
      } else {
        const next = octets[offset + 1];
        units[length] = this.#shiftedUnitAt(next, offset, problems);
        if (next !== undefined && next <= 0x7f) offset += 1;
      }
      length += 1;
    }
    units.length = length;
    return { text: textOfUnits(units), problems };
  }

  #unitAt(octet: number, offset: number, problems: DecodeProblem[]): number {
    const unit = this.#locking[octet] ?? NOT_IN_ALPHABET;
    if (unit !== NOT_IN_ALPHABET) return unit;
    const what =
      octet > 0x7f ? 'is no septet of GSM 7-bit' : 'has no character in the table of this language';
    problems.push({ offset, sentence: `Octet ${hexOctet(octet)} ${what}.` });
    return REPLACEMENT_UNIT;
  }

  #shiftedUnitAt(next: number | undefined, offset: number, problems: DecodeProblem[]): number {
    if (next === undefined || next > 0x7f) {
      problems.push({ offset, sentence: brokenEscape(next) });
      return SPACE;
    }
    const unit = this.#single[next] ?? NOT_IN_ALPHABET;
    if (unit !== NOT_IN_ALPHABET) return unit;
    const sentence = `The GSM 7-bit extension table has no character at ${hexOctet(next)}.`;
    problems.push({ offset, sentence });
    const main = this.#locking[next] ?? NOT_IN_ALPHABET;
    return main === NOT_IN_ALPHABET ? SPACE : main;
  }
}

const SPACE = 0x20;

function brokenEscape(next: number | undefined): string {
  return next === undefined
    ? 'The text ends with the GSM 7-bit escape 0x1B.'
    : `The GSM 7-bit escape is followed by ${hexOctet(next)}, which is no septet.`;
}

const defaultCodec = new Gsm7Codec(defaultTables);
const codecs = new Map<number, Gsm7Codec>([[0, defaultCodec]]);

/** The codec of these tables; numbers of no language mean the default tables. */
export function gsm7Codec(tables: ShiftTables): Gsm7Codec {
  const locking = nationalTables.get(tables.locking)?.locking === undefined ? 0 : tables.locking;
  const single = nationalTables.has(tables.single) ? tables.single : 0;
  const key = (locking << 8) | single;
  const known = codecs.get(key);
  if (known !== undefined) return known;
  const codec = new Gsm7Codec({ locking, single });
  codecs.set(key, codec);
  return codec;
}

/** True when every character of the text is in GSM 03.38 or its extension table. */
export function isGsm7(text: string): boolean {
  return defaultCodec.has(text);
}

/** Unpacked, in the default tables. */
export function encodeGsm7(text: string): EncodedText {
  return defaultCodec.encode(text);
}

/** Unpacked, in the default tables. */
export function decodeGsm7(octets: Uint8Array): DecodedText {
  return defaultCodec.decode(octets);
}
