import { existsSync } from 'node:fs';
import { asStoreError, openForLooking } from '#electron/host/storage/database';
import { loadNewestMessages } from '#electron/host/storage/message-rows';
import { StoreError } from '#electron/host/storage/message-store';
import { migrations, refuseNewer, schemaVersion } from '#electron/host/storage/migrations/migrate';
import { searchMessages } from '#electron/host/storage/search-messages';
import type { Sql } from '#electron/host/storage/sql';
import type { MessageView } from '#shared/model/message';

export interface StoredMessagesQuery {
  /** Words that each message has; null is all messages. */
  readonly search: string | null;
  readonly limit: number;
}

/**
 * Messages of a store, newest first. Only reads and takes no lock: the folder may belong to a Trunkline that runs.
 * Throws a `StoreError` with a sentence for the screen: there is none, it is damaged, or of another version.
 */
export function readStoredMessages(
  filePath: string,
  { search, limit }: StoredMessagesQuery,
): { readonly messages: readonly MessageView[]; readonly hasMore: boolean } {
  if (!existsSync(filePath)) {
    throw new StoreError(
      'unusable',
      `There are no messages: ${filePath} is not there. Start Trunkline with this data folder once, or name another with --data-dir.`,
    );
  }
  let sql: Sql | null = null;
  try {
    sql = openForLooking(filePath);
    refuseNewer(sql, migrations);
    refuseOlder(sql, filePath);
    // One state of the store, whatever is committed meanwhile.
    sql.exec('BEGIN');
    return search === null
      ? loadNewestMessages(sql, limit)
      : searchMessages(sql, { query: search, conversationId: null, before: null, limit });
  } catch (error) {
    throw asStoreError(error, filePath);
  } finally {
    sql?.close();
  }
}

/** Only a writer brings the schema up to date. */
function refuseOlder(sql: Sql, filePath: string): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = schemaVersion(sql);
  if (found === newest) return;
  if (found === 0) {
    throw new StoreError(
      'unusable',
      `There are no messages: ${filePath} is empty. Start Trunkline with this data folder once, or name another with --data-dir.`,
    );
  }
  throw new StoreError(
    'unusable',
    `The message store ${filePath} was written by an older Trunkline. Start Trunkline with this data folder once, which brings it up to date.`,
  );
}
