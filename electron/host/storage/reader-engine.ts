import { checkpoint, findDamage } from './database';
import { answerRead } from './read-engine';
import type { Sql } from './sql';
import type { StoreEngine } from './worker-side';

/** What the reading thread answers with; `upkeep` is its connection for checkpoints. */
export function readerEngine(sql: Sql, upkeep: Sql): StoreEngine {
  return {
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
  };
}
