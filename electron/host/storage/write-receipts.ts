import { conversationKey } from '#shared/model/address';
import type { MessageId } from '#shared/model/ids';
import type { MessageState } from '#shared/model/message';
import { isFinal, stateAfterReceipt } from '#shared/model/message-state';
import type { ReceiptIdRule } from '#shared/model/receipt-ids';
import { parseReceipt } from '#shared/smpp/text/receipt';
import { candidateIds, idsMatch, recogniseIdRule } from '#shared/smpp/text/receipt-ids';
import type { ChangedRows } from './changed';
import { stateOf, stateOrNullOf } from './message-rows';
import type { WriteInput, WriteOutput } from './operations';
import type { MateTrunk, NewReceipt, ReceiptMatch, RuleSuggestion } from './stored-records';
import type { Row, Sql } from './sql';
import { messageId, trunkId as storedTrunkId } from './stored-values';

export interface SegmentRef {
  readonly messageId: MessageId;
  readonly number: number;
  readonly state: MessageState;
}

interface Found {
  readonly match: ReceiptMatch;
  readonly segment: SegmentRef | null;
  readonly suggestion: RuleSuggestion | null;
}

const nothing: Found = { match: 'none', segment: null, suggestion: null };

interface Told {
  /** Null when the receipt says no state that is known. */
  readonly state: MessageState | null;
  readonly reason: string | null;
}

/** What a receipt says of whose it is. */
type ReceiptNames = Pick<NewReceipt, 'trunkId' | 'smscMessageIds' | 'idRule' | 'sourceAddress'>;

/** Stores a receipt and applies it to the segment that it names, if exactly one message could be meant. */
export function insertReceipt(
  sql: Sql,
  receipt: NewReceipt,
  changed: ChangedRows,
): { readonly match: ReceiptMatch; readonly suggestion: RuleSuggestion | null } {
  const { match, segment, suggestion } = findByAny(sql, receipt);
  insertRow(sql, receipt, segment);
  if (segment === null) keepIds(sql, receipt);
  else applyReceipt(sql, segment, receipt, receipt.atMs, changed);
  return { match, suggestion };
}

