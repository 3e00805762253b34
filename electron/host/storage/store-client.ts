import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import type { MessageId } from '#shared/model/ids';
import { packRequests, unpackIds, unpackResult, type PackedResult } from './batch-wire';
import { ChangeTeller } from './change-teller';
import { markDamaged } from './damage-mark';
import { StoreError, type MessageStore } from './message-store';
import type {
  ReadInput,
  ReadKind,
  ReadOutput,
  StoreChanges,
  WriteInput,
  WriteKind,
  WriteOutput,
  WriteRequest,
} from './operations';
import { inTransactions } from './take-first';
import { WorkerLink, type OpenedLink, type StoreLink } from './worker-link';
import type { PackedBatch, StoreWorkerData } from './worker-protocol';
import { WriteHealth } from './write-health';

/**
 * The write-ahead log is folded into the file with the first commit so many milliseconds after the last time, which
 * bounds what a power failure can take, or after so many operations, which bounds the log to some tens of megabytes.
 */
const CHECKPOINT_AFTER_MS = 5000;
const CHECKPOINT_AFTER_OPERATIONS = 30_000;

export interface StoreOptions {
  /** The SQLite file; its folder must exist. */
  readonly filePath: string;
  /** Folder of the built `store-writer.js` and `store-reader.js`. */
  readonly workersDir: string;
  /** Wall-clock time in milliseconds since the Unix epoch, for the names of files that are set aside. */
  readonly nowMs: number;
  /** The file was found damaged while it was in use; a sentence for the screen. The next start sets it aside. */
  readonly onDamaged?: (sentence: string) => void;
  /** Writes fail (a full disk, say), as a sentence for the screen; null when they go through again. */
  readonly onWriteHealth?: (problem: string | null) => void;
  /** A listener of `onChanged` threw. */
  readonly onError: (error: unknown) => void;
  /** Time that only goes forward, in milliseconds; the process's own unless a test owns it. */
  readonly monotonicMs?: () => number;
}

interface Waiting {
  readonly request: WriteRequest;
  resolve(output: WriteOutput<WriteKind>): void;
  reject(error: StoreError): void;
}

/**
 * Opens the message store in its two worker threads. `notice` is what the user should know of the opening (a damaged
 * file was set aside), as a sentence. Rejects with a `StoreError` when the file cannot be used.
 */
export async function openStore(
  options: StoreOptions,
): Promise<{ readonly store: StoreClient; readonly notice: string | null }> {
  const { workersDir, filePath, nowMs } = options;
  const data = { filePath, nowMs, isDamaged: false };
  // Both threads begin at once; the reader opens what the writer has opened.
  const reading = WorkerLink.begin(workersDir, 'store-reader', { ...data, isHeld: true });
  let writer: OpenedLink | null = null;
  try {
    writer = await openWriter(workersDir, data);
    reading.release();
    const reader = await reading.opened;
    if (writer.isCheckDue) void verify(reader.link, options);
    return { store: new StoreClient(writer.link, reader.link, options), notice: writer.notice };
  } catch (error) {
    await reading.close();
    await writer?.link.close();
    throw error;
  }
}

/** Reads a large file through beside the work, after a run that did not end in order. */
async function verify(reader: StoreLink, { filePath, onDamaged, onError }: StoreOptions): Promise<void> {
  try {
    const answer = await reader.ask({ kind: 'verify' });
    if (answer.kind !== 'verified' || answer.problem === null) return;
    markDamaged(filePath);
    onDamaged?.(
      `The message store is damaged: ${answer.problem}. Export what you need; the next start keeps the file aside and begins with an empty one.`,
    );
  } catch (error) {
    // Closed before it was done: the next run that is killed is checked again.
    if (!(error instanceof StoreError) || error.code !== 'closed') onError(error);
  }
}

/**
 * A damaged file is set aside by a second writer: only the end of the first one's thread lets go of the file for
 * certain, and a file that is open cannot be renamed everywhere.
 */
async function openWriter(workersDir: string, data: StoreWorkerData): Promise<OpenedLink> {
  try {
    return await WorkerLink.open(workersDir, 'store-writer', data);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
    return WorkerLink.open(workersDir, 'store-writer', { ...data, isDamaged: true });
  }
}

/**
 * The host's end of the message store. The operations of a tick go to the writer as one batch, which is one
 * transaction, or two where what leaves next need not wait for the rest; while a batch is being committed the next ones gather, so that a slow disk makes larger batches and not
 * a longer queue.
 */
export class StoreClient implements MessageStore {
  readonly #writer: StoreLink;
  readonly #reader: StoreLink;
  readonly #changes: Emitter<StoreChanges>;
  readonly #onError: (error: unknown) => void;
  readonly #monotonicMs: () => number;
  #checkpointMs: number;
  #waiting: Waiting[] = [];
  #isScheduled = false;
  #isCommitting = false;
  #isClosed = false;
  #sinceCheckpoint = 0;
  #isCheckpointing = false;
  readonly #teller: ChangeTeller;
  readonly #health: WriteHealth;
  /** Resolved when nothing is waiting or being committed. */
  #whenIdle: (() => void)[] = [];

