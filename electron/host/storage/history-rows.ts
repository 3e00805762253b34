import type { MessageId } from '#shared/model/ids';
import type { MessageState } from '#shared/model/message';
import type { HistoryEntry, ReceiptView } from '#shared/model/message-history';
import { describeCommandStatus } from '#shared/smpp/command-status';
import { stateOf, stateOrNullOf } from './message-rows';
import type { ReadOutput } from './operations';
import type { NewHistoryEntry, PduPlace } from './stored-records';
import type { Row, Sql } from './sql';
import { historyKind, messageId } from './stored-values';

/** What repeats itself is counted in one entry, with the time of the last one. Nothing, of a message that was deleted meanwhile. */
export function addHistory(sql: Sql, entry: NewHistoryEntry): void {
  const { messageId, kind, segment, sentence, place, atMs } = entry;
  if (kind === 'throttled') {
    const changed = sql.run(
      `UPDATE history SET at_ms = ?, count = count + 1, sentence = ?
       WHERE message_id = ? AND kind = 'throttled' AND segment IS ?`,
      atMs,
      sentence,
      messageId,
      segment,
    );
    if (changed > 0) return;
  }
  sql.run(
    `INSERT INTO history (message_id, at_ms, kind, segment, sentence, run, session_id, sequence_number)
     SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM messages WHERE id = ?1`,
    messageId,
    atMs,
    kind,
    segment,
    sentence,
    place?.run ?? null,
    place?.sessionId ?? null,
    place?.sequenceNumber ?? null,
  );
}

/** Everything that happened to a message, oldest first: from its segments, its receipts and what was noted besides. */
export function loadHistory(sql: Sql, id: MessageId, run: number): ReadOutput<'getHistory'> {
  const message = sql.first('SELECT * FROM messages WHERE id = ?', id);
  if (message === undefined) return { entries: [], receipts: [] };
  const isOutbound = message.text('direction') === 'mt';
  const entries = [
    isOutbound ? queuedEntry(message) : receivedEntry(message),
    ...sql
      .all('SELECT * FROM segments WHERE message_id = ? ORDER BY number', id)
      .flatMap((row) => segmentEntries(row, message.number('segment_total'), run)),
    ...sql.all('SELECT * FROM history WHERE message_id = ? ORDER BY id', id).map((row) => noted(row, run)),
  ];
  const rows = sql.all('SELECT * FROM receipts WHERE message_id = ? ORDER BY id', id);
  for (const row of rows) entries.push(receiptEntry(row, message, run));
  entries.sort((a, b) => a.atMs - b.atMs);
  return { entries, receipts: rows.map(receiptOf) };
}

const places = {
  inbound: [placeIn('receipts', 'message_id IS NOT NULL'), placeIn('history', `kind = 'received'`)],
  outbound: [placeIn('segments', 'TRUE'), placeIn('history', `kind <> 'received'`)],
} as const;

function placeIn(table: string, condition: string): string {
  return `SELECT message_id FROM ${table}
    WHERE session_id = ? AND sequence_number = ? AND run = ? AND ${condition} LIMIT 1`;
}

/** The message that a request of this place carried or was about; each side of a session counts for itself. */
export function findMessageOfPdu(sql: Sql, place: PduPlace, isInbound: boolean): MessageId | null {
  const { run, sessionId, sequenceNumber } = place;
  for (const query of isInbound ? places.inbound : places.outbound) {
    const row = sql.first(query, sessionId, sequenceNumber, run);
    if (row !== undefined) return messageId.parse(row.text('message_id'));
  }
  return null;
}

function queuedEntry(message: Row): HistoryEntry {
  const total = message.number('segment_total');
  const parts = total > 1 ? `, ${total} parts` : '';
  return {
    atMs: message.number('created_at_ms'),
    kind: 'queued',
    segment: null,
    sentence: `Queued for ${message.text('trunk_name')}${parts}.`,
    pdu: null,
  };
}

