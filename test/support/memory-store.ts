import { DatabaseSync } from '@photostructure/sqlite';
import { migrate, migrations } from '#electron/host/storage/migrations/migrate';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { StoreError, type MessageStore } from '#electron/host/storage/message-store';
import type {
  ReadInput,
  ReadKind,
  ReadOutput,
  StoreChanges,
  WriteInput,
  WriteKind,
  WriteOutput,
} from '#electron/host/storage/operations';
import { answerRead } from '#electron/host/storage/read-engine';
import { Sql } from '#electron/host/storage/sql';
import { wipe } from '#electron/host/storage/write-deletions';
import { applyBatch } from '#electron/host/storage/write-engine';

/** The store's database with its newest schema, in memory. */
export function openInMemory(): Sql {
  const sql = new Sql(new DatabaseSync(':memory:'));
  sql.exec('PRAGMA foreign_keys = ON');
  migrate(sql, migrations, () => undefined);
  return sql;
}

/**
 * The same store without a file and without threads, for tests of what stands on it. Every operation is a transaction
 * of its own.
 */
export class MemoryStore implements MessageStore {
  readonly #sql: Sql = openInMemory();
  readonly #changes: Emitter<StoreChanges>;
  #isClosed = false;

  constructor(onError: (error: unknown) => void) {
    this.#changes = new Emitter(onError);
  }

  async write<K extends WriteKind>(kind: K, input: WriteInput<K>): Promise<WriteOutput<K>> {
    if (this.#isClosed) throw new StoreError('closed', 'The message store is closed.');
    // Never in the caller's own turn, as with a worker.
    await Promise.resolve();
    const { results, changes } = applyBatch(this.#sql, [{ kind, input }]);
    const result = results[0];
    if (result?.ok !== true) {
      throw new StoreError('failed', `This could not be stored: ${result?.message ?? 'no answer'}.`);
    }
    this.#changes.emit(changes);
    return result.output;
  }

  async read<K extends ReadKind>(kind: K, input: ReadInput<K>): Promise<ReadOutput<K>> {
    if (this.#isClosed) throw new StoreError('closed', 'The message store is closed.');
    await Promise.resolve();
    return answerRead(this.#sql, { kind, input });
  }

  async wipe(): Promise<void> {
    await Promise.resolve();
    wipe(this.#sql);
  }

  onChanged(listener: (changes: StoreChanges) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  close(): Promise<void> {
    if (!this.#isClosed) this.#sql.close();
    this.#isClosed = true;
    return Promise.resolve();
  }
}
