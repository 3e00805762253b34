import type { Unsubscribe } from '#shared/lib/emitter';
import type {
  ReadInput,
  ReadKind,
  ReadOutput,
  StoreChanges,
  WriteInput,
  WriteKind,
  WriteOutput,
} from './operations';

/** Where messages are kept: SQLite in two worker threads; in memory where a test stands in for them. */
export interface MessageStore {
  /** Resolves after the commit; rejects with a `StoreError` when it could not be written, and then nothing was. */
  write<K extends WriteKind>(kind: K, input: WriteInput<K>): Promise<WriteOutput<K>>;
  /** Sees everything that was committed before the call. */
  read<K extends ReadKind>(kind: K, input: ReadInput<K>): Promise<ReadOutput<K>>;
  /** Deletes every message, receipt, conversation and draft, out of the file and its log too. Resolves when it is done. */
  wipe(): Promise<void>;
  /** Told after each commit that changed something, before the promises of its operations resolve. */
  onChanged(listener: (changes: StoreChanges) => void): Unsubscribe;
  /** Writes what was handed in, then closes. Later operations are rejected. */
  close(): Promise<void>;
}

/**
 * `damaged` is answered by setting the file aside, and reaches nobody but the opening itself. `failed`: this time; the
 * store goes on (a full disk, say). `stopped`: it will answer nothing more in this run.
 */
export type StoreErrorCode = 'newer-version' | 'damaged' | 'unusable' | 'failed' | 'stopped' | 'closed';

/** The store cannot do what was asked; `message` is a sentence for the screen. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
