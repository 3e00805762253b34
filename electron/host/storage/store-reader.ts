import { openForCheckpoints, openForReading } from './database';
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
    loadEngine: async () => {
      const { readerEngine } = await import('./reader-engine');
      return readerEngine(sql, upkeep);
    },
    close: () => {
      upkeep.close();
      sql.close();
    },
  };
});
