import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'csv-parse';

/** A line of a CSV, or several where a quoted field has line breaks. */
export interface CsvLine {
  /** From 1, where it begins. */
  readonly line: number;
  readonly fields: readonly string[];
  /** Why it could not be read, as a sentence; then it has no fields. */
  readonly problem: string | null;
  readonly text: string;
}

const PIECE_CHARACTERS = 64 * 1024;
/** A longer line is no line of an address book. */
const MAX_LINE_CHARACTERS = 16 * 1024;
/** Lines between two turns of the event loop. */
const LINES_PER_TURN = 100;
/** Characters of a line that cannot be read that are shown. */
const SHOWN_CHARACTERS = 200;

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The text of a file as spreadsheets write it: UTF-8 or UTF-16 with or without its mark, else Windows-1252. */
export function decodeTextFile(octets: Uint8Array): string {
  const [first, second] = octets;
  // Without a mark: no other text begins with a character that is half a NUL.
  const isLittleEndian = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBigEndian =
    (first === 0xfe && second === 0xff) || (first === 0 && second !== undefined && second !== 0);
  if (isLittleEndian) return new TextDecoder('utf-16le').decode(octets);
  if (isBigEndian) return new TextDecoder('utf-16be').decode(octets);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch {
    // Not by TextDecoder: some versions of Node take Windows-1252 for Latin-1.
    return Array.from(octets, (octet) => windows1252[octet - 0x80] ?? String.fromCharCode(octet)).join('');
  }
}

/** Comma, semicolon or tab: whichever the first line has most of outside quotes. */
export function delimiterOf(text: string): ',' | ';' | '\t' {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let isQuoted = false;
  for (const character of text.trimStart()) {
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === '\n' || character === '\r') break;
    else if (character === ',' || character === ';' || character === '\t') counts[character] += 1;
  }
  if (counts[';'] > counts[','] && counts[';'] >= counts['\t']) return ';';
  return counts['\t'] > counts[','] ? '\t' : ',';
}

/** Every line of a CSV in turn, empty ones left out; lets others run in between. Never throws for what is in it. */
export async function* readCsv(text: string): AsyncGenerator<CsvLine> {
  const normalized = text.replaceAll(/\r\n?/g, '\n');
  let lastLine = 0;
  let problems: CsvLine[] = [];
  const parser = parse({
    delimiter: delimiterOf(normalized),
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: '\n',
    trim: true,
    max_record_size: MAX_LINE_CHARACTERS,
    skip_records_with_error: true,
    // The line goes with the record as its first field: records are handed on later than they are read.
    on_record: (fields: string[], { lines }): string[] => {
      const line = lastLine + 1;
      lastLine = lines;
      return [String(line), ...fields];
    },
    on_skip: (error, raw) => {
      const text = (raw ?? '').trim().slice(0, SHOWN_CHARACTERS);
      problems.push({ line: lastLine + 1, fields: [], problem: problemWords(error?.code), text });
      lastLine = Math.max(lastLine + 1, error !== undefined && 'lines' in error ? Number(error['lines']) : 0);
      return undefined;
    },
  });
  const records: AsyncIterable<string[]> = Readable.from(piecesOf(normalized)).pipe(parser);
  let count = 0;
  for await (const [line = '', ...fields] of records) {
    // Problems are found ahead of the records that are handed on.
    const earlier = problems.filter((problem) => problem.line < Number(line));
    problems = problems.slice(earlier.length);
    yield* earlier;
    if (fields.some((field) => field !== '')) {
      yield { line: Number(line), fields, problem: null, text: fields.filter(Boolean).join(', ') };
    }
    count += 1;
    if (count % LINES_PER_TURN === 0) await nextTurn();
  }
  yield* problems;
}

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE_CHARACTERS) {
    yield text.slice(start, start + PIECE_CHARACTERS);
  }
}

function problemWords(code: string | undefined): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return 'A quotation mark is opened here and never closed, so nothing after it could be read.';
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return 'This line is too long for an address. Is a quotation mark missing?';
  }
  return 'This line could not be read: its quotation marks do not fit together.';
}
