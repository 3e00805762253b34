import type { TrunkAlphabets } from '../../model/alphabets';
import { alphabetOf } from '../../model/data-coding-map';
import type { TextEncoding } from '../../model/message';
import { nationalTables } from '../tables/gsm-national';
import { decodeText } from './alphabets';
import { defaultTables, gsm7Codec, type ShiftTables } from './gsm7';
import { fillBitsAfter, unpackSeptets } from './septets';
import type { DecodedText, DecodeProblem } from './text-problems';
import { IEI_NATIONAL_LOCKING_SHIFT, IEI_NATIONAL_SINGLE_SHIFT, type Udh } from './udh';

/** How the octets of a text are read. */
export interface TextCoding {
  readonly encoding: TextEncoding;
  /** Of GSM 7-bit; the default ones elsewhere. */
  readonly tables: ShiftTables;
  /** Bits before the first septet where septets are packed; 0 elsewhere. */
  readonly fillBits: number;
}

/** How the text of a message is read: by its data_coding on this trunk, and by its header. */
export function codingOf(dataCoding: number, udh: Udh | null, map: TrunkAlphabets): TextCoding {
  return codingIn(alphabetOf(dataCoding, map), udh);
}

export function codingIn(encoding: TextEncoding, udh: Udh | null): TextCoding {
  const isGsm = encoding === 'gsm7' || encoding === 'gsm7-packed';
  if (!isGsm || udh === null) return { encoding, tables: defaultTables, fillBits: 0 };
  const fillBits = encoding === 'gsm7-packed' ? fillBitsAfter(udh.length) : 0;
  return { encoding, tables: tablesOf(udh), fillBits };
}

/** Of an element that comes twice the last counts (3GPP TS 23.040 section 9.2.3.24). */
function tablesOf({ elements }: Udh): ShiftTables {
  let tables = defaultTables;
  for (const { iei, data } of elements) {
    const [language = 0] = data;
    if (iei === IEI_NATIONAL_SINGLE_SHIFT) tables = { ...tables, single: language };
    if (iei === IEI_NATIONAL_LOCKING_SHIFT) tables = { ...tables, locking: language };
  }
  return tables;
}

/** What is wrong with the tables that a header asks for, as a sentence; null if nothing is. */
export function tablesProblem({ tables }: TextCoding): string | null {
  for (const language of [tables.locking, tables.single]) {
    if (language !== 0 && !nationalTables.has(language)) {
      return `The header asks for the table of national language ${language}, which does not exist; the default one is used.`;
    }
  }
  const locking = nationalTables.get(tables.locking);
  return locking?.locking === null
    ? `The header asks for the locking shift table of ${locking.language}, which does not exist; the default one is used.`
    : null;
}

/** Never fails, as `decodeText`. Offsets of problems count the octets given. */
export function decodeCoded(octets: Uint8Array, { encoding, tables, fillBits }: TextCoding): DecodedText {
  if (encoding === 'gsm7') return gsm7Codec(tables).decode(octets);
  if (encoding !== 'gsm7-packed') return decodeText(octets, encoding);
  const { text, problems } = gsm7Codec(tables).decode(unpackSeptets(octets, fillBits));
  return {
    text,
    problems: problems.map(({ offset, sentence }): DecodeProblem => {
      return { offset: (fillBits + offset * 7) >> 3, sentence };
    }),
  };
}

/** One part of a message as it came. */
export interface CodedPart {
  readonly octets: Uint8Array;
  readonly coding: TextCoding;
}

/**
 * The text of parts that follow each other. Neighbours of the same alphabet and tables are read as one run, since senders
 * cut inside characters. Offsets of problems count the octets (packed: the septets) of their run.
 */
export function joinParts(parts: readonly CodedPart[]): DecodedText {
  let text = '';
  const problems: DecodeProblem[] = [];
  for (let from = 0; from < parts.length;) {
    let to = from + 1;
    while (to < parts.length && isSameCoding(parts[from], parts[to])) to += 1;
    const decoded = decodeRun(parts.slice(from, to));
    text += decoded.text;
    problems.push(...decoded.problems);
    from = to;
  }
  return { text, problems };
}

function isSameCoding(a: CodedPart | undefined, b: CodedPart | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return (
    a.coding.encoding === b.coding.encoding &&
    a.coding.tables.locking === b.coding.tables.locking &&
    a.coding.tables.single === b.coding.tables.single
  );
}

function decodeRun(run: readonly CodedPart[]): DecodedText {
  const [first] = run;
  if (first === undefined) return { text: '', problems: [] };
  if (run.length === 1) return decodeCoded(first.octets, first.coding);
  const isPacked = first.coding.encoding === 'gsm7-packed';
  const pieces = run.map(({ octets, coding }) =>
    isPacked ? unpackSeptets(octets, coding.fillBits) : octets,
  );
  const joined = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    joined.set(piece, offset);
    offset += piece.length;
  }
  return decodeCoded(joined, isPacked ? { ...first.coding, encoding: 'gsm7' } : first.coding);
}
