import { packIds, packResult, unpackRequests } from './batch-wire';
import { deleteCopies } from './database';
import { indexWaiting } from './search-index';
import type { Sql } from './sql';
import type { PackedBatch, ToWorker } from './worker-protocol';
import type { StoreEngine } from './worker-side';
import { wipe } from './write-deletions';
import { applyBatch } from './write-engine';

/** What the writing thread answers with. */
export function writerEngine(sql: Sql, filePath: string): StoreEngine {
  return {
    answer: (frame) => {
      switch (frame.kind) {
        case 'write':
          return { kind: 'written', id: frame.id, batch: applyPacked(sql, frame) };
        case 'wipe':
          deleteCopies(filePath);
          wipe(sql);
          return { kind: 'wiped', id: frame.id };
        case 'read':
        case 'checkpoint':
        case 'verify':
          throw new Error(`The writer does not answer “${frame.kind}”.`);
      }
    },
    rest: () => indexWaiting(sql),
  };
}

function applyPacked(sql: Sql, frame: Extract<ToWorker, { readonly kind: 'write' }>): PackedBatch {
  const requests = unpackRequests(frame.requests);
  const { results, changes, untold } = applyBatch(sql, requests, frame.viewLimit);
  const packed = requests.map(({ kind }, index) =>
    packResult(kind, results[index] ?? { ok: false, message: 'no answer' }),
  );
  return { results: packed, changes, untold: untold === null ? null : packIds(untold) };
}
