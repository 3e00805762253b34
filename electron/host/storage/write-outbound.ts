import { conversationKey } from '#shared/model/address';
import type { ConversationId } from '#shared/model/ids';
import type { MessageView } from '#shared/model/message';
import { BROADCAST_PEER } from '#shared/model/message-words';
import type { Tlv } from '#shared/smpp/pdu';
import { isLike } from './batch-wire';
import type { ChangedRows } from './changed';
import type { NewOutbound, NewSegment } from './stored-records';
import { indexMessage } from './search-index';
import type { Sql, SqlValue } from './sql';
import { takeAnswer } from './waiting-answers';
import { touchConversation } from './write-conversations';

export function insertOutbound(sql: Sql, input: NewOutbound, changed: ChangedRows): MessageView {
  const conversation = touchConversation(
    sql,
    {
      peer: peerOf(input),
      newConversationId: input.newConversationId,
      ownAddress: input.source.address,
      trunkId: input.trunkId,
      groupId: input.groupId,
      messageId: input.id,
      atMs: input.atMs,
      isUnread: false,
    },
    changed,
  );
  insertMessage(sql, input, conversation);
  insertSegments(sql, input);
  indexMessage(sql, input.id);
  if (input.answerId !== undefined) takeAnswer(sql, input.answerId, input.atMs);
  changed.message(input.id);
  return viewOfNew(input, conversation);
}

/**
 * Many at once. What they have in common is handed to SQLite once and the rest as one list, since for a row so small the
 * way there and back costs as much as the row.
 */
export function insertOutbounds(sql: Sql, messages: readonly NewOutbound[], changed: ChangedRows): void {
  const [template] = messages;
  const areAlike = messages.every((message) => template !== undefined && isLike(message, template));
  if (template === undefined || !areAlike || template.answerId !== undefined) {
    for (const message of messages) insertOutbound(sql, message, changed);
    return;
  }
  const conversations = touchConversations(sql, template, messages);
  for (const id of conversations.values()) changed.conversation(id);
  const rows = JSON.stringify(
    messages.map((message) => {
      const { address, ton, npi } = message.destination;
      return [message.id, conversations.get(peerOf(message)) ?? '', address, ton, npi];
    }),
  );
  sql.run(
    `INSERT INTO messages (${MESSAGE_COLUMNS})
     SELECT ${fromList(0)}, ${fromList(1)}, 'mt', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ${fromList(2)}, ${fromList(3)}, ${fromList(4)},
       ?9, ?10, ?11, 'queued', ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?19
     FROM json_each(?1)`,
    rows,
    ...commonValues(template),
  );
  const ids = JSON.stringify(messages.map(({ id }) => id));
  template.segments.forEach((segment, index) => {
    sql.run(
      `INSERT INTO segments (message_id, ${SEGMENT_COLUMNS}) SELECT value, ?2, ?3, ?4, ?5, 'queued', ?6, ?7, ?8, ?9
       FROM json_each(?1)`,
      ids,
      ...segmentValues(template, segment, index),
    );
  });
  for (const { id } of messages) {
    indexMessage(sql, id);
    changed.message(id);
  }
}

/** A value of the list that `json_each` steps through. */
function fromList(index: number): string {
  return `value ->> ${index}`;
}

/** By the peer. */
function touchConversations(
  sql: Sql,
  template: NewOutbound,
  messages: readonly NewOutbound[],
): ReadonlyMap<string, ConversationId> {
  const { source, trunkId, groupId, atMs } = template;
  const rows = sql.all(
    `INSERT INTO conversations (id, peer, own_address, trunk_id, group_id, last_message_id, last_at_ms, unread_count)
     SELECT ${fromList(0)}, ${fromList(1)}, ?2, ?3, ?4, ${fromList(2)}, ?5, 0 FROM json_each(?1) WHERE TRUE
     ON CONFLICT (peer) DO UPDATE SET own_address = excluded.own_address, trunk_id = excluded.trunk_id,
       group_id = excluded.group_id, last_message_id = excluded.last_message_id, last_at_ms = excluded.last_at_ms
     RETURNING peer, id`,
    JSON.stringify(messages.map((message) => [message.newConversationId, peerOf(message), message.id])),
    source.address,
    trunkId ?? '',
    groupId,
    atMs,
  );
  return new Map(rows.map((row) => [row.text('peer'), row.text('id') as ConversationId]));
}

function peerOf({ pdu, destination }: NewOutbound): string {
  return pdu === 'broadcast_sm' ? BROADCAST_PEER : conversationKey(destination.address);
}

const MESSAGE_COLUMNS = `id, conversation_id, direction, trunk_id, trunk_name, group_id, pdu,
  source_address, source_ton, source_npi, destination_address, destination_ton, destination_npi,
  text, encoding, data_coding, state, reason, is_receipt_requested, segment_total, concat_reference,
  reference_bits, fields, request, created_at_ms, changed_at_ms`;

/** Of everything that is no list: parameters 2 to 19 of the statements. */
function commonValues(input: NewOutbound): SqlValue[] {
  return [
    input.trunkId ?? '',
    input.trunkName,
    input.groupId,
    input.pdu,
    input.source.address,
    input.source.ton,
    input.source.npi,
    input.text,
    input.encoding,
    input.dataCoding,
    input.reason,
    input.isReceiptRequested ? 1 : 0,
    input.segments.length,
    input.reference?.number ?? null,
    input.reference?.bits ?? null,
    input.fields === null ? null : JSON.stringify(input.fields),
    input.request,
    input.atMs,
  ];
}

function insertMessage(sql: Sql, input: NewOutbound, conversation: ConversationId): void {
  const { address, ton, npi } = input.destination;
  sql.run(
    `INSERT INTO messages (${MESSAGE_COLUMNS})
     VALUES (?1, ?20, 'mt', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?21, ?22, ?23, ?9, ?10, ?11, 'queued', ?12, ?13, ?14, ?15, ?16,
       ?17, ?18, ?19, ?19)`,
    input.id,
    ...commonValues(input),
    conversation,
    address,
    ton,
    npi,
  );
}

const SEGMENT_COLUMNS = 'number, trunk_id, octets, esm_class, state, reason, rank, carrier_id, tlvs';

/** Parameters 2 to 9 of the statements. */
function segmentValues(input: NewOutbound, segment: NewSegment, index: number): SqlValue[] {
  const lane = input.trunkId ?? input.groupId;
  if (lane === null) throw new Error('A message needs a trunk or a group.');
  return [
    index + 1,
    lane,
    segment.octets,
    segment.esmClass,
    input.reason,
    input.rank,
    input.carrierId,
    tlvsJson(segment.tlvs),
  ];
}

function insertSegments(sql: Sql, input: NewOutbound): void {
  input.segments.forEach((segment, index) => {
    sql.run(
      `INSERT INTO segments (message_id, ${SEGMENT_COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6, ?7, ?8, ?9)`,
      input.id,
      ...segmentValues(input, segment, index),
    );
  });
}

/** Null for none, which is the usual. */
function tlvsJson(tlvs: readonly Tlv[]): string | null {
  if (tlvs.length === 0) return null;
  return JSON.stringify(tlvs.map(({ tag, value }) => [tag, Buffer.from(value).toString('hex')]));
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
    groupId: input.groupId,
    routeReason: null,
    pdu: input.pdu,
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
