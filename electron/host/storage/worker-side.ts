import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { StoreError } from './message-store';
import type { FromWorker, StoreWorkerData, ToWorker } from './worker-protocol';

type Work = Exclude<ToWorker, { readonly kind: 'close' }>;

export interface StoreWorker {
  /** What the user should know of the opening; null when all is well. */
  readonly notice: string | null;
  /** The file is too large to be read through before the start, and the last run did not end in order. */
  readonly isCheckDue: boolean;
  /** Answers a frame, or throws, which answers it as failed. */
  answer(frame: Work): FromWorker;
  /** After each answer: what nobody waits for. What it could not do it does another time. */
  rest?(): void;
  close(): void;
}

/**
 * What the two store workers have in common: open, answer frames in order, close. A throw of `open` refuses the start
 * with its sentence.
 */
export function runStoreWorker(open: (data: StoreWorkerData) => StoreWorker): void {
  if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
  const port: MessagePort = parentPort;
  const post = (frame: FromWorker): void => port.postMessage(frame);
  let worker: StoreWorker;
  try {
    worker = open(workerData as StoreWorkerData);
    post({ kind: 'opened', notice: worker.notice, isCheckDue: worker.isCheckDue });
  } catch (error) {
    const code = error instanceof StoreError ? error.code : 'unusable';
    post({ kind: 'refused', code, message: errorMessage(error) });
    port.close();
    return;
  }
  port.on('message', (frame: ToWorker) => {
    if (frame.kind === 'close') {
      worker.close();
      post({ kind: 'closed' });
      port.close();
      return;
    }
    try {
      post(worker.answer(frame));
    } catch (error) {
      post({ kind: 'failed', id: frame.id, message: errorMessage(error) });
    }
    rest(worker);
  });
}

/** A full disk, say, is told by the writes that somebody waits for. */
function rest(worker: StoreWorker): void {
  try {
    worker.rest?.();
  } catch {
    // Tried again after the next answer.
  }
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