function receivedEntry(message: Row): HistoryEntry {
  return {
    atMs: message.number('created_at_ms'),
    kind: 'received',
    segment: null,
    sentence: `Came in over ${message.text('trunk_name')}.`,
    pdu: null,
  };
}

/** When a segment left and what was answered; what came of it after that is in receipts. */
function segmentEntries(row: Row, total: number, run: number): HistoryEntry[] {
  const segment = row.number('number');
  const part = total > 1 ? `Part ${segment} ` : '';
  const entries: HistoryEntry[] = [];
  const sentAtMs = row.numberOrNull('sent_at_ms');
  const settledAtMs = row.numberOrNull('settled_at_ms');
  const pdu = placeOf(row, run);
  if (sentAtMs !== null) {
    const sentence = part === '' ? 'Sent to the SMSC.' : `${part}sent to the SMSC.`;
    entries.push({ atMs: sentAtMs, kind: 'sent', segment, sentence, pdu });
  }
  if (settledAtMs === null) return entries;
  const smscId = row.textOrNull('smsc_message_id');
  const status = row.numberOrNull('command_status');
  if (status !== null) {
    const sentence = `${part}refused: ${describeCommandStatus(status)}.`;
    entries.push({ atMs: settledAtMs, kind: 'refused', segment, sentence: capital(sentence), pdu });
  } else if (smscId !== null) {
    const sentence = `${part}accepted by the SMSC as ${smscId}.`;
    entries.push({ atMs: settledAtMs, kind: 'accepted', segment, sentence: capital(sentence), pdu });
  } else if (isState(row, 'in-doubt')) {
    const sentence = row.textOrNull('reason') ?? 'In doubt.';
    entries.push({ atMs: settledAtMs, kind: 'in-doubt', segment, sentence, pdu });
  } else if (isState(row, 'refused')) {
    const sentence = row.textOrNull('reason') ?? 'Refused.';
    entries.push({ atMs: settledAtMs, kind: 'refused', segment, sentence, pdu });
  } else {
    const sentence = `${part}accepted by the SMSC, which gave it no message_id.`;
    entries.push({ atMs: settledAtMs, kind: 'accepted', segment, sentence: capital(sentence), pdu });
  }
  return entries;
}

function isState(row: Row, state: MessageState): boolean {
  return stateOf(row) === state;
}

function noted(row: Row, run: number): HistoryEntry {
  const count = row.number('count');
  const sentence = row.text('sentence');
  return {
    atMs: row.number('at_ms'),
    kind: historyKind.parse(row.text('kind')),
    segment: row.numberOrNull('segment'),
    sentence: count > 1 ? `${sentence} (${count} times)` : sentence,
    pdu: placeOf(row, run),
  };
}

function receiptEntry(row: Row, message: Row, run: number): HistoryEntry {
  const segment = row.numberOrNull('segment_number');
  const isElsewhere = row.text('trunk_id') !== message.text('trunk_id');
  const way = isElsewhere ? ` over ${row.text('trunk_name')}` : '';
  const part = message.number('segment_total') > 1 && segment !== null ? ` for part ${segment}` : '';
  return {
    atMs: row.number('received_at_ms'),
    kind: 'receipt',
    segment,
    sentence: `Receipt${part}${way}: ${row.text('text')}`,
    pdu: placeOf(row, run),
  };
}

export function receiptOf(row: Row): ReceiptView {
  return {
    id: row.text('id'),
    trunkName: row.text('trunk_name'),
    smscMessageId: row.text('smsc_message_id'),
    state: stateOrNullOf(row),
    text: row.text('text'),
    sourceAddress: row.text('source_address'),
    destinationAddress: row.text('destination_address'),
    segment: row.numberOrNull('segment_number'),
    receivedAtMs: row.number('received_at_ms'),
  };
}

function placeOf(row: Row, run: number): HistoryEntry['pdu'] {
  const sessionId = row.numberOrNull('session_id');
  const sequenceNumber = row.numberOrNull('sequence_number');
  if (sessionId === null || sequenceNumber === null) return null;
  return { sessionId, sequenceNumber, isThisRun: row.numberOrNull('run') === run };
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
