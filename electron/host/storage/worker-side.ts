import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { plainReason } from './database';
import { StoreError } from './message-store';
import type { FromWorker, StoreWorkerData, ToWorker } from './worker-protocol';

type Work = Exclude<ToWorker, { readonly kind: 'close' | 'open' }>;

/** What answers: loaded when the database is open, since it is far larger than what opens it. */
export interface StoreEngine {
  /** Answers a frame, or throws, which answers it as failed. */
  answer(frame: Work): FromWorker;
  /** After each answer: what nobody waits for. What it could not do it does another time. */
  rest?(): void;
}

export interface StoreWorker {
  /** What the user should know of the opening; null when all is well. */
  readonly notice: string | null;
  /** The file is too large to be read through before the start, and the last run did not end in order. */
  readonly isCheckDue: boolean;
  loadEngine(): Promise<StoreEngine>;
  close(): void;
}

/**
 * What the two store workers have in common: open, at once or when told so; answer frames in order; close. A throw of
 * `open` refuses the start with its sentence.
 */
export function runStoreWorker(open: (data: StoreWorkerData) => StoreWorker): void {
  if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
  const port: MessagePort = parentPort;
  const data = workerData as StoreWorkerData;
  const post = (frame: FromWorker): void => port.postMessage(frame);
  const waiting: ToWorker[] = [];
  let worker: StoreWorker | null = null;
  let engine: StoreEngine | null = null;

  const handle = (frame: ToWorker): void => {
    if (frame.kind === 'close') {
      worker?.close();
      post({ kind: 'closed' });
      port.close();
    } else if (frame.kind === 'open') start();
    else if (engine !== null) answer(post, engine, frame);
  };
  const start = (): void => {
    try {
      worker = open(data);
    } catch (error) {
      const isSentence = error instanceof StoreError;
      const message = isSentence
        ? error.message
        : `The message store cannot be opened: ${plainReason(error)}.`;
      post({ kind: 'refused', code: isSentence ? error.code : 'unusable', message });
      port.close();
      return;
    }
    post({ kind: 'opened', notice: worker.notice, isCheckDue: worker.isCheckDue });
    void worker.loadEngine().then((loaded) => {
      engine = loaded;
      for (const frame of waiting.splice(0)) handle(frame);
    });
  };
  port.on('message', (frame: ToWorker) => {
    if (worker === null || engine !== null) handle(frame);
    else waiting.push(frame);
  });
  if (data.isHeld !== true) start();
}

function answer(post: (frame: FromWorker) => void, engine: StoreEngine, frame: Work): void {
  try {
    post(engine.answer(frame));
  } catch (error) {
    post({ kind: 'failed', id: frame.id, message: plainReason(error) });
  }
  try {
    engine.rest?.();
  } catch {
    // A full disk, say: told by the writes that somebody waits for, and tried again after the next answer.
  }
}
