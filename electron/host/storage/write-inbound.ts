import { assembleText, type InboundPart } from '#electron/host/messages/inbound-text';
import { encodingOfDataCoding } from '#shared/smpp/text/data-coding';
import { conversationKey } from '#shared/model/address';
import type { MessageId } from '#shared/model/ids';
import type { ChangedRows } from './changed';
import { addHistory } from './history-rows';
import type { WriteInput, WriteOutput } from './operations';
import type { NewInbound } from './stored-records';
import { markRulesDue } from './rules-due';
import { indexMessage, reindexMessage } from './search-index';
import type { Row, Sql } from './sql';
import { touchConversation } from './write-conversations';
import { messageId, textEncoding } from './stored-values';

/**
 * Parts that come further apart than this, in milliseconds, are not of one message: references are used again. A day
 * covers what an SMSC holds back while no receiver is bound.
 */
const GROUP_LIFETIME_MS = 24 * 60 * 60 * 1000;
/**
 * How long, in milliseconds, a part that is there already counts as sent again by an SMSC that missed our response.
 * Later, the same octets under the same reference are a new message: shown twice is better than lost.
 */
const REPEAT_LIFETIME_MS = 10 * 60 * 1000;

/** Stores a whole message, or a part of one with those that share its key. A part that is there already is dropped. */
export function insertInbound(
  sql: Sql,
  input: NewInbound,
  changed: ChangedRows,
): WriteOutput<'insertInbound'> {
  if (input.segment === null) {
    const id = beginMessage(sql, input, 1, changed);
    insertPart(sql, id, 1, input);
    refreshText(sql, id, 1, input.atMs, false);
    indexMessage(sql, id);
    if (input.areRulesDue) markRulesDue(sql, id);
    return { messageId: id, isDuplicate: false, isComplete: true };
  }
  const { number, total } = input.segment;
  const key = groupKey(input);
  const groups = groupsOf(sql, key, input.atMs - GROUP_LIFETIME_MS);
  for (const group of groups) {
    const there = octetsOfPart(sql, group.messageId, number);
    const isRecent = input.atMs - group.lastAtMs <= REPEAT_LIFETIME_MS;
    if (there !== undefined && isRecent && areEqual(there, input.octets)) {
      return { messageId: group.messageId, isDuplicate: true, isComplete: false };
    }
  }
  // Only the newest message with this key can be waiting for the part: an older one has been given up by its sender.
  const newest = groups[0];
  if (newest !== undefined && octetsOfPart(sql, newest.messageId, number) === undefined) {
    const isComplete = addPart(sql, newest.messageId, number, total, input, changed);
    return { messageId: newest.messageId, isDuplicate: false, isComplete };
  }
  const id = beginMessage(sql, input, total, changed);
  sql.run(
    'INSERT INTO inbound_groups (message_id, group_key, last_at_ms) VALUES (?, ?, ?)',
    id,
    key,
    input.atMs,
  );
  indexMessage(sql, id);
  const isComplete = addPart(sql, id, number, total, input, changed);
  return { messageId: id, isDuplicate: false, isComplete };
}

/** What all parts of one message share; the reference alone is too small a number. */
function groupKey(input: NewInbound): string {
  const { segment, trunkId, joinTrunkId = trunkId, sourceAddress, destinationAddress } = input;
  const numbers = segment === null ? [] : [segment.by, segment.reference, segment.total];
  return JSON.stringify([joinTrunkId, sourceAddress, destinationAddress, ...numbers]);
}

interface Group {
  readonly messageId: MessageId;
  readonly lastAtMs: number;
}

/** The newest first. */
function groupsOf(sql: Sql, key: string, sinceMs: number): Group[] {
  const rows = sql.all(
    `SELECT message_id, last_at_ms FROM inbound_groups WHERE group_key = ? AND last_at_ms > ?
     ORDER BY last_at_ms DESC, message_id DESC`,
    key,
    sinceMs,
  );
  return rows.map((row) => ({
    messageId: messageId.parse(row.text('message_id')),
    lastAtMs: row.number('last_at_ms'),
  }));
}

function octetsOfPart(sql: Sql, id: MessageId, number: number): Uint8Array | undefined {
  const row = sql.first('SELECT octets FROM inbound_parts WHERE message_id = ? AND number = ?', id, number);
  return row?.octets('octets');
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}

