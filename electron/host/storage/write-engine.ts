import { ChangedRows } from './changed';
import type {
  ChangedIds,
  OperationResult,
  StoreChanges,
  WriteInput,
  WriteKind,
  WriteOutput,
  WriteRequest,
} from './operations';
import type { Sql } from './sql';
import { addHistory } from './history-rows';
import {
  deleteDraft,
  deleteRules,
  deleteTemplates,
  reorderRules,
  saveDraft,
  saveRule,
  saveTemplate,
  setRuleMode,
} from './write-collections';
import { insertReceiptsTogether } from './receipts-together';
import { carryOutRules } from './rules-due';
import { settle, settleTogether } from './settle-together';
import { giveUpAnswer } from './waiting-answers';
import { renameQueued } from './rename-queued';
import { markRead, updateConversation } from './write-conversations';
import { deleteConversations, deleteMessages, prune } from './write-deletions';
import { giveUpInbound, insertInbound } from './write-inbound';
import { insertOutbound, insertOutbounds } from './write-outbound';
import { recover, setSegmentState } from './write-outcomes';
import {
  explainQueued,
  peekUnrouted,
  refuseQueued,
  routeQueued,
  takeQueued,
  unrouteQueued,
} from './write-queue';
import { findElsewhere, hasMatch, hasUnanswered, insertReceipt, matchElsewhere } from './write-receipts';

type Writers = {
  readonly [K in WriteKind]: (sql: Sql, input: WriteInput<K>, changed: ChangedRows) => WriteOutput<K>;
};

const writers: Writers = {
  insertOutbound,
  insertOutbounds: silent(insertOutbounds),
  takeQueued,
  peekUnrouted,
  routeQueued: silent(routeQueued),
  unrouteQueued,
  settleSegment: settle,
  explainQueued: silent(explainQueued),
  refuseQueued,
  renameQueued,
  addHistory: silent((sql, input) => addHistory(sql, input)),
  setSegmentState: silent(setSegmentState),
  insertReceipt,
  matchElsewhere,
  insertReceiptOrInbound: (sql, { receipt, inbound, mates }, changed) => {
    const isOwn = hasMatch(sql, receipt);
    const isReceipt = isOwn || findElsewhere(sql, receipt, mates).match === 'one';
    const stored = isReceipt ? null : insertInbound(sql, inbound, changed);
    // What is unanswered may still turn out to have this id: a receipt can overtake the response.
    if (isReceipt || hasUnanswered(sql, receipt.trunkId)) insertReceipt(sql, receipt, changed);
    if (isReceipt && !isOwn) matchElsewhere(sql, { receipt, mates }, changed);
    return { isReceipt, messageId: stored?.isComplete === true ? stored.messageId : null };
  },
  insertInbound,
  giveUpInbound: silent(giveUpInbound),
  markRead: silent((sql, input, changed) => markRead(sql, input.id, changed)),
  updateConversation,
  deleteConversations: silent((sql, { ids }, changed) => deleteConversations(sql, ids, changed)),
  deleteMessages: silent((sql, { ids }, changed) => deleteMessages(sql, ids, changed)),
  prune,
  carryOutRules,
  giveUpAnswer: silent(giveUpAnswer),
  saveRule,
  deleteRules,
  reorderRules,
  setRuleMode,
  saveTemplate,
  deleteTemplates,
  saveDraft: silent((sql, input) => saveDraft(sql, input)),
  deleteDraft: silent((sql, input) => deleteDraft(sql, input)),
  recover,
};

/** An operation that answers with nothing. */
function silent<I>(
  work: (sql: Sql, input: I, changed: ChangedRows) => void,
): (sql: Sql, input: I, changed: ChangedRows) => null {
  return (sql, input, changed) => {
    work(sql, input, changed);
    return null;
  };
}

export interface BatchResult {
  /** One for each request, in order. */
  readonly results: readonly OperationResult[];
  readonly changes: StoreChanges;
  /** What `changes` leaves out, since it is more than the limit; null when nothing is left out. */
  readonly untold: ChangedIds | null;
}

/**
 * Applies a batch as one transaction. An operation that fails is undone alone and told as failed; the others stand.
 * Throws when the transaction itself fails (disk full, file gone), and then nothing of the batch was written.
 */
export function applyBatch(
  sql: Sql,
  requests: readonly WriteRequest[],
  viewLimit = Number.POSITIVE_INFINITY,
): BatchResult {
  try {
    return inTransaction(sql, requests, viewLimit, applyDirectly);
  } catch {
    // Rare, so that the usual batch does without a savepoint for each operation.
    return inTransaction(sql, requests, viewLimit, applyApart);
  }
}

type Apply = (sql: Sql, requests: readonly WriteRequest[], changed: ChangedRows) => OperationResult[];

function inTransaction(
  sql: Sql,
  requests: readonly WriteRequest[],
  viewLimit: number,
  apply: Apply,
): BatchResult {
  const changed = new ChangedRows();
  sql.run('BEGIN IMMEDIATE');
  try {
    const results = apply(sql, requests, changed);
    const told = changed.finish(sql, viewLimit);
    sql.run('COMMIT');
    return { results, ...told };
  } catch (error) {
    if (sql.isInTransaction) sql.run('ROLLBACK');
    throw error;
  }
}

/** What comes by the hundred, in the order in which it came. */
const together: { readonly [K in WriteKind]?: Together<K> } = {
  settleSegment: settleTogether,
  insertReceipt: insertReceiptsTogether,
};

type Together<K extends WriteKind> = (
  sql: Sql,
  inputs: readonly WriteInput<K>[],
  changed: ChangedRows,
) => readonly WriteOutput<K>[];

const applyDirectly: Apply = (sql, requests, changed) =>
  runsOf(requests).flatMap((run) => writeRun(sql, run, changed).map((output) => ({ ok: true, output })));

/** Neighbours of one kind. */
function runsOf(requests: readonly WriteRequest[]): WriteRequest[][] {
  const runs: WriteRequest[][] = [];
  for (const request of requests) {
    const last = runs.at(-1);
    if (last?.[0]?.kind === request.kind) last.push(request);
    else runs.push([request]);
  }
  return runs;
}

function writeRun<K extends WriteKind>(
  sql: Sql,
  run: readonly WriteRequest<K>[],
  changed: ChangedRows,
): readonly WriteOutput<K>[] {
  const [first] = run;
  const all: Together<K> | undefined = first === undefined ? undefined : together[first.kind];
  if (all === undefined) return run.map((request) => write(sql, request, changed));
  return all(
    sql,
    run.map(({ input }) => input),
    changed,
  );
}

const applyApart: Apply = (sql, requests, changed) =>
  requests.map((request) => {
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
  });

function write<K extends WriteKind>(
  sql: Sql,
  request: WriteRequest<K>,
  changed: ChangedRows,
): WriteOutput<K> {
  const writer: Writers[K] = writers[request.kind];
  return writer(sql, request.input, changed);
}
