import type { MessageId } from '#shared/model/ids';
import type { Tlv } from '#shared/smpp/pdu';
import type { ChangedRows } from './changed';
import type { WriteInput, WriteOutput } from './operations';
import type {
  CarriedDestination,
  MessageFields,
  SegmentToSend,
  WaitingForRoute,
  WireAddress,
} from './stored-records';
import type { Row, Sql } from './sql';
import { messageId, messagePdu, textEncoding, trunkGroupId } from './stored-values';

/** Messages whose reason is told at a time: a queue of many thousands waits for the same reason as its first ones. */
const EXPLAINED = 200;
/** Messages that are refused in one transaction. */
const REFUSED = 1000;

export function takeQueued(
  sql: Sql,
  input: WriteInput<'takeQueued'>,
  changed: ChangedRows,
): readonly SegmentToSend[] {
  const without = [
    { column: 'm.source_address', values: input.withoutSources ?? [] },
    { column: 'm.id', values: input.withoutMessages ?? [] },
    { column: 'm.conversation_id', values: input.withoutConversations ?? [] },
  ].filter(({ values }) => values.length > 0);
  // Message ids sort by age, so within a rank this is the order in which the messages were handed in.
  const rows = sql.all(
    `SELECT s.message_id, s.number, s.octets, s.esm_class, s.tlvs, m.data_coding, m.is_receipt_requested,
       m.source_address, m.source_ton, m.source_npi, m.pdu, m.fields,
       m.destination_address, m.destination_ton, m.destination_npi
     FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.state = 'queued' AND s.carrier_id IS NULL AND s.trunk_id = ?
       ${without.map(({ column }) => `AND ${column} NOT IN (SELECT value FROM json_each(?))`).join(' ')}
     ORDER BY s.rank, s.message_id, s.number LIMIT ?`,
    input.trunkId,
    ...without.map(({ values }) => JSON.stringify(values)),
    input.limit,
  );
  const segments: SegmentToSend[] = [];
  let cost = 0;
  for (const row of rows) {
    const carried = row.text('pdu') === 'submit_multi' ? carriedBy(sql, row) : [];
    // The first one goes whatever it costs, or a submit_multi larger than the capacity would never leave.
    if (segments.length > 0 && cost + 1 + carried.length > input.limit) break;
    cost += 1 + carried.length;
    segments.push(segmentToSend(row, carried));
  }
  const sent = segments.flatMap(({ messageId: own, number, carried }) => [
    [own, number] as const,
    ...carried.map((destination) => [destination.messageId, number] as const),
  ]);
  sql.run(
    `UPDATE segments SET state = 'sent', reason = NULL, sent_at_ms = ?1, changed_at_ms = ?1
     FROM json_each(?2) AS sent WHERE message_id = sent.value ->> 0 AND number = sent.value ->> 1`,
    input.atMs,
    JSON.stringify(sent),
  );
  for (const [id] of sent) changed.message(id);
  return segments;
}

function carriedBy(sql: Sql, row: Row): CarriedDestination[] {
  const rows = sql.all(
    `SELECT m.id, m.destination_address, m.destination_ton, m.destination_npi, m.fields
     FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.carrier_id = ? AND s.number = ? AND s.state = 'queued' ORDER BY m.id`,
    row.text('message_id'),
    row.number('number'),
  );
  return rows.map((each) => ({
    messageId: messageId.parse(each.text('id')),
    address: addressOf(each, 'destination'),
    isList: fieldsOf(each)?.isList === true,
  }));
}

export function peekUnrouted(sql: Sql, input: WriteInput<'peekUnrouted'>): readonly WaitingForRoute[] {
  const rows = sql.all(
    `SELECT s.message_id, s.tlvs, m.source_address, m.pdu, m.data_coding, m.encoding, m.fields FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.state = 'queued' AND s.carrier_id IS NULL AND s.trunk_id = ? AND s.number = 1
     ORDER BY s.rank, s.message_id LIMIT ?`,
    input.groupId,
    input.limit,
  );
  return rows.map((row) => ({
    messageId: messageId.parse(row.text('message_id')),
    sourceAddress: row.text('source_address'),
    pdu: messagePdu.parse(row.text('pdu')),
    dataCoding: row.number('data_coding'),
    encoding: textEncoding.parse(row.text('encoding')),
    isBinary: row.text('encoding') === 'binary',
    hasTlvs: row.textOrNull('tlvs') !== null || (fieldsOf(row)?.tlvs.length ?? 0) > 0,
  }));
}

export function routeQueued(sql: Sql, input: WriteInput<'routeQueued'>, changed: ChangedRows): void {
  for (const { messageId: id, trunkId, trunkName, reason } of input.routes) {
    for (const each of withCarried(sql, id)) {
      sql.run(
        `UPDATE segments SET trunk_id = ?, reason = NULL, changed_at_ms = ? WHERE message_id = ? AND state = 'queued'`,
        trunkId,
        input.atMs,
        each,
      );
      sql.run(
        'UPDATE messages SET trunk_id = ?, trunk_name = ?, route_reason = ? WHERE id = ?',
        trunkId,
        trunkName,
        reason,
        each,
      );
      sql.run(
        `UPDATE conversations SET trunk_id = ?1 WHERE last_message_id = ?2 AND group_id IS NOT NULL
           AND id = (SELECT conversation_id FROM messages WHERE id = ?2)`,
        trunkId,
        each,
      );
      changed.message(each);
    }
  }
}

