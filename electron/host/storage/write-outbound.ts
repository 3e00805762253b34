import { conversationKey } from '#shared/model/address';
import type { ConversationId } from '#shared/model/ids';
import { BROADCAST_PEER, type MessageView } from '#shared/model/message';
import type { Tlv } from '#shared/smpp/pdu';
import type { ChangedRows } from './changed';
import type { NewOutbound } from './stored-records';
import { indexMessage } from './search-index';
import type { Sql } from './sql';
import { dropAnswer } from './waiting-answers';
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
  if (input.answerId !== undefined) dropAnswer(sql, input.answerId);
  changed.message(input.id);
  return viewOfNew(input, conversation);
}

function peerOf({ pdu, destination }: NewOutbound): string {
  return pdu === 'broadcast_sm' ? BROADCAST_PEER : conversationKey(destination.address);
}

function insertMessage(sql: Sql, input: NewOutbound, conversation: ConversationId): void {
  sql.run(
    `INSERT INTO messages (id, conversation_id, direction, trunk_id, trunk_name, group_id, pdu,
       source_address, source_ton, source_npi, destination_address, destination_ton, destination_npi,
       text, encoding, data_coding, state, reason, is_receipt_requested, segment_total, concat_reference,
       reference_bits, fields, request, created_at_ms, changed_at_ms)
     VALUES (?, ?, 'mt', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    input.id,
    conversation,
    input.trunkId ?? '',
    input.trunkName,
    input.groupId,
    input.pdu,
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
    input.reference?.number ?? null,
    input.reference?.bits ?? null,
    input.fields === null ? null : JSON.stringify(input.fields),
    input.request,
    input.atMs,
    input.atMs,
  );
}

function insertSegments(sql: Sql, input: NewOutbound): void {
  const lane = input.trunkId ?? input.groupId;
  if (lane === null) throw new Error('A message needs a trunk or a group.');
  input.segments.forEach((segment, index) => {
    sql.run(
      `INSERT INTO segments (message_id, number, trunk_id, octets, esm_class, state, reason, rank, carrier_id, tlvs)
       VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?)`,
      input.id,
      index + 1,
      lane,
      segment.octets,
      segment.esmClass,
      input.reason,
      input.rank,
      input.carrierId,
      tlvsJson(segment.tlvs),
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