/** The receipt itself, with the segment it belongs to; null while none is known. */
export function insertRow(sql: Sql, receipt: NewReceipt, segment: SegmentRef | null): void {
  sql.run(
    `INSERT INTO receipts (id, trunk_id, trunk_name, smsc_message_id, state, reason, text,
       source_address, destination_address, received_at_ms, message_id, segment_number,
       run, session_id, sequence_number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
    receipt.place?.run ?? null,
    receipt.place?.sessionId ?? null,
    receipt.place?.sequenceNumber ?? null,
  );
}

/** True when a receipt with these ids would find its message. */
export function hasMatch(sql: Sql, receipt: ReceiptNames): boolean {
  return findByAny(sql, receipt).match === 'one';
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
 * Applies the receipts that came before the response which brought this id, oldest first. `key` is its `idKey`. Answers
 * with the ids of those that found their message now.
 */
export function matchWaitingReceipts(
  sql: Sql,
  { messageId: settledId, number }: Pick<SegmentRef, 'messageId' | 'number'>,
  key: string,
  idRule: ReceiptIdRule,
  atMs: number,
  changed: ChangedRows,
): string[] {
  // The usual, and cheaper to see than that none of them has this id.
  if (sql.first('SELECT 1 AS found FROM receipt_ids LIMIT 1') === undefined) return [];
  const settled = sql.first(
    'SELECT trunk_id FROM segments WHERE message_id = ? AND number = ?',
    settledId,
    number,
  );
  if (settled === undefined) return [];
  const trunkId = storedTrunkId.parse(settled.text('trunk_id'));
  const waiting = sql.all(
    `SELECT r.id, r.trunk_id, r.state, r.reason, r.smsc_message_id, r.text, r.source_address
     FROM receipt_ids AS i JOIN receipts AS r ON r.id = i.receipt_id
     WHERE i.trunk_id = ? AND i.smsc_message_id = ? GROUP BY r.id ORDER BY r.id`,
    trunkId,
    key,
  );
  const matched: string[] = [];
  for (const receipt of waiting) {
    // Asked anew each time: with one id for every part of a message, the next receipt is the next part's.
    const sourceAddress = receipt.text('source_address');
    const names = { trunkId, smscMessageIds: idsOf(receipt), idRule, sourceAddress };
    const { segment } = findByAny(sql, names);
    const isElsewhere = receipt.text('trunk_id') !== trunkId;
    if (segment === null || (isElsewhere && !wasSentTo(sql, segment, sourceAddress))) continue;
    const id = receipt.text('id');
    const told = { state: stateOrNullOf(receipt), reason: receipt.textOrNull('reason') };
    giveReceipt(sql, id, segment, told, atMs, changed);
    matched.push(id);
  }
  return matched;
}

/** Another operation of the same receipt, which is stored and has no message on its own trunk. */
export function matchElsewhere(
  sql: Sql,
  { receipt, mates }: WriteInput<'matchElsewhere'>,
  changed: ChangedRows,
): WriteOutput<'matchElsewhere'> {
  const found = findElsewhere(sql, receipt, mates);
  if (found.segment !== null) {
    giveReceipt(sql, receipt.id, found.segment, receipt, receipt.atMs, changed);
    return { match: 'one', suggestion: found.suggestion };
  }
  for (const mate of mates) keepIds(sql, { ...receipt, ...mate });
  return { match: found.match, suggestion: null };
}

interface FoundElsewhere extends Found {
  readonly suggestion: WriteOutput<'matchElsewhere'>['suggestion'];
}

/** Among the messages to the receipt's handset; where those of two trunks could match, none does. */
export function findElsewhere(sql: Sql, receipt: ReceiptNames, mates: readonly MateTrunk[]): FoundElsewhere {
  const all = mates.flatMap((mate): FoundElsewhere[] => {
    const found = findByAny(sql, { ...receipt, ...mate });
    const isTold = found.segment === null || wasSentTo(sql, found.segment, receipt.sourceAddress);
    if (found.match === 'none' || !isTold) return [];
    const { trunkId } = mate;
    return [{ ...found, suggestion: found.suggestion === null ? null : { ...found.suggestion, trunkId } }];
  });
  const [only] = all;
  if (only === undefined) return { ...nothing, suggestion: null };
  return all.length === 1 ? only : { match: 'several', segment: null, suggestion: null };
}

function wasSentTo(sql: Sql, { messageId: id }: SegmentRef, handset: string): boolean {
  const row = sql.first('SELECT destination_address FROM messages WHERE id = ?', id);
  return row !== undefined && isTo(row, handset);
}

/** Of a receipt that is stored: the most trusted is kept by itself, the others stand in its text. */
function idsOf(receipt: Row): string[] {
  const { messageIds } = parseReceipt(receipt.text('text'));
  return [...new Set([receipt.text('smsc_message_id'), ...messageIds])];
}

/** A receipt that is stored without a message has one now. */
function giveReceipt(
  sql: Sql,
  id: string,
  segment: SegmentRef,
  told: Told,
  atMs: number,
  changed: ChangedRows,
): void {
  sql.run(
    'UPDATE receipts SET message_id = ?, segment_number = ? WHERE id = ?',
    segment.messageId,
    segment.number,
    id,
  );
  sql.run('DELETE FROM receipt_ids WHERE receipt_id = ?', id);
  applyReceipt(sql, segment, told, atMs, changed);
}

/** So that a response which is still to come finds it, by whatever conversion. */
function keepIds(sql: Sql, receipt: NewReceipt): void {
  const keys = receipt.smscMessageIds.flatMap((id) =>
    [...candidateIds(id, receipt.idRule)].map((candidate) => candidate.key),
  );
  for (const key of new Set(keys)) {
    sql.run(
      `INSERT INTO receipt_ids (receipt_id, rank, trunk_id, smsc_message_id)
       SELECT ?1, coalesce(max(rank) + 1, 0), ?2, ?3 FROM receipt_ids WHERE receipt_id = ?1`,
      receipt.id,
      receipt.trunkId,
      key,
    );
  }
}

/** The first id that means a message decides, most trusted first. */
function findByAny(sql: Sql, { trunkId, smscMessageIds, idRule, sourceAddress }: ReceiptNames): Found {
  for (const id of smscMessageIds) {
    const found = findById(sql, trunkId, id, idRule, sourceAddress);
    if (found.match !== 'none') return found;
  }
  return nothing;
}

/** By the trunk's rule, and only where that finds nothing by another that would explain the id. */
function findById(sql: Sql, trunk: string, receiptId: string, rule: ReceiptIdRule, handset: string): Found {
  let byOther: Found = nothing;
  for (const candidate of candidateIds(receiptId, rule)) {
    const named = sql.all(
      `SELECT message_id, number, state, smsc_message_id FROM segments
       WHERE trunk_id = ? AND smsc_id_key = ? LIMIT 2`,
      trunk,
      candidate.key,
    );
    const [only] = named;
    if (only === undefined) continue;
    if (named.length === 1 && idsMatch(only.text('smsc_message_id'), receiptId, rule)) {
      return { ...nothing, match: 'one', segment: segmentRef(only) };
    }
    const rows = sql.all(
      `SELECT s.message_id, s.number, s.state, s.smsc_message_id, m.is_receipt_requested, m.destination_address
       FROM segments AS s JOIN messages AS m ON m.id = s.message_id
       WHERE s.trunk_id = ? AND s.smsc_id_key = ? ORDER BY s.message_id, s.number`,
      trunk,
      candidate.key,
    );
    const related = rows.flatMap((row) => {
      const response = row.text('smsc_message_id');
      const between = recogniseIdRule(response, receiptId, rule);
      return between === null ? [] : [{ row, response, between }];
    });
    const byRule = related
      .filter(({ response }) => idsMatch(response, receiptId, rule))
      .map(({ row }) => row);
    const own = chooseSegment(byRule, handset);
    if (own.match !== 'none') return own;
    if (byOther.match !== 'none') continue;
    // Another conversion is a guess, so the handset has to be the one that was written to.
    const others = related.filter(({ row }) => isTo(row, handset));
    const other = chooseSegment(
      others.map(({ row }) => row),
      handset,
    );
    const [first] = others;
    if (first === undefined || other.match === 'none') continue;
    const suggestion = { rule: first.between, response: first.response, receipt: receiptId };
    byOther = { ...other, suggestion: other.match === 'one' ? suggestion : null };
  }
  return byOther;
}

/**
 * Whose id this is. Messages that still wait for a receipt come first, since SMSCs use ids again; of several, the one to
 * the handset that the receipt names; where two messages could match, none does. Several parts of one message that
 * share an id take a receipt each, in order.
 */
function chooseSegment(rows: readonly Row[], handset: string): Found {
  const waiting = rows.filter((row) => row.number('is_receipt_requested') === 1 && !isFinal(stateOf(row)));
  let candidates = waiting.length > 0 ? waiting : rows;
  if (messagesOf(candidates) > 1) candidates = candidates.filter((row) => isTo(row, handset));
  const [first] = candidates;
  if (first === undefined) return messagesOf(rows) > 1 ? { ...nothing, match: 'several' } : nothing;
  if (messagesOf(candidates) > 1) return { ...nothing, match: 'several' };
  return { ...nothing, match: 'one', segment: segmentRef(first) };
}

function messagesOf(rows: readonly Row[]): number {
  return new Set(rows.map((row) => row.text('message_id'))).size;
}

function isTo(row: Row, handset: string): boolean {
  return conversationKey(row.text('destination_address')) === conversationKey(handset);
}

function applyReceipt(sql: Sql, segment: SegmentRef, told: Told, atMs: number, changed: ChangedRows): void {
  const next = stateTold(segment.state, told);
  if (next === null) return;
  sql.run(
    `UPDATE segments SET state = ?, reason = ?, query_at_ms = NULL, changed_at_ms = ?
     WHERE message_id = ? AND number = ?`,
    next,
    told.reason,
    atMs,
    segment.messageId,
    segment.number,
  );
  changed.message(segment.messageId);
}

/** The state after a receipt; null for a late word that changes nothing of a final state, nor its reason. */
export function stateTold(current: MessageState, told: Pick<Told, 'state'>): MessageState | null {
  if (isFinal(current) && (told.state === null || !isFinal(told.state))) return null;
  return told.state === null ? current : stateAfterReceipt(current, told.state);
}

export function segmentRef(row: Row): SegmentRef {
  return {
    messageId: messageId.parse(row.text('message_id')),
    number: row.number('number'),
    state: stateOf(row),
  };
}
