import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { assertNever } from '#shared/lib/assert-never';
import { StoreError } from './message-store';
import type { FromWorker, StoreWorkerData, ToWorker } from './worker-protocol';

/** V8 heap of a store worker, in MiB: the database lies outside of it, and a small nursery keeps the process small. */
const resourceLimits = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 512 };

export type StoreAnswer = Extract<
  FromWorker,
  { readonly kind: 'written' | 'answered' | 'checkpointed' | 'wiped' | 'verified' }
>;
type Question = Exclude<ToWorker, { readonly kind: 'open' | 'close' }>;
/** A question before the link numbers it. */
export type NewQuestion = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

/** What a store needs of a worker. */
export interface StoreLink {
  ask(question: NewQuestion): Promise<StoreAnswer>;
  /** Closes the database after what was asked before, and waits for the thread to end. */
  close(): Promise<void>;
}

export interface OpenedLink {
  readonly link: WorkerLink;
  /** What the user should know of the opening, as a sentence; null when all is well. */
  readonly notice: string | null;
  readonly isCheckDue: boolean;
}

type StoreWorkerName = 'store-writer' | 'store-reader';

export interface BegunLink {
  readonly opened: Promise<OpenedLink>;
  release(): void;
  close(): Promise<void>;
}

interface Pending {
  resolve(answer: StoreAnswer): void;
  reject(error: StoreError): void;
}

/** The host's end of one store worker: numbered questions, one answer each, and an end that leaves none waiting. */
export class WorkerLink implements StoreLink {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<void>;
  #end: StoreError | null = null;
  #lastId = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#stop(
          new StoreError('stopped', 'The message store stopped unexpectedly. Start Trunkline again.'),
        );
        resolve();
      });
    });
  }

  /** Resolves when the database is open. Rejects with a `StoreError`. */
  static open(workersDir: string, name: StoreWorkerName, data: StoreWorkerData): Promise<OpenedLink> {
    return WorkerLink.begin(workersDir, name, data).opened;
  }

  /** Begins the thread; one that `isHeld` opens the database with `release`. */
  static begin(workersDir: string, name: StoreWorkerName, data: StoreWorkerData): BegunLink {
    const worker = new Worker(join(workersDir, `${name}.js`), { workerData: data, name, resourceLimits });
    const link = new WorkerLink(worker);
    const opened = link.#whenOpen();
    // Told to whoever awaits it, which may be never: then nothing is unhandled.
    opened.catch(() => undefined);
    return {
      opened,
      release: () => worker.postMessage({ kind: 'open' } satisfies ToWorker),
      close: () => link.close(),
    };
  }

  async #whenOpen(): Promise<OpenedLink> {
    const worker = this.#worker;
    const first = await new Promise<FromWorker>((resolve, reject) => {
      worker.once('message', resolve);
      void this.#exited.then(() =>
        reject(new StoreError('unusable', 'The message store ended before it was open.')),
      );
      worker.once('error', (cause: Error) =>
        reject(
          new StoreError('unusable', `The message store cannot be started: ${cause.message}.`, { cause }),
        ),
      );
    });
    if (first.kind !== 'opened') {
      const isRefused = first.kind === 'refused';
      await this.#exited;
      throw isRefused
        ? new StoreError(first.code, first.message)
        : new StoreError('unusable', 'The message store did not start as expected.');
    }
    worker.on('message', (frame: FromWorker) => this.#receive(frame));
    worker.on('error', (cause: Error) =>
      this.#stop(new StoreError('stopped', `The message store stopped: ${cause.message}.`, { cause })),
    );
    return { link: this, notice: first.notice, isCheckDue: first.isCheckDue };
  }

  ask(question: NewQuestion): Promise<StoreAnswer> {
    if (this.#end !== null) return Promise.reject(this.#end);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id });
    });
  }

  async close(): Promise<void> {
    if (this.#end === null) this.#worker.postMessage({ kind: 'close' } satisfies ToWorker);
    await this.#exited;
  }

  #receive(frame: FromWorker): void {
    switch (frame.kind) {
      case 'written':
      case 'answered':
      case 'checkpointed':
      case 'wiped':
      case 'verified':
        this.#take(frame.id)?.resolve(frame);
        return;
      case 'failed':
        this.#take(frame.id)?.reject(
          new StoreError('failed', `The message store could not do this: ${frame.message}.`),
        );
        return;
      case 'closed':
        this.#stop(new StoreError('closed', 'The message store is closed.'));
        return;
      case 'opened':
      case 'refused':
        return;
      default:
        assertNever(frame, 'frame');
    }
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  /** The first reason counts; whatever still waits is told it. */
  #stop(error: StoreError): void {
    this.#end ??= error;
    for (const pending of this.#pending.values()) pending.reject(this.#end);
    this.#pending.clear();
  }
}
