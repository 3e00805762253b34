import type { MessageId } from '#shared/model/ids';
import type { MessageState } from '#shared/model/message';
import { candidateIds, idsMatch } from '#shared/smpp/text/receipt-ids';
import type { ChangedRows } from './changed';
import type { WriteOutput } from './operations';
import { storable, type Row, type Sql } from './sql';
import type { NewReceipt } from './stored-records';
import { insertReceipt, insertRow, segmentRef, stateTold, type SegmentRef } from './write-receipts';

type Inserted = WriteOutput<'insertReceipt'>;

const MATCHED: Inserted = { match: 'one', suggestion: null };

/** What the receipts of a run make of a segment. */
interface Told {
  readonly messageId: MessageId;
  readonly number: number;
  readonly state: MessageState;
  readonly reason: string | null;
  readonly atMs: number;
}

/**
 * Stores receipts that came one after the other: their messages are looked for, and changed, in one statement each. From
 * the first one on whose most trusted id does not mean exactly one message by the trunk's rule, each by itself.
 */
export function insertReceiptsTogether(
  sql: Sql,
  receipts: readonly NewReceipt[],
  changed: ChangedRows,
): readonly Inserted[] {
  const named = receipts.length > 1 ? findSegments(sql, receipts) : [];
  const told = new Map<string, Told>();
  let plain = 0;
  for (const receipt of receipts) {
    const segment = namedAlone(receipt, named[plain]);
    if (segment === null) break;
    plain += 1;
    insertRow(sql, receipt, segment);
    note(told, segment, receipt);
  }
  applyAll(sql, [...told.values()], changed);
  const others = receipts.slice(plain).map((receipt) => insertReceipt(sql, receipt, changed));
  return [...receipts.slice(0, plain).map(() => MATCHED), ...others];
}

/** For each receipt the segments that its most trusted id may mean by the rule of its trunk. */
function findSegments(sql: Sql, receipts: readonly NewReceipt[]): readonly Row[][] {
  const keys = receipts.map(({ trunkId, smscMessageIds: [id], idRule }) => {
    const first = id === undefined ? undefined : candidateIds(id, idRule).next().value;
    return [trunkId, first?.conversion === idRule.conversion ? first.key : null];
  });
  const rows = sql.all(
    `SELECT given.key AS place, s.message_id, s.number, s.state, s.smsc_message_id
     FROM json_each(?) AS given CROSS JOIN segments AS s
       ON s.trunk_id = given.value ->> 0 AND s.smsc_id_key = given.value ->> 1`,
    JSON.stringify(keys),
  );
  const found: Row[][] = receipts.map(() => []);
  for (const row of rows) found[row.number('place')]?.push(row);
  return found;
}

function namedAlone(
  { smscMessageIds: [id], idRule }: NewReceipt,
  rows: readonly Row[] = [],
): SegmentRef | null {
  const [only] = rows;
  if (id === undefined || only === undefined || rows.length > 1) return null;
  return idsMatch(only.text('smsc_message_id'), id, idRule) ? segmentRef(only) : null;
}

/** Several receipts of a segment follow each other. */
function note(told: Map<string, Told>, { messageId, number, state }: SegmentRef, receipt: NewReceipt): void {
  const place = `${messageId} ${number}`;
  const next = stateTold(told.get(place)?.state ?? state, receipt);
  if (next === null) return;
  const reason = receipt.reason === null ? null : storable(receipt.reason);
  told.set(place, { messageId, number, state: next, reason, atMs: receipt.atMs });
}

function applyAll(sql: Sql, told: readonly Told[], changed: ChangedRows): void {
  if (told.length === 0) return;
  sql.run(
    `UPDATE segments SET state = value ->> 2, reason = value ->> 3, query_at_ms = NULL, changed_at_ms = value ->> 4
     FROM json_each(?) WHERE message_id = value ->> 0 AND number = value ->> 1`,
    JSON.stringify(told.map((each) => [each.messageId, each.number, each.state, each.reason, each.atMs])),
  );
  for (const { messageId } of told) changed.message(messageId);
}
