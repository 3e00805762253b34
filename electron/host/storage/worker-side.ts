import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { StoreError } from './message-store';
import type { Sql } from './sql';
import type { FromWorker, StoreWorkerData, ToWorker } from './worker-protocol';

type Work = Exclude<ToWorker, { readonly kind: 'close' }>;

interface StoreWorker {
  /** Opens the database; a throw refuses the start with its sentence. */
  open(data: StoreWorkerData): { readonly sql: Sql; readonly notice: string | null };
  /** Answers a frame, or throws, which answers it as failed. */
  answer(sql: Sql, frame: Work): FromWorker;
}

/** What the two store workers have in common: open, answer frames in order, close. */
export function runStoreWorker(worker: StoreWorker): void {
  if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
  const port: MessagePort = parentPort;
  const post = (frame: FromWorker): void => port.postMessage(frame);
  let sql: Sql;
  try {
    const opened = worker.open(workerData as StoreWorkerData);
    sql = opened.sql;
    post({ kind: 'opened', notice: opened.notice });
  } catch (error) {
    const code = error instanceof StoreError ? error.code : 'unusable';
    post({ kind: 'refused', code, message: errorMessage(error) });
    port.close();
    return;
  }
  port.on('message', (frame: ToWorker) => {
    if (frame.kind === 'close') {
      sql.close();
      post({ kind: 'closed' });
      port.close();
      return;
    }
    try {
      post(worker.answer(sql, frame));
    } catch (error) {
      post({ kind: 'failed', id: frame.id, message: errorMessage(error) });
    }
  });
}

function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
