import { messageId, type MessageId } from '#shared/model/ids';
import type { MessageState } from '#shared/model/message';
import { isFinal, stateAfterReceipt } from '#shared/model/message-state';
import type { ChangedRows } from './changed';
import { stateOf, stateOrNullOf } from './message-rows';
import type { NewReceipt, ReceiptMatch } from './operations';
import type { Row, Sql } from './sql';

interface SegmentRef {
  readonly messageId: MessageId;
  readonly number: number;
}

interface Found {
  readonly match: ReceiptMatch;
  readonly segment: SegmentRef | null;
}

interface Told {
  /** Null when the receipt says no state that is known. */
  readonly state: MessageState | null;
  readonly reason: string | null;
}

/** Stores a receipt and applies it to the segment that it names, if exactly one message could be meant. */
export function insertReceipt(sql: Sql, receipt: NewReceipt, changed: ChangedRows): ReceiptMatch {
  const { match, segment } = findByAny(sql, receipt.trunkId, receipt.smscMessageIds);
  sql.run(
    `INSERT INTO receipts (id, trunk_id, trunk_name, smsc_message_id, state, reason, text,
       source_address, destination_address, received_at_ms, message_id, segment_number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    receipt.id,
    receipt.trunkId,
    receipt.trunkName,
    receipt.smscMessageIds[0] ?? '',
    receipt.state,
    receipt.reason,
    receipt.text,
    receipt.sourceAddress,
    receipt.destinationAddress,
    receipt.atMs,
    segment?.messageId ?? null,
    segment?.number ?? null,
  );
  if (segment === null) keepIds(sql, receipt);
  else applyReceipt(sql, segment, receipt, receipt.atMs, changed);
  return match;
}

/** True when a receipt with these ids would find its message. */
export function hasMatch(sql: Sql, trunk: string, smscMessageIds: readonly string[]): boolean {
  return findByAny(sql, trunk, smscMessageIds).match === 'one';
}

/** True while a response may still come that gives a segment of this trunk its id. */
export function hasUnanswered(sql: Sql, trunk: string): boolean {
  const sent = sql.first(
    `SELECT 1 AS found FROM segments WHERE state = 'sent' AND trunk_id = ? LIMIT 1`,
    trunk,
  );
  return sent !== undefined;
}

/**
 * Applies the receipts that came before the response which gave this segment its id, oldest first. Answers with the
 * ids of those that found their message now.
 */
export function matchWaitingReceipts(
  sql: Sql,
  segment: SegmentRef,
  atMs: number,
  changed: ChangedRows,
): string[] {
  const row = sql.first(
    'SELECT trunk_id, smsc_message_id FROM segments WHERE message_id = ? AND number = ?',
    segment.messageId,
    segment.number,
  );
  const smscMessageId = row?.textOrNull('smsc_message_id') ?? null;
  if (row === undefined || smscMessageId === null) return [];
  const trunk = row.text('trunk_id');
  const waiting = sql.all(
    `SELECT r.id, r.state, r.reason FROM receipt_ids AS i JOIN receipts AS r ON r.id = i.receipt_id
     WHERE i.trunk_id = ? AND i.smsc_message_id = ? ORDER BY r.id`,
    trunk,
    smscMessageId,
  );
  const matched: string[] = [];
  for (const receipt of waiting) {
    // Asked anew each time: with one id for every part of a message, the next receipt is the next part's.
    const found = findById(sql, trunk, smscMessageId).segment;
    if (found === null) break;
    const id = receipt.text('id');
    sql.run(
      'UPDATE receipts SET message_id = ?, segment_number = ? WHERE id = ?',
      found.messageId,
      found.number,
      id,
    );
    sql.run('DELETE FROM receipt_ids WHERE receipt_id = ?', id);
    const told = { state: stateOrNullOf(receipt), reason: receipt.textOrNull('reason') };
    applyReceipt(sql, found, told, atMs, changed);
    matched.push(id);
  }
  return matched;
}

/** So that a response which is still to come finds it. */
function keepIds(sql: Sql, receipt: NewReceipt): void {
  receipt.smscMessageIds.forEach((id, rank) => {
    sql.run(
      'INSERT INTO receipt_ids (receipt_id, rank, trunk_id, smsc_message_id) VALUES (?, ?, ?, ?)',
      receipt.id,
      rank,
      receipt.trunkId,
      id,
    );
  });
}

/** The first id that means a message decides, most trusted first. */
function findByAny(sql: Sql, trunk: string, smscMessageIds: readonly string[]): Found {
  for (const id of smscMessageIds) {
    const found = findById(sql, trunk, id);
    if (found.match !== 'none') return found;
  }
  return { match: 'none', segment: null };
}

/**
 * Whose id this is. Messages that still wait for a receipt come first, since SMSCs use ids again; where two messages
 * could match, none does. Several parts of one message that share an id take a receipt each, in order.
 */
function findById(sql: Sql, trunk: string, smscMessageId: string): Found {
  const rows = sql.all(
    `SELECT s.message_id, s.number, s.state, m.is_receipt_requested
     FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.trunk_id = ? AND s.smsc_message_id = ? ORDER BY s.message_id, s.number`,
    trunk,
    smscMessageId,
  );
  const waiting = rows.filter((row) => row.number('is_receipt_requested') === 1 && !isFinal(stateOf(row)));
  const candidates = waiting.length > 0 ? waiting : rows;
  const [first] = candidates;
  if (first === undefined) return { match: 'none', segment: null };
  if (candidates.some((row) => row.text('message_id') !== first.text('message_id'))) {
    return { match: 'several', segment: null };
  }
  return { match: 'one', segment: segmentRef(first) };
}

function applyReceipt(sql: Sql, segment: SegmentRef, told: Told, atMs: number, changed: ChangedRows): void {
  const row = sql.first(
    'SELECT state FROM segments WHERE message_id = ? AND number = ?',
    segment.messageId,
    segment.number,
  );
  if (row === undefined) return;
  const current = stateOf(row);
  const next = told.state === null ? current : stateAfterReceipt(current, told.state);
  // A late word that changes nothing of a final state does not change its reason either.
  if (isFinal(current) && (told.state === null || !isFinal(told.state))) return;
  sql.run(
    'UPDATE segments SET state = ?, reason = ? WHERE message_id = ? AND number = ?',
    next,
    told.reason,
    segment.messageId,
    segment.number,
  );
  changed.segmentsOf(segment.messageId, atMs);
}

function segmentRef(row: Row): SegmentRef {
  return { messageId: messageId.parse(row.text('message_id')), number: row.number('number') };
}
