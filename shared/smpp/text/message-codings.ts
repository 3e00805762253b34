import type { ShiftTablesChoice } from '../../model/alphabets';
import { alphabetOf, dataCodingFor, specifiedAlphabets } from '../../model/data-coding-map';
import type { TextEncoding } from '../../model/message';
import { nationalTables } from '../tables/gsm-national';
import type { Alphabet } from './alphabets';
import { defaultTables, type ShiftTables } from './gsm7';
import { alphabetNames, refusal, type MessageOptions, type MessageRefusal } from './message-options';

/** An alphabet with its tables and the data_coding that it goes out with. */
export interface MessageCoding<E extends TextEncoding = Alphabet> {
  readonly encoding: E;
  readonly tables: ShiftTables;
  readonly dataCoding: number;
}

export interface CodingChoice {
  readonly ok: true;
  /** The first one that can write the text is taken. */
  readonly plain: readonly MessageCoding[];
  /** If none can: the one of these that makes the message shortest. */
  readonly national: readonly MessageCoding[];
  /** If none of those can either. Null where an alphabet was chosen. */
  readonly last: MessageCoding | null;
  /** A national one is to take fewer segments than `last`, which every phone can read. */
  readonly isNationalToSave: boolean;
}

/** The codings that the options leave for a text, or why there is none. */
export function codingsFor(options: MessageOptions): CodingChoice | MessageRefusal {
  const alphabet = alphabetWanted(options);
  if (alphabet === 'binary') {
    const sentence =
      options.alphabet === 'binary'
        ? 'A binary message is octets and not text. Enter it as hexadecimal digits.'
        : 'This data_coding names no alphabet that text can be written in. Choose the alphabet, or another data_coding.';
    return refusal('alphabet', sentence);
  }
  const encodings = alphabet === 'auto' ? automaticAlphabets(options) : [alphabet];
  const last = alphabet === 'auto' ? coding('ucs2', options) : null;
  const plain = encodings.flatMap((encoding) => coding(encoding, options) ?? []);
  if (plain.length === 0 && last === null)
    return noDataCoding(alphabet === 'auto' ? 'ucs2' : alphabet, options);
  return withTables(
    { ok: true, plain, national: [], last, isNationalToSave: false },
    options.shiftTables ?? 'none',
  );
}

/** The data_coding for octets, or why there is none. */
export function binaryCoding(options: MessageOptions): MessageCoding<'binary'> | MessageRefusal {
  return coding('binary', options) ?? noDataCoding('binary', options);
}

function alphabetWanted({ alphabet = 'auto', dataCoding, map = specifiedAlphabets }: MessageOptions) {
  const isNamed = alphabet === 'auto' && dataCoding !== undefined && dataCoding !== null;
  return isNamed ? alphabetOf(dataCoding, map) : alphabet;
}

/** What data_coding 0 means goes first; UCS-2 is for what cannot be written otherwise. */
function automaticAlphabets({ map = specifiedAlphabets }: MessageOptions): readonly Alphabet[] {
  const candidates = new Set<Alphabet>([map.default, 'gsm7', 'gsm7-packed']);
  candidates.delete('ucs2');
  return [...candidates];
}

function coding<E extends TextEncoding>(encoding: E, options: MessageOptions): MessageCoding<E> | null {
  const { isFlash = false, map = specifiedAlphabets } = options;
  const dataCoding = options.dataCoding ?? dataCodingFor(encoding, { flash: isFlash }, map);
  return dataCoding === null ? null : { encoding, tables: defaultTables, dataCoding };
}

function noDataCoding(encoding: TextEncoding, { isFlash = false }: MessageOptions): MessageRefusal {
  const what = isFlash ? `a flash message in ${alphabetNames[encoding]}` : alphabetNames[encoding];
  return refusal(
    'data-coding',
    `No data_coding of this trunk means ${what}. Choose another alphabet, or set one in the trunk’s alphabets.`,
  );
}

function withTables(choice: CodingChoice, wanted: ShiftTablesChoice): CodingChoice | MessageRefusal {
  if (wanted === 'none') return choice;
  const gsm = choice.plain.filter(({ encoding }) => encoding === 'gsm7' || encoding === 'gsm7-packed');
  if (wanted === 'auto') {
    const national = [...nationalTables.keys()].flatMap((language) => tablesOf(language, 'best', gsm));
    return { ...choice, national, isNationalToSave: true };
  }
  const { language, tables } = wanted;
  const name = nationalTables.get(language)?.language;
  if (name === undefined) {
    const sentence = `There is no national language with the number ${language}. Choose one of the list.`;
    return refusal('shift-tables', sentence);
  }
  if (gsm.length === 0) return choice.last === null ? noGsm : choice;
  const national = tablesOf(language, tables, gsm);
  if (national.length === 0) {
    const sentence = `${name} has no locking shift table. Choose its single shift table.`;
    return refusal('shift-tables', sentence);
  }
  // Named tables are used even where the text could do without.
  return tables === 'best' ? { ...choice, national } : { ...choice, plain: national };
}

const noGsm = refusal(
  'shift-tables',
  'Shift tables belong to GSM 7-bit. Choose that alphabet, or no shift tables.',
);

function tablesOf(
  language: number,
  tables: 'best' | 'single' | 'locking' | 'both',
  codings: readonly MessageCoding[],
): readonly MessageCoding[] {
  const hasLocking = nationalTables.get(language)?.locking !== null;
  const pairs: ShiftTables[] = [];
  if (tables === 'single' || tables === 'best') pairs.push({ locking: 0, single: language });
  if (hasLocking && (tables === 'locking' || tables === 'best')) pairs.push({ locking: language, single: 0 });
  if (hasLocking && (tables === 'both' || tables === 'best'))
    pairs.push({ locking: language, single: language });
  return codings.flatMap((each) => pairs.map((pair) => ({ ...each, tables: pair })));
}
