import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { settingsProblems } from '#shared/model/trunk-rules';
import { fileIssues } from './file-issue-words';
import { JsonTextError, parseJsonWithLines, type JsonWithLines } from './json-with-lines';

const FORMAT = 'trunkline-trunks';
const FORMAT_VERSION = 1;
const MAX_TRUNKS = 10_000;

type JsonPath = readonly (string | number)[];

/** One trunk of a file: its settings, or why it cannot be read, each reason with its line. */
export interface FileEntry {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly line: number;
  readonly name: string;
  readonly content:
    | { readonly kind: 'settings'; readonly settings: TrunkSettings }
    | { readonly kind: 'refused'; readonly sentences: readonly string[] };
}

/** A file that is no list of trunks; the message is a sentence with the line. */
export class TrunkFileError extends Error {
  override readonly name = 'TrunkFileError';
}

/**
 * Trunks as a readable file. Passwords and keys are no part of settings; the allowed source addresses are left out,
 * since they name entries of this computer's address book.
 */
export function writeTrunkFile(trunks: readonly TrunkSettings[]): string {
  const readable = trunks.map(({ sources, ...settings }) => {
    const { allowedIds: _allowedIds, ...kept } = sources;
    return { ...settings, sources: kept };
  });
  return `${JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, trunks: readable }, null, 2)}\n`;
}

export function readTrunkFile(text: string): FileEntry[] {
  const file = parse(text);
  const { value } = file;
  if (!isRecord(value) || value['format'] !== FORMAT) {
    throw new TrunkFileError(
      `This is no file of trunks: line 1 should begin an object with "format": "${FORMAT}".`,
    );
  }
  if (value['version'] !== FORMAT_VERSION) {
    const line = file.lineOf(['version']);
    throw new TrunkFileError(
      `Line ${line}: the version of this file is not ${FORMAT_VERSION}; a newer Trunkline may have written it.`,
    );
  }
  const trunks = value['trunks'];
  if (!Array.isArray(trunks)) {
    throw new TrunkFileError(`Line ${file.lineOf(['trunks'])}: “trunks” is no list.`);
  }
  if (trunks.length > MAX_TRUNKS) {
    throw new TrunkFileError(`The file has ${trunks.length} trunks; import at most ${MAX_TRUNKS} at once.`);
  }
  return trunks.map((entry: unknown, index) => readEntry(file, entry, index));
}

function parse(text: string): JsonWithLines {
  try {
    return parseJsonWithLines(text);
  } catch (error) {
    if (error instanceof JsonTextError) throw new TrunkFileError(error.message);
    throw error;
  }
}

function readEntry(file: JsonWithLines, entry: unknown, index: number): FileEntry {
  const at = ['trunks', index] as const;
  const name = isRecord(entry) && typeof entry['name'] === 'string' ? entry['name'].trim() : '';
  const base = { number: index + 1, line: file.lineOf(at), name };
  const parsed = trunkSettings.safeParse(entry);
  if (parsed.success) {
    const problems = settingsProblems(parsed.data);
    if (problems.length === 0) {
      return { ...base, name: parsed.data.name, content: { kind: 'settings', settings: parsed.data } };
    }
    const reasons = problems.map(({ path, sentence }) => lineWords(file, at, path.split('.'), sentence));
    return { ...base, content: { kind: 'refused', sentences: reasons } };
  }
  const sentences = parsed.error.issues
    .flatMap(fileIssues)
    .map(({ path, sentence }) => lineWords(file, at, path, sentence));
  return { ...base, content: { kind: 'refused', sentences } };
}

function lineWords(file: JsonWithLines, at: JsonPath, place: JsonPath, sentence: string): string {
  const field = place.length === 0 ? '' : `, ${place.join('.')}`;
  return `Line ${file.lineOf([...at, ...place])}${field}: ${sentence}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
