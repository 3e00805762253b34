import { deleteCopies, openForWriting, setAside } from './database';
import { runStoreWorker } from './worker-side';
import { wipe } from './write-deletions';
import { applyBatch } from './write-engine';

/** Entry of the worker thread that alone writes to the message store. */
runStoreWorker(({ filePath, nowMs, isDamaged }) => {
  const notice = isDamaged ? setAside(filePath, nowMs) : null;
  const { sql, isCheckDue } = openForWriting(filePath, nowMs);
  return {
    notice,
    isCheckDue,
    answer: (frame) => {
      switch (frame.kind) {
        case 'write':
          return { kind: 'written', id: frame.id, batch: applyBatch(sql, frame.requests, frame.viewLimit) };
        case 'wipe':
          wipe(sql);
          deleteCopies(filePath);
          return { kind: 'wiped', id: frame.id };
        case 'read':
        case 'checkpoint':
        case 'verify':
          throw new Error(`The writer does not answer “${frame.kind}”.`);
      }
    },
    close: () => sql.close(),
  };
});
