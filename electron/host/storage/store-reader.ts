import { openForReading } from './database';
import { answerRead } from './read-engine';
import { runStoreWorker } from './worker-side';

/** Entry of the worker thread that answers questions to the message store, so that none delays a write. */
runStoreWorker({
  open: ({ filePath }) => ({ sql: openForReading(filePath), notice: null }),
  answer: (sql, frame) => {
    if (frame.kind !== 'read') throw new Error(`The reader does not answer “${frame.kind}”.`);
    return { kind: 'answered', id: frame.id, output: answerRead(sql, frame.request) };
  },
});