function beginMessage(sql: Sql, input: NewInbound, total: number, changed: ChangedRows): MessageId {
  const id = input.newMessageId;
  const conversation = touchConversation(
    sql,
    {
      peer: conversationKey(input.sourceAddress),
      newConversationId: input.newConversationId,
      ownAddress: input.destinationAddress,
      trunkId: input.trunkId,
      groupId: null,
      messageId: id,
      atMs: input.atMs,
      isUnread: true,
    },
    changed,
  );
  sql.run(
    `INSERT INTO messages (id, conversation_id, direction, trunk_id, trunk_name,
       source_address, source_ton, source_npi, destination_address, destination_ton, destination_npi,
       text, encoding, data_coding, state, reason, is_receipt_requested, segment_total, concat_reference,
       created_at_ms, changed_at_ms)
     VALUES (?, ?, 'mo', ?, ?, ?, 0, 0, ?, 0, 0, '', 'gsm7', ?, 'received', NULL, 0, ?, NULL, ?, ?)`,
    id,
    conversation,
    input.trunkId,
    input.trunkName,
    input.sourceAddress,
    input.destinationAddress,
    input.dataCoding,
    total,
    input.atMs,
    input.atMs,
  );
  changed.message(id);
  return id;
}

function addPart(
  sql: Sql,
  id: MessageId,
  number: number,
  total: number,
  input: NewInbound,
  changed: ChangedRows,
): boolean {
  insertPart(sql, id, number, input);
  const count = sql.first('SELECT COUNT(*) AS count FROM inbound_parts WHERE message_id = ?', id);
  const isComplete = count?.number('count') === total;
  sql.run(
    'UPDATE inbound_groups SET last_at_ms = ?, is_given_up = ? WHERE message_id = ?',
    input.atMs,
    isComplete ? 1 : 0,
    id,
  );
  if (isComplete && input.areRulesDue) markRulesDue(sql, id);
  refreshText(sql, id, total, input.atMs, false);
  reindexMessage(sql, id);
  changed.message(id);
  return isComplete;
}

/** The sender has had its time: what is still missing is told as missing. */
export function giveUpInbound(sql: Sql, input: WriteInput<'giveUpInbound'>, changed: ChangedRows): void {
  const rows = sql.all(
    `UPDATE inbound_groups SET is_given_up = 1 WHERE is_given_up = 0 AND last_at_ms < ? RETURNING message_id`,
    input.lastBeforeMs,
  );
  for (const row of rows) {
    const id = messageId.parse(row.text('message_id'));
    const total = sql.first('SELECT segment_total FROM messages WHERE id = ?', id)?.number('segment_total');
    if (total === undefined) continue;
    refreshText(sql, id, total, input.atMs, true);
    changed.message(id);
  }
}

function insertPart(sql: Sql, id: MessageId, number: number, input: NewInbound): void {
  sql.run(
    `INSERT INTO inbound_parts (message_id, number, octets, data_coding, note, received_at_ms, encoding,
       single_shift, locking_shift, fill_bits)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    number,
    input.octets,
    input.dataCoding,
    input.note,
    input.atMs,
    input.coding.encoding,
    input.coding.tables.single,
    input.coding.tables.locking,
    input.coding.fillBits,
  );
  if (input.place !== null) {
    const segment = input.segment === null ? null : number;
    const over = input.joinTrunkId === undefined ? '' : ` over ${input.trunkName}`;
    const what =
      segment === null ? 'Stored.' : `Part ${number} of ${input.segment?.total ?? number} came in${over}.`;
    const { place, atMs } = input;
    addHistory(sql, { messageId: id, kind: 'received', segment, sentence: what, place, atMs });
  }
}

function refreshText(sql: Sql, id: MessageId, total: number, atMs: number, isGivenUp: boolean): void {
  const rows = sql.all('SELECT * FROM inbound_parts WHERE message_id = ?', id);
  const { text, encoding, note } = assembleText(rows.map(partOf), total, isGivenUp);
  sql.run(
    'UPDATE messages SET text = ?, encoding = ?, reason = ?, changed_at_ms = ? WHERE id = ?',
    text,
    encoding,
    note,
    atMs,
    id,
  );
}

function partOf(row: Row): InboundPart {
  return {
    number: row.number('number'),
    octets: row.octets('octets'),
    dataCoding: row.number('data_coding'),
    coding: {
      encoding: encodingOf(row),
      tables: { single: row.number('single_shift'), locking: row.number('locking_shift') },
      fillBits: row.number('fill_bits'),
    },
    note: row.textOrNull('note'),
  };
}

/** Empty in rows of version 1, which read every data_coding by the specification. */
function encodingOf(row: Row) {
  const stored = row.text('encoding');
  return stored === '' ? encodingOfDataCoding(row.number('data_coding')) : textEncoding.parse(stored);
}
