import { conversationKey } from '#shared/model/address';
import { messageId, trunkId as trunkIdSchema, type ConversationId, type MessageId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import type { ChangedRows } from './changed';
import { stateOf } from './message-rows';
import type { NewOutbound, SegmentOutcome, SegmentToSend, WriteInput, WriteOutput } from './operations';
import type { Row, Sql } from './sql';
import { touchConversation } from './write-conversations';

export function insertOutbound(sql: Sql, input: NewOutbound, changed: ChangedRows): MessageView {
  const conversation = touchConversation(
    sql,
    {
      peer: conversationKey(input.destination.address),
      newConversationId: input.newConversationId,
      ownAddress: input.source.address,
      trunkId: input.trunkId,
      messageId: input.id,
      atMs: input.atMs,
      isUnread: false,
    },
    changed,
  );
  sql.run(
    `INSERT INTO messages (id, conversation_id, direction, trunk_id, trunk_name,
       source_address, source_ton, source_npi, destination_address, destination_ton, destination_npi,
       text, encoding, data_coding, state, reason, is_receipt_requested, segment_total, concat_reference,
       created_at_ms, changed_at_ms)
     VALUES (?, ?, 'mt', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?)`,
    input.id,
    conversation,
    input.trunkId,
    input.trunkName,
    input.source.address,
    input.source.ton,
    input.source.npi,
    input.destination.address,
    input.destination.ton,
    input.destination.npi,
    input.text,
    input.encoding,
    input.dataCoding,
    input.reason,
    input.isReceiptRequested ? 1 : 0,
    input.segments.length,
    input.concatReference,
    input.atMs,
    input.atMs,
  );
  input.segments.forEach((segment, index) => {
    sql.run(
      `INSERT INTO segments (message_id, number, trunk_id, octets, esm_class, state, reason)
       VALUES (?, ?, ?, ?, ?, 'queued', ?)`,
      input.id,
      index + 1,
      input.trunkId,
      segment.octets,
      segment.esmClass,
      input.reason,
    );
  });
  changed.message(input.id);
  return viewOfNew(input, conversation);
}

/** What was just stored, without asking for it again. */
function viewOfNew(input: NewOutbound, conversation: ConversationId): MessageView {
  const { id, trunkId, trunkName, text, encoding, reason, isReceiptRequested, atMs } = input;
  return {
    id,
    conversationId: conversation,
    direction: 'mt',
    trunkId,
    trunkName,
    groupId: null,
    routeReason: null,
    pdu: 'submit_sm',
    sourceAddress: input.source.address,
    destinationAddress: input.destination.address,
    text,
    encoding,
    dataCoding: input.dataCoding,
    state: 'queued',
    reason,
    isReceiptRequested,
    segments: input.segments.map((_, index) => ({
      number: index + 1,
      state: 'queued',
      smscMessageId: null,
      commandStatus: null,
      reason,
    })),
    segmentTotal: input.segments.length,
    createdAtMs: atMs,
    changedAtMs: atMs,
  };
}

export function takeQueued(
  sql: Sql,
  input: WriteInput<'takeQueued'>,
  changed: ChangedRows,
): readonly SegmentToSend[] {
  // Message ids sort by age, so this is the order in which the messages were handed in.
  const rows = sql.all(
    `SELECT s.message_id, s.number, s.octets, s.esm_class, m.data_coding, m.is_receipt_requested,
       m.source_address, m.source_ton, m.source_npi,
       m.destination_address, m.destination_ton, m.destination_npi
     FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.state = 'queued' AND s.trunk_id = ? ORDER BY s.message_id, s.number LIMIT ?`,
    input.trunkId,
    input.limit,
  );
  const segments = rows.map(segmentToSend);
  sql.run(
    `UPDATE segments SET state = 'sent', reason = NULL
     WHERE (message_id, number) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    JSON.stringify(segments.map(({ messageId: id, number }) => [id, number])),
  );
  for (const segment of segments) changed.segmentsOf(segment.messageId, input.atMs);
  return segments;
}

/** True when the segment waited for an outcome and has it now. */
export function settleSegment(sql: Sql, input: WriteInput<'settleSegment'>, changed: ChangedRows): boolean {
  const { messageId: id, number, outcome } = input;
  const row = sql.first('SELECT state FROM segments WHERE message_id = ? AND number = ?', id, number);
  const current = row === undefined ? undefined : stateOf(row);
  if (current !== 'sent' && current !== 'in-doubt') return false;
  if (current === 'in-doubt' && (outcome.kind === 'queued' || outcome.kind === 'in-doubt')) return false;
  applyOutcome(sql, id, number, outcome);
  if (outcome.kind === 'refused') refuseRest(sql, id, number);
  changed.segmentsOf(id, input.atMs);
  return true;
}

function applyOutcome(sql: Sql, id: MessageId, number: number, outcome: SegmentOutcome): void {
  sql.run(
    `UPDATE segments SET state = ?, reason = ?, command_status = ?, smsc_message_id = ?
     WHERE message_id = ? AND number = ?`,
    outcome.kind,
    outcome.reason,
    outcome.kind === 'refused' ? outcome.commandStatus : null,
    outcome.kind === 'accepted' ? outcome.smscMessageId : null,
    id,
    number,
  );
}

/** Half a message is of no use and costs as much: parts that have not left yet stay here. */
function refuseRest(sql: Sql, id: MessageId, refusedNumber: number): void {
  sql.run(
    `UPDATE segments SET state = 'refused', reason = ? WHERE message_id = ? AND state = 'queued'`,
    `Not sent, since part ${refusedNumber} was refused.`,
    id,
  );
}

export function explainQueued(sql: Sql, input: WriteInput<'explainQueued'>, changed: ChangedRows): void {
  const ids = sql.all(
    `UPDATE segments SET reason = ? WHERE state = 'queued' AND trunk_id = ? AND reason IS NOT ?
     RETURNING message_id`,
    input.reason,
    input.trunkId,
    input.reason,
  );
  for (const id of distinctIds(ids)) changed.segmentsOf(id, input.atMs);
}

export function refuseQueued(sql: Sql, input: WriteInput<'refuseQueued'>, changed: ChangedRows): void {
  const ids = sql.all(
    `UPDATE segments SET state = 'refused', reason = ? WHERE state = 'queued' AND trunk_id = ?
     RETURNING message_id`,
    input.reason,
    input.trunkId,
  );
  for (const id of distinctIds(ids)) changed.segmentsOf(id, input.atMs);
}

export function recover(
  sql: Sql,
  input: WriteInput<'recover'>,
  changed: ChangedRows,
): WriteOutput<'recover'> {
  const inFlight = sql.all(
    `UPDATE segments SET state = 'in-doubt', reason = ? WHERE state = 'sent' RETURNING message_id`,
    input.inDoubtReason,
  );
  const queued = sql.all(
    `UPDATE segments SET reason = ? WHERE state = 'queued' RETURNING message_id`,
    input.queuedReason,
  );
  for (const id of distinctIds([...inFlight, ...queued])) changed.segmentsOf(id, input.atMs);
  const trunks = sql.all(`SELECT DISTINCT trunk_id FROM segments WHERE state = 'queued'`);
  const references = sql.all(
    `SELECT id, destination_address, concat_reference FROM messages
     WHERE concat_reference IS NOT NULL
       AND id IN (SELECT message_id FROM segments WHERE state = 'queued')`,
  );
  return {
    trunkIds: trunks.map((row) => trunkIdSchema.parse(row.text('trunk_id'))),
    references: references.map((row) => ({
      messageId: messageId.parse(row.text('id')),
      destinationAddress: row.text('destination_address'),
      reference: row.number('concat_reference'),
    })),
  };
}

function distinctIds(rows: readonly Row[]): MessageId[] {
  return [...new Set(rows.map((row) => row.text('message_id')))].map((id) => messageId.parse(id));
}

function segmentToSend(row: Row): SegmentToSend {
  return {
    messageId: messageId.parse(row.text('message_id')),
    number: row.number('number'),
    source: {
      address: row.text('source_address'),
      ton: row.number('source_ton'),
      npi: row.number('source_npi'),
    },
    destination: {
      address: row.text('destination_address'),
      ton: row.number('destination_ton'),
      npi: row.number('destination_npi'),
    },
    octets: row.octets('octets'),
    esmClass: row.number('esm_class'),
    dataCoding: row.number('data_coding'),
    isReceiptRequested: row.number('is_receipt_requested') === 1,
  };
}
