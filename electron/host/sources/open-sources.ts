import { join } from 'node:path';
import type { EventHub } from '#electron/host/event-hub';
import { CollectionFile } from '#electron/host/settings/collection-file';
import type { TrunkDirectory } from '#electron/host/trunk-groups/trunk-directory';
import type { Clock } from '#shared/lib/clock';
import { AddressBook, type BookChange } from './address-book';
import { ADDRESS_BOOK_FILE_NAME, readAddressBook } from './address-book-file';
import { BookSourcePolicy } from './book-source-policy';
import { AssignedNumbers } from './inbound-numbers';
import { readUnassigned, UNASSIGNED_FILE_NAME } from './unassigned-numbers';

/** How long what nobody waits for stays in memory alone, in ms. */
const BOOK_DELAY_MS = 500;
const UNASSIGNED_DELAY_MS = 5000;
/** Entries that one event tells of. */
const ENTRIES_PER_EVENT = 5000;

export interface OpenSourcesOptions {
  readonly folder: string;
  readonly trunks: TrunkDirectory;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** The source addresses of a data folder, with the rules that hang on them. */
export interface Sources {
  readonly book: AddressBook;
  readonly policy: BookSourcePolicy;
  readonly inbound: AssignedNumbers;
  /** What reading the files has to say, as sentences for the screen. */
  readonly notices: readonly string[];
  /** Once the trunks are there: takes assignments from those that are not. */
  start(): void;
  close(): Promise<void>;
}

export function openSources({ folder, trunks, hub, clock, onError }: OpenSourcesOptions): Sources {
  const nowMs = clock.now();
  const bookPath = join(folder, ADDRESS_BOOK_FILE_NAME);
  const unassignedPath = join(folder, UNASSIGNED_FILE_NAME);
  const { book: stored, notices } = readAddressBook(bookPath, nowMs);
  const unassigned = readUnassigned(unassignedPath, nowMs);

  const handleChange = (change: BookChange): void => {
    tell(hub, change);
    policy.handleBookChanged();
    inbound.handleBookChanged();
  };
  const book = new AddressBook({
    stored,
    openFile: (content) =>
      new CollectionFile({
        path: bookPath,
        name: 'The address book',
        clock,
        delayMs: BOOK_DELAY_MS,
        content,
        onError,
      }),
    hasTrunk: (id) => trunks.find(id) !== undefined,
    onChange: handleChange,
  });
  const policy = new BookSourcePolicy({ book, trunks, onError });
  const inbound = new AssignedNumbers({
    book,
    trunks,
    hub,
    clock,
    numbers: unassigned.numbers,
    openFile: (content) =>
      new CollectionFile({
        path: unassignedPath,
        name: 'The list of unassigned numbers',
        clock,
        delayMs: UNASSIGNED_DELAY_MS,
        content,
        onError,
      }),
  });
  const releaseTrunks = (): void => book.releaseTrunks((id) => trunks.find(id) !== undefined);
  hub.on('trunk.deleted', releaseTrunks);

  return {
    book,
    policy,
    inbound,
    notices: [...notices, ...unassigned.notices],
    start: releaseTrunks,
    close: async () => {
      await Promise.all([book.close(), inbound.close()]);
    },
  };
}

function tell(hub: EventHub, change: BookChange): void {
  const { kind } = change;
  if (kind === 'deleted') hub.emit('source.deleted', { ids: [...change.ids] });
  else {
    for (let start = 0; start < change.sources.length; start += ENTRIES_PER_EVENT) {
      hub.emit('source.changed', { sources: change.sources.slice(start, start + ENTRIES_PER_EVENT) });
    }
  }
}
