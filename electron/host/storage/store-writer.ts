import { openForWriting, setAside } from './database';
import { runStoreWorker } from './worker-side';
import { applyBatch } from './write-engine';

/** Entry of the worker thread that alone writes to the message store. */
runStoreWorker(({ filePath, nowMs, isDamaged }) => {
  const notice = isDamaged ? setAside(filePath, nowMs) : null;
  const sql = openForWriting(filePath, nowMs);
  return {
    notice,
    answer: (frame) => {
      if (frame.kind !== 'write') throw new Error(`The writer does not answer “${frame.kind}”.`);
      return { kind: 'written', id: frame.id, batch: applyBatch(sql, frame.requests) };
    },
    close: () => sql.close(),
  };
});
