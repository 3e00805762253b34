import { readFileSync, statSync } from 'node:fs';
import { moveUnreadableAside } from '#electron/host/settings/settings-file';
import { asRecord, firstIssue, readKeptEntries, type SetAsideEntry } from '#electron/host/settings/set-aside';
import { conversationKey } from '#shared/model/address';
import { sourceAddressView, type SourceAddressView } from '#shared/model/source-address';

export const ADDRESS_BOOK_FILE_NAME = 'sources.json';
const SCHEMA_VERSION = 1;

export interface StoredAddressBook {
  /** What the next id is made of; ids are never given twice, since trunks name them. */
  readonly nextNumber: number;
  readonly sources: readonly SourceAddressView[];
  readonly setAside: readonly SetAsideEntry[];
}

/** Reads what it can and sets aside the rest; `notices` are sentences for the screen. */
export function readAddressBook(
  path: string,
  nowMs: number,
): { readonly book: StoredAddressBook; readonly notices: readonly string[] } {
  const notice = moveUnreadableAside(path, 'address book', nowMs);
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const { damaged, ...book } = parseAddressBook(isThere ? JSON.parse(readFileSync(path, 'utf8')) : {});
  const notices = notice === null ? [] : [notice];
  const [first] = damaged;
  if (first !== undefined) {
    const what = damaged.length === 1 ? 'One entry' : `${damaged.length} entries`;
    notices.push(
      `${what} of the address book could not be read and ${damaged.length === 1 ? 'was' : 'were'} set aside in ${path} (${first.reason}).`,
    );
  }
  return { book, notices };
}

/** `damaged` are the entries that were set aside just now. */
export function parseAddressBook(
  raw: unknown,
): StoredAddressBook & { readonly damaged: readonly SetAsideEntry[] } {
  const file = asRecord(raw);
  const setAside = readKeptEntries(file['setAside']);
  const { sources, damaged } = readEntries(file['sources'] ?? []);
  const stated = file['nextNumber'];
  const highest = sources.reduce((max, { id }) => Math.max(max, numberOfId(id)), 0);
  const nextNumber =
    typeof stated === 'number' && Number.isSafeInteger(stated) && stated > highest ? stated : highest + 1;
  return { nextNumber, sources, setAside: [...setAside, ...damaged], damaged };
}

/** The file as pieces of text, one line for each entry. */
export function* writtenAddressBook(
  book: Omit<StoredAddressBook, 'sources'> & { readonly sources: Iterable<SourceAddressView> },
): Generator<string> {
  yield `{"schemaVersion":${SCHEMA_VERSION},"nextNumber":${book.nextNumber},"setAside":${JSON.stringify(book.setAside)},"sources":[`;
  let separator = '\n';
  for (const source of book.sources) {
    yield separator + JSON.stringify(source);
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** "s2k" and so on: short, since a trunk may name a hundred thousand. */
export function idOfNumber(number: number): SourceAddressView['id'] {
  return sourceAddressView.shape.id.parse(`s${number.toString(36)}`);
}

function numberOfId(id: string): number {
  return /^s[0-9a-z]{1,8}$/.test(id) ? Number.parseInt(id.slice(1), 36) : 0;
}

function readEntries(raw: unknown): { sources: SourceAddressView[]; damaged: SetAsideEntry[] } {
  if (!Array.isArray(raw)) return { sources: [], damaged: [{ reason: 'it is not a list', entry: raw }] };
  const sources: SourceAddressView[] = [];
  const damaged: SetAsideEntry[] = [];
  const ids = new Set<string>();
  const addresses = new Set<string>();
  for (const entry of raw as unknown[]) {
    const result = sourceAddressView.safeParse(entry);
    if (!result.success) {
      damaged.push({ reason: firstIssue(result.error), entry });
      continue;
    }
    const key = conversationKey(result.data.settings.address);
    if (ids.has(result.data.id) || addresses.has(key)) {
      damaged.push({ reason: `${result.data.settings.address} is in the book twice`, entry });
      continue;
    }
    ids.add(result.data.id);
    addresses.add(key);
    sources.push(result.data);
  }
  return { sources, damaged };
}
