import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { openInMemory } from './database';
import { StoreError, type MessageStore } from './message-store';
import type {
  ReadInput,
  ReadKind,
  ReadOutput,
  StoreChanges,
  WriteInput,
  WriteKind,
  WriteOutput,
} from './operations';
import { answerRead } from './read-engine';
import type { Sql } from './sql';
import { applyBatch } from './write-engine';

/**
 * The same store without a file and without threads, for a command that touches no data folder. Every operation is a
 * transaction of its own, and nothing outlives the process.
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

  onChanged(listener: (changes: StoreChanges) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  close(): Promise<void> {
    if (!this.#isClosed) this.#sql.close();
    this.#isClosed = true;
    return Promise.resolve();
  }
}
