import { checkpoint, findDamage, openForCheckpoints, openForReading } from './database';
import { answerRead } from './read-engine';
import { runStoreWorker } from './worker-side';

/**
 * Entry of the worker thread that answers questions to the message store, so that none delays a write. It also folds
 * the write-ahead log into the file, which waits for the disk: here that delays a question and not a commit.
 */
runStoreWorker(({ filePath }) => {
  const sql = openForReading(filePath);
  const upkeep = openForCheckpoints(filePath);
  return {
    notice: null,
    isCheckDue: false,
    answer: (frame) => {
      switch (frame.kind) {
        case 'read':
          return { kind: 'answered', id: frame.id, output: answerRead(sql, frame.request) };
        case 'checkpoint':
          checkpoint(upkeep);
          return { kind: 'checkpointed', id: frame.id };
        case 'verify':
          return { kind: 'verified', id: frame.id, problem: findDamage(sql) };
        case 'write':
        case 'wipe':
          throw new Error('The reader does not write.');
      }
    },
    close: () => {
      upkeep.close();
      sql.close();
    },
  };
});
