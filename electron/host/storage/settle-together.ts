import { idKey } from '#shared/smpp/text/receipt-ids';
import type { ChangedRows } from './changed';
import type { WriteInput, WriteOutput } from './operations';
import type { Sql } from './sql';
import { settleSegment } from './write-outcomes';
import { matchWaitingReceipts } from './write-receipts';

type Settle = WriteInput<'settleSegment'>;
type Settled = WriteOutput<'settleSegment'>;

/** The rule where nobody says one: ids are compared as they are. */
const SAME_IDS = { conversion: 'same', ignoresPadding: false, ignoresCase: false } as const;
const NO_RECEIPTS: Settled = { receiptIds: [] };

/** Settles a segment, and gives it the receipts that overtook its response. */
export function settle(sql: Sql, input: Settle, changed: ChangedRows): Settled {
  const settled = settleSegment(sql, input, changed);
  const { idRule = SAME_IDS, outcome, atMs } = input;
  if (outcome.kind !== 'accepted' || outcome.smscMessageId === null) return NO_RECEIPTS;
  const key = idKey(outcome.smscMessageId);
  const receiptIds = settled.flatMap((segment) =>
    matchWaitingReceipts(sql, segment, key, idRule, atMs, changed),
  );
  return { receiptIds };
}

/**
 * The same for many in a row, in one statement where all of them are plain: accepted under an id, each with a PDU of its
 * own, and no receipt waits for an id. For rows so small the way into SQLite and back costs as much as the row.
 */
export function settleTogether(
  sql: Sql,
  inputs: readonly Settle[],
  changed: ChangedRows,
): readonly Settled[] {
  if (inputs.length > 1 && areSettledTogether(sql, inputs)) {
    for (const { messageId } of inputs) changed.message(messageId);
    return inputs.map(() => NO_RECEIPTS);
  }
  return inputs.map((input) => settle(sql, input, changed));
}

/** False where some are left to be settled one by one, which changes nothing of those that are settled. */
function areSettledTogether(sql: Sql, inputs: readonly Settle[]): boolean {
  const rows = inputs.flatMap((input) => rowOf(input) ?? []);
  const places = new Set(inputs.map(({ messageId, number }) => `${messageId} ${number}`));
  if (rows.length < inputs.length || places.size < inputs.length) return false;
  if (sql.first('SELECT 1 AS found FROM receipt_ids LIMIT 1') !== undefined) return false;
  const count = sql.run(
    `UPDATE segments SET state = 'accepted', reason = NULL, command_status = NULL,
       smsc_message_id = value ->> 2, smsc_id_key = value ->> 3, settled_at_ms = value ->> 4,
       changed_at_ms = value ->> 4, query_at_ms = value ->> 5,
       run = value ->> 6, session_id = value ->> 7, sequence_number = value ->> 8
     FROM json_each(?)
     WHERE message_id = value ->> 0 AND number = value ->> 1 AND state = 'sent'`,
    JSON.stringify(rows),
  );
  return count === inputs.length;
}

/** Null for one that is not plain. */
function rowOf({ messageId, number, outcome, place, isAlone, queryAtMs, atMs }: Settle) {
  if (outcome.kind !== 'accepted' || outcome.smscMessageId === null || isAlone !== true) return null;
  if (outcome.reason !== null || outcome.refused !== undefined) return null;
  const { smscMessageId } = outcome;
  const at = [place?.run ?? null, place?.sessionId ?? null, place?.sequenceNumber ?? null];
  return [[messageId, number, smscMessageId, idKey(smscMessageId), atMs, queryAtMs ?? null, ...at]];
}
