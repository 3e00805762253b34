import { openForWriting, setAside } from './database';
import { runStoreWorker } from './worker-side';

/** Entry of the worker thread that alone writes to the message store. */
runStoreWorker(({ filePath, nowMs, isDamaged }) => {
  const notice = isDamaged ? setAside(filePath, nowMs) : null;
  const { sql, isCheckDue } = openForWriting(filePath, nowMs);
  return {
    notice,
    isCheckDue,
    loadEngine: async () => {
      const { writerEngine } = await import('./writer-engine');
      return writerEngine(sql, filePath);
    },
    close: () => sql.close(),
  };
});
