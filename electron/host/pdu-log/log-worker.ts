import { parentPort, workerData } from 'node:worker_threads';
import { LogEngine } from './log-engine';
import type { FromLogWorker, LogWorkerStart, ToLogWorker } from './log-protocol';

/** Entry of the log's worker thread. */
const port = parentPort;
if (port === null) throw new Error('The log worker runs as a worker thread only.');

const post = (message: FromLogWorker, transfer: readonly ArrayBuffer[] = []): void => {
  port.postMessage(message, transfer);
};
const engine = new LogEngine(workerData as LogWorkerStart, post);

// Nothing is caught here: a worker that cannot go on dies, and the host starts another and says what was lost.
port.on('message', (message: ToLogWorker) => engine.receive(message));