  constructor(
    writer: StoreLink,
    reader: StoreLink,
    {
      onError,
      onWriteHealth = () => undefined,
      monotonicMs = () => performance.now(),
    }: Pick<StoreOptions, 'onError' | 'onWriteHealth' | 'monotonicMs'>,
  ) {
    this.#health = new WriteHealth({ tell: onWriteHealth, monotonicMs });
    this.#monotonicMs = monotonicMs;
    this.#checkpointMs = monotonicMs();
    this.#onError = onError;
    this.#writer = writer;
    this.#reader = reader;
    this.#changes = new Emitter(onError);
    this.#teller = new ChangeTeller({
      load: (ids) => this.read('listChanged', ids),
      tell: (changes) => this.#changes.emit(changes),
      monotonicMs,
      onError,
    });
  }

  write<K extends WriteKind>(kind: K, input: WriteInput<K>): Promise<WriteOutput<K>> {
    if (this.#isClosed) return Promise.reject(closedError());
    return new Promise<WriteOutput<K>>((resolve, reject) => {
      this.#waiting.push({
        request: { kind, input },
        // The answer to a request of kind K is K's output; the wire between them does not know it.
        resolve: (output) => resolve(output),
        reject,
      });
      this.#schedule();
    });
  }

  async read<K extends ReadKind>(kind: K, input: ReadInput<K>): Promise<ReadOutput<K>> {
    if (this.#isClosed) throw closedError();
    const answer = await this.#reader.ask({ kind: 'read', request: { kind, input } });
    if (answer.kind !== 'answered') throw new StoreError('failed', 'The message store answered out of turn.');
    // The answer to a question of kind K is K's output; the wire between them does not know it.
    const { output } = answer;
    if (typeof output === 'object' && output !== null && 'messages' in output && kind !== 'listChanged') {
      this.#teller.watch(output.messages.map(({ id }) => id));
    }
    return output;
  }

  async wipe(): Promise<void> {
    if (this.#isClosed) throw closedError();
    await this.#writer.ask({ kind: 'wipe' });
  }

  onChanged(listener: (changes: StoreChanges) => void): Unsubscribe {
    return this.#changes.on(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#teller.close();
    if (this.#isCommitting || this.#waiting.length > 0) {
      await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    }
    await this.#reader.close();
    // Last, so that its connection is the one that folds the write-ahead log into the file.
    await this.#writer.close();
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isCommitting) return;
    this.#isScheduled = true;
    // After everything that this turn of the event loop brings in: that is the tick.
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#commit();
    });
  }

  async #commit(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#isCommitting = true;
    await Promise.all(inTransactions(batch).map((part) => this.#commitPart(part)));
    this.#isCommitting = false;
    if (this.#waiting.length > 0) this.#schedule();
    else for (const resolve of this.#whenIdle.splice(0)) resolve();
  }

  /** As one transaction; whoever waits for it is told, or refused. */
  async #commitPart(batch: readonly Waiting[]): Promise<void> {
    try {
      const answer = await this.#writer.ask({
        kind: 'write',
        requests: packRequests(batch.map(({ request }) => request)),
        viewLimit: this.#teller.viewLimit(),
      });
      if (answer.kind !== 'written')
        throw new StoreError('failed', 'The message store answered out of turn.');
      this.#health.handleCommitted();
      this.#deliver(batch, answer.batch);
      this.#checkpointAfter(batch.length);
    } catch (error) {
      const failure = asStoreError(error);
      if (failure.code === 'failed' || failure.code === 'stopped') this.#health.handleFailed(failure.message);
      for (const entry of batch) entry.reject(failure);
    }
  }

  #checkpointAfter(operations: number): void {
    this.#sinceCheckpoint += operations;
    const nowMs = this.#monotonicMs();
    const isDue =
      this.#sinceCheckpoint >= CHECKPOINT_AFTER_OPERATIONS ||
      nowMs - this.#checkpointMs >= CHECKPOINT_AFTER_MS;
    if (!isDue || this.#isCheckpointing || this.#isClosed) return;
    this.#sinceCheckpoint = 0;
    this.#checkpointMs = nowMs;
    this.#isCheckpointing = true;
    this.#reader
      .ask({ kind: 'checkpoint' })
      .catch(this.#onError)
      .finally(() => (this.#isCheckpointing = false));
  }

  #deliver(batch: readonly Waiting[], { results, changes, untold }: PackedBatch): void {
    if (untold !== null) this.#teller.watch(ofPersons(batch));
    this.#teller.handleCommit(changes, untold === null ? null : unpackIds(untold));
    batch.forEach((entry, index) => settle(entry, results[index]));
  }
}

/** What was written by hand or came in, and not with many others. */
function ofPersons(batch: readonly Waiting[]): MessageId[] {
  return batch.flatMap(({ request }) => {
    if (request.kind === 'insertOutbound') return [(request.input as WriteInput<'insertOutbound'>).id];
    if (request.kind !== 'insertInbound') return [];
    return [(request.input as WriteInput<'insertInbound'>).newMessageId];
  });
}

function settle(entry: Waiting, packed: PackedResult | undefined): void {
  const result =
    packed === undefined
      ? ({ ok: false, message: 'no answer' } as const)
      : unpackResult(entry.request.kind, packed);
  if (result.ok) entry.resolve(result.output);
  else entry.reject(new StoreError('failed', `This could not be stored: ${result.message}.`));
}

function closedError(): StoreError {
  return new StoreError('closed', 'The message store is closed.');
}

function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError('failed', 'The message store failed.', { cause: error });
}
