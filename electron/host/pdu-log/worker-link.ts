import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { CaptureState, OpenedCapture } from '#shared/model/log-source';
import { RpcError } from '#shared/rpc/errors';
import type {
  FromLogWorker,
  LogRequestName,
  LogRequests,
  LogWorkerStart,
  ToLogWorker,
  ViewCounts,
} from './log-protocol';

export interface WorkerLinkOptions {
  readonly workersDir: string;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Asked at each start of a worker. */
  readonly startWith: () => LogWorkerStart;
  /** A worker runs: tell it what it must know before anything else. */
  readonly onStarted: () => void;
  /** The worker is gone with all that it held; another one follows by itself. */
  readonly onLost: () => void;
  readonly onReturned: (buffer: ArrayBuffer, used: number) => void;
  readonly onGrew: (views: readonly ViewCounts[]) => void;
  readonly onOpened: (capture: OpenedCapture) => void;
  readonly onCaptureChanged: (state: CaptureState) => void;
}

interface Pending {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** V8 heap of the worker, in MiB: the log itself lies outside of it, and a small nursery keeps the process small. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 512 };
const RESTART_FIRST_MS = 1000;
const RESTART_MAX_MS = 30_000;
/** A worker that answered for so long was sound: the next death is restarted at once again. */
const SOUND_AFTER_MS = 10_000;

const interrupted = (): RpcError =>
  new RpcError(
    'unavailable',
    'The PDU log was interrupted. It starts again by itself; try again in a moment.',
  );

/** The worker thread of the log: started again when it dies, and asked questions that are always answered. */
export class WorkerLink {
  readonly #options: WorkerLinkOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #nextId = 1;
  #startedAtMs = 0;
  #restartMs = 0;
  #restartTimer: TimerHandle | null = null;
  #isClosed = false;

  constructor(options: WorkerLinkOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== null;
  }

  start(): void {
    const { workersDir, clock, startWith, onStarted, onError } = this.#options;
    const worker = new Worker(join(workersDir, 'log-worker.js'), {
      workerData: startWith(),
      resourceLimits,
      name: 'log',
    });
    this.#worker = worker;
    this.#startedAtMs = clock.now();
    worker.unref();
    worker.on('message', (message: FromLogWorker) => this.#receive(message));
    worker.on('messageerror', onError);
    worker.on('error', onError);
    worker.once('exit', () => this.#handleExit(worker));
    onStarted();
  }

  /** False when there is no worker: the message is gone. */
  post(message: ToLogWorker, transfer: readonly ArrayBuffer[] = []): boolean {
    if (this.#worker === null) return false;
    this.#worker.postMessage(message, transfer);
    return true;
  }

  /** Rejects with `unavailable` when the worker is gone, or goes before it answers. */
  ask<N extends LogRequestName>(name: N, input: LogRequests[N]['input']): Promise<LogRequests[N]['output']> {
    const worker = this.#worker;
    if (worker === null) return Promise.reject(interrupted());
    return new Promise((resolve, reject) => {
      const id = this.#nextId;
      this.#nextId += 1;
      // A question keeps the process alive until it is answered; the log by itself does not.
      if (this.#pending.size === 0) worker.ref();
      this.#pending.set(id, { resolve: (output) => resolve(output as LogRequests[N]['output']), reject });
      worker.postMessage({ kind: 'request', id, name, input });
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#restartTimer?.cancel();
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
    this.#rejectPending();
  }

  #receive(message: FromLogWorker): void {
    switch (message.kind) {
      case 'returned': {
        this.#options.onReturned(message.buffer, message.used);
        return;
      }
      case 'grew': {
        this.#options.onGrew(message.views);
        return;
      }
      case 'opened': {
        this.#options.onOpened(message.capture);
        return;
      }
      case 'captureChanged': {
        this.#options.onCaptureChanged(message.state);
        return;
      }
      case 'answer':
        return this.#settle(message.id)?.resolve(message.output);
      case 'failed':
        return this.#settle(message.id)?.reject(new Error(message.message));
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#worker?.unref();
    return pending;
  }

  #handleExit(worker: Worker): void {
    if (this.#isClosed || this.#worker !== worker) return;
    this.#worker = null;
    this.#rejectPending();
    this.#options.onLost();
    const { clock } = this.#options;
    const wasSound = clock.now() - this.#startedAtMs >= SOUND_AFTER_MS;
    const delayMs = wasSound ? 0 : this.#restartMs;
    this.#restartMs = Math.min(RESTART_MAX_MS, delayMs === 0 ? RESTART_FIRST_MS : delayMs * 2);
    if (delayMs === 0) {
      this.start();
      return;
    }
    this.#restartTimer = clock.startTimer(delayMs, () => this.start(), { isBackground: true });
  }

  #rejectPending(): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(interrupted());
  }
}
