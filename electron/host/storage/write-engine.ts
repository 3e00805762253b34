import { ChangedRows } from './changed';
import type { StoreChanges, WriteInput, WriteKind, WriteOutput, WriteRequest } from './operations';
import type { Sql } from './sql';
import { markRead } from './write-conversations';
import { insertInbound } from './write-inbound';
import {
  explainQueued,
  insertOutbound,
  recover,
  refuseQueued,
  settleSegment,
  takeQueued,
} from './write-outbound';
import { hasMatch, hasUnanswered, insertReceipt, matchWaitingReceipts } from './write-receipts';

type Writers = {
  readonly [K in WriteKind]: (sql: Sql, input: WriteInput<K>, changed: ChangedRows) => WriteOutput<K>;
};

const writers: Writers = {
  insertOutbound,
  takeQueued,
  settleSegment: (sql, input, changed) => {
    const isSettled = settleSegment(sql, input, changed);
    const isAccepted = isSettled && input.outcome.kind === 'accepted';
    return { receiptIds: isAccepted ? matchWaitingReceipts(sql, input, input.atMs, changed) : [] };
  },
  explainQueued: (sql, input, changed) => {
    explainQueued(sql, input, changed);
    return null;
  },
  refuseQueued: (sql, input, changed) => {
    refuseQueued(sql, input, changed);
    return null;
  },
  insertReceipt: (sql, input, changed) => ({ match: insertReceipt(sql, input, changed) }),
  insertReceiptOrInbound: (sql, { receipt, inbound }, changed) => {
    const isReceipt = hasMatch(sql, receipt.trunkId, receipt.smscMessageIds);
    if (!isReceipt) insertInbound(sql, inbound, changed);
    // What is unanswered may still turn out to have this id: a receipt can overtake the response.
    if (isReceipt || hasUnanswered(sql, receipt.trunkId)) insertReceipt(sql, receipt, changed);
    return { isReceipt };
  },
  insertInbound,
  markRead: (sql, input, changed) => {
    markRead(sql, input.id, changed);
    return null;
  },
  recover,
};

export type OperationResult =
  | { readonly ok: true; readonly output: WriteOutput<WriteKind> }
  | { readonly ok: false; readonly message: string };

export interface BatchResult {
  /** One for each request, in order. */
  readonly results: readonly OperationResult[];
  readonly changes: StoreChanges;
}

/**
 * Applies a batch as one transaction. An operation that fails is undone alone and told as failed; the others stand.
 * Throws when the transaction itself fails (disk full, file gone), and then nothing of the batch was written.
 */
export function applyBatch(sql: Sql, requests: readonly WriteRequest[]): BatchResult {
  try {
    return inTransaction(sql, requests, applyDirectly);
  } catch {
    // Rare, so that the usual batch does without a savepoint for each operation.
    return inTransaction(sql, requests, applyApart);
  }
}

type Apply = (sql: Sql, request: WriteRequest, changed: ChangedRows) => OperationResult;

function inTransaction(sql: Sql, requests: readonly WriteRequest[], apply: Apply): BatchResult {
  const changed = new ChangedRows();
  sql.run('BEGIN IMMEDIATE');
  try {
    const results = requests.map((request) => apply(sql, request, changed));
    const changes = changed.finish(sql);
    sql.run('COMMIT');
    return { results, changes };
  } catch (error) {
    if (sql.isInTransaction) sql.run('ROLLBACK');
    throw error;
  }
}

const applyDirectly: Apply = (sql, request, changed) => ({ ok: true, output: write(sql, request, changed) });

const applyApart: Apply = (sql, request, changed) => {
  sql.run('SAVEPOINT operation');
  try {
    const output = write(sql, request, changed);
    sql.run('RELEASE operation');
    return { ok: true, output };
  } catch (error) {
    // A full disk ends the whole transaction, and with it what came before in the batch.
    if (!sql.isInTransaction) throw error;
    sql.run('ROLLBACK TO operation');
    sql.run('RELEASE operation');
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
};

function write<K extends WriteKind>(
  sql: Sql,
  request: WriteRequest<K>,
  changed: ChangedRows,
): WriteOutput<K> {
  const writer: Writers[K] = writers[request.kind];
  return writer(sql, request.input, changed);
}
