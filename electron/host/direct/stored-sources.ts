import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CollectionFile } from '#electron/host/settings/collection-file';
import { AddressBook } from '#electron/host/sources/address-book';
import { ADDRESS_BOOK_FILE_NAME, parseAddressBook } from '#electron/host/sources/address-book-file';
import { BookSourcePolicy } from '#electron/host/sources/book-source-policy';
import type { SourcePolicy } from '#electron/host/sources/source-policy';
import { systemClock } from '#electron/smpp/system-clock';
import { StoredTrunkError } from './stored-trunk';

/**
 * Who may send from what over the trunks of a data folder, as its address book says now. Only reads. Throws a
 * `StoredTrunkError` when the book is damaged: what it forbids would be sent.
 */
export function readSourcePolicy(folder: string): Pick<SourcePolicy, 'check'> {
  const path = join(folder, ADDRESS_BOOK_FILE_NAME);
  const book = new AddressBook({
    stored: parseAddressBook(readJson(path)),
    // Nothing of it is ever changed, so nothing is written.
    openFile: (content) =>
      new CollectionFile({
        path,
        name: 'The address book',
        clock: systemClock,
        delayMs: 0,
        content,
        onError: () => undefined,
      }),
    hasTrunk: () => true,
    onChange: () => undefined,
  });
  const trunks = { find: () => undefined, all: () => [], onChanged: () => () => undefined };
  return new BookSourcePolicy({ book, trunks, onError: () => undefined });
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new StoredTrunkError(
      `The address book ${path} cannot be read, so it is not known who may send from what. Open Trunkline, which sets it right.`,
      { cause: error },
    );
  }
}
