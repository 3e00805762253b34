import type { MessageId } from '#shared/model/ids';
import { loadMessages } from './message-rows';
import type { ReadInput } from './operations';
import type { DueQuery, SubmittedMessage } from './stored-records';
import type { Sql } from './sql';
import { addressOf, fieldsOf } from './write-queue';
import { messageId, trunkId } from './stored-values';

/** A message with what a request about it needs; null when there is none. */
export function loadSubmitted(sql: Sql, id: MessageId): SubmittedMessage | null {
  const row = sql.first('SELECT * FROM messages WHERE id = ?', id);
  const [view] = loadMessages(sql, [id]);
  if (row === undefined || view === undefined) return null;
  const fields = fieldsOf(row);
  return {
    view,
    source: addressOf(row, 'source'),
    destination: addressOf(row, 'destination'),
    serviceType: fields?.serviceType ?? '',
    fields,
    request: row.textOrNull('request'),
  };
}

/** Accepted segments whose time to be asked about has come. */
export function loadDueQueries(sql: Sql, { nowMs, limit }: ReadInput<'dueQueries'>): readonly DueQuery[] {
  const rows = sql.all(
    `SELECT s.message_id, s.number, s.trunk_id, s.smsc_message_id, s.query_count,
       m.source_address, m.source_ton, m.source_npi
     FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.query_at_ms IS NOT NULL AND s.query_at_ms <= ? AND s.smsc_message_id IS NOT NULL
     ORDER BY s.query_at_ms LIMIT ?`,
    nowMs,
    limit,
  );
  return rows.map((row) => ({
    messageId: messageId.parse(row.text('message_id')),
    number: row.number('number'),
    trunkId: trunkId.parse(row.text('trunk_id')),
    smscMessageId: row.text('smsc_message_id'),
    source: addressOf(row, 'source'),
    queryCount: row.number('query_count'),
  }));
}