/** Only messages that are queued whole: the rest of one that has begun to leave stays on its trunk. */
export function unrouteQueued(
  sql: Sql,
  input: WriteInput<'unrouteQueued'>,
  changed: ChangedRows,
): WriteOutput<'unrouteQueued'> {
  const rows = sql.all(
    `SELECT DISTINCT m.id, m.group_id FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.state = 'queued' AND m.group_id IS NOT NULL AND s.trunk_id <> m.group_id
       AND (?1 IS NULL OR s.trunk_id = ?1) AND (?2 IS NULL OR m.group_id = ?2)
       AND NOT EXISTS (SELECT 1 FROM segments AS o WHERE o.message_id = m.id AND o.state <> 'queued')`,
    input.trunkId,
    input.groupId,
  );
  for (const row of rows) {
    const id = messageId.parse(row.text('id'));
    sql.run(
      'UPDATE segments SET trunk_id = ?, changed_at_ms = ? WHERE message_id = ?',
      row.text('group_id'),
      input.atMs,
      id,
    );
    sql.run(
      `UPDATE messages SET trunk_id = '', trunk_name = coalesce(?, trunk_name), route_reason = NULL WHERE id = ?`,
      input.groupName,
      id,
    );
    changed.message(id);
  }
  const groups = new Set(rows.map((row) => row.text('group_id')));
  return { groupIds: [...groups].map((id) => trunkGroupId.parse(id)) };
}

export function explainQueued(sql: Sql, input: WriteInput<'explainQueued'>, changed: ChangedRows): void {
  const rows = sql.all(
    `SELECT message_id, number FROM segments
     WHERE state = 'queued' AND carrier_id IS NULL AND trunk_id = ?
     ORDER BY rank, message_id, number LIMIT ?`,
    input.lane,
    EXPLAINED,
  );
  const ids = sql.all(
    `UPDATE segments SET reason = ?1, changed_at_ms = ?3
     WHERE message_id IN (SELECT value FROM json_each(?2)) AND state = 'queued' AND reason IS NOT ?1
     RETURNING message_id`,
    input.reason,
    JSON.stringify(distinctIds(rows)),
    input.atMs,
  );
  for (const id of distinctIds(ids)) changed.message(id);
}

export function refuseQueued(
  sql: Sql,
  input: WriteInput<'refuseQueued'>,
  changed: ChangedRows,
): WriteOutput<'refuseQueued'> {
  const rows =
    input.messageIds === undefined
      ? sql.all(
          `SELECT DISTINCT message_id FROM segments
           WHERE state = 'queued' AND carrier_id IS NULL AND trunk_id = ? ORDER BY rank, message_id LIMIT ?`,
          input.lane,
          REFUSED,
        )
      : [];
  const ids = (input.messageIds ?? distinctIds(rows)).flatMap((id) => withCarried(sql, id));
  sql.run(
    `UPDATE segments SET state = 'refused', reason = ?1, settled_at_ms = ?2, changed_at_ms = ?2
     WHERE state = 'queued' AND message_id IN (SELECT value FROM json_each(?3))`,
    input.reason,
    input.atMs,
    JSON.stringify(ids),
  );
  for (const id of ids) changed.message(id);
  return { hasMore: rows.length === REFUSED };
}

/** The message and those that its submit_multi carries. */
export function withCarried(sql: Sql, id: MessageId): MessageId[] {
  const rows = sql.all('SELECT DISTINCT message_id FROM segments WHERE carrier_id = ?', id);
  return [id, ...distinctIds(rows)];
}

export function distinctIds(rows: readonly Row[]): MessageId[] {
  return [...new Set(rows.map((row) => row.text('message_id')))].map((id) => messageId.parse(id));
}

function segmentToSend(row: Row, carried: readonly CarriedDestination[]): SegmentToSend {
  return {
    messageId: messageId.parse(row.text('message_id')),
    number: row.number('number'),
    pdu: messagePdu.parse(row.text('pdu')),
    source: addressOf(row, 'source'),
    destination: addressOf(row, 'destination'),
    octets: row.octets('octets'),
    esmClass: row.number('esm_class'),
    tlvs: tlvsOf(row.textOrNull('tlvs')),
    dataCoding: row.number('data_coding'),
    isReceiptRequested: row.number('is_receipt_requested') === 1,
    fields: fieldsOf(row),
    carried,
  };
}

export function addressOf(row: Row, side: 'source' | 'destination'): WireAddress {
  return {
    address: row.text(`${side}_address`),
    ton: row.number(`${side}_ton`),
    npi: row.number(`${side}_npi`),
  };
}

/** Written by `insertOutbound` and by nobody else. */
export function fieldsOf(row: Row): MessageFields | null {
  const json = row.textOrNull('fields');
  return json === null ? null : (JSON.parse(json) as MessageFields);
}

function tlvsOf(json: string | null): readonly Tlv[] {
  if (json === null) return [];
  const entries = JSON.parse(json) as readonly (readonly [number, string])[];
  return entries.map(([tag, hex]) => ({ tag, value: new Uint8Array(Buffer.from(hex, 'hex')) }));
}
