import type { MessageId } from '#shared/model/ids';
import { idKey } from '#shared/smpp/text/receipt-ids';
import { passOnCarried } from './carried-messages';
import type { ChangedRows } from './changed';
import { addHistory } from './history-rows';
import type { WriteInput, WriteOutput } from './operations';
import type { SegmentOutcome } from './stored-records';
import { reindexMessage } from './search-index';
import type { Sql } from './sql';
import { distinctIds } from './write-queue';
import { messageId, trunkId as storedTrunkId } from './stored-values';

export interface SettledSegment {
  readonly messageId: MessageId;
  readonly number: number;
}

/** The segments that waited for an outcome and have it now: the one that was named, and those it carried. */
export function settleSegment(
  sql: Sql,
  input: WriteInput<'settleSegment'>,
  changed: ChangedRows,
): readonly SettledSegment[] {
  const { messageId: id, number, outcome } = input;
  const first = settleOne(sql, input, id, outcome, changed);
  if (input.isAlone === true) return first === null ? [] : [first];
  const carried = sql.all(
    `SELECT s.message_id, m.destination_address FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.carrier_id = ? AND s.number = ?`,
    id,
    number,
  );
  if (carried.length === 0) return first === null ? [] : [first];
  const refused = outcome.kind === 'accepted' ? (outcome.refused ?? []) : [];
  const ownAddress = sql.first('SELECT destination_address FROM messages WHERE id = ?', id);
  const settled = first === null ? [] : [first];
  for (const row of carried) {
    const other = messageId.parse(row.text('message_id'));
    const own = outcomeAt(row.text('destination_address'), outcome, refused);
    const segment = settleOne(sql, input, other, own, changed);
    if (segment !== null) settled.push(segment);
  }
  if (ownAddress === undefined) {
    passOnCarried(sql, id, changed);
    return settled;
  }
  const own = outcomeAt(ownAddress.text('destination_address'), outcome, refused);
  if (first !== null && own !== outcome) {
    applyOutcome(sql, input, id, own, 'any');
    changed.message(id);
  }
  return settled;
}

function outcomeAt(
  address: string,
  outcome: SegmentOutcome,
  refused: NonNullable<Extract<SegmentOutcome, { kind: 'accepted' }>['refused']>,
): SegmentOutcome {
  const found = refused.find((each) => each.address === address);
  if (found === undefined) return outcome;
  return { kind: 'refused', commandStatus: found.commandStatus, reason: found.reason };
}

function settleOne(
  sql: Sql,
  input: WriteInput<'settleSegment'>,
  id: MessageId,
  outcome: SegmentOutcome,
  changed: ChangedRows,
): SettledSegment | null {
  const { number, atMs, place } = input;
  let isLate = false;
  if (!applyOutcome(sql, input, id, outcome, 'sent')) {
    // Settled already, or in doubt, which only an answer ends.
    if (outcome.kind === 'queued' || outcome.kind === 'in-doubt') return null;
    isLate = applyOutcome(sql, input, id, outcome, 'in-doubt');
    if (!isLate) return null;
  }
  if (outcome.kind === 'refused') refuseRest(sql, id, input);
  if (outcome.kind === 'queued' && outcome.isThrottled === true) {
    const sentence = outcome.reason;
    addHistory(sql, { messageId: id, kind: 'throttled', segment: number, sentence, place, atMs });
  }
  if (isLate) {
    const sentence = 'A late answer of the SMSC settled it.';
    addHistory(sql, { messageId: id, kind: 'note', segment: number, sentence, place, atMs });
  }
  changed.message(id);
  return { messageId: id, number };
}

/** False when the segment is not there, or not in the state that it has to be in. */
function applyOutcome(
  sql: Sql,
  input: WriteInput<'settleSegment'>,
  id: MessageId,
  outcome: SegmentOutcome,
  from: 'sent' | 'in-doubt' | 'any',
): boolean {
  const { place } = input;
  const smscId = outcome.kind === 'accepted' ? outcome.smscMessageId : null;
  const isQueued = outcome.kind === 'queued';
  const count = sql.run(
    `UPDATE segments SET state = ?, reason = ?, command_status = ?, smsc_message_id = ?, smsc_id_key = ?,
       settled_at_ms = ?, run = ?, session_id = ?, sequence_number = ?, query_at_ms = ?, changed_at_ms = ?
       ${isQueued ? ', sent_at_ms = NULL' : ''}
     WHERE message_id = ? AND number = ? ${from === 'any' ? '' : `AND state = '${from}'`}`,
    outcome.kind,
    outcome.reason,
    outcome.kind === 'refused' ? outcome.commandStatus : null,
    smscId,
    smscId === null ? null : idKey(smscId),
    isQueued ? null : input.atMs,
    isQueued ? null : (place?.run ?? null),
    isQueued ? null : (place?.sessionId ?? null),
    isQueued ? null : (place?.sequenceNumber ?? null),
    smscId === null ? null : (input.queryAtMs ?? null),
    input.atMs,
    id,
    input.number,
  );
  return count > 0;
}

/** Half a message is of no use and costs as much: parts that have not left yet stay here. */
function refuseRest(sql: Sql, id: MessageId, { number, atMs }: WriteInput<'settleSegment'>): void {
  sql.run(
    `UPDATE segments SET state = 'refused', reason = ?, changed_at_ms = ? WHERE message_id = ? AND state = 'queued'`,
    `Not sent, since part ${number} was refused.`,
    atMs,
    id,
  );
}

export function setSegmentState(sql: Sql, input: WriteInput<'setSegmentState'>, changed: ChangedRows): void {
  const { messageId: id, number, state, reason, text, queryAtMs, history } = input;
  if (state !== null) {
    sql.run(
      'UPDATE segments SET state = ?, reason = ?, changed_at_ms = ? WHERE message_id = ? AND number = ?',
      state,
      reason,
      history.atMs,
      id,
      number,
    );
  }
  if (queryAtMs !== undefined) {
    sql.run(
      `UPDATE segments SET query_at_ms = ?, query_count = query_count + 1 WHERE message_id = ? AND number = ?`,
      queryAtMs,
      id,
      number,
    );
  }
  if (text !== undefined) {
    sql.run('UPDATE messages SET text = ? WHERE id = ?', text, id);
    reindexMessage(sql, id);
  }
  addHistory(sql, history);
  changed.message(id);
}

export function recover(
  sql: Sql,
  input: WriteInput<'recover'>,
  changed: ChangedRows,
): WriteOutput<'recover'> {
  const run = Number(sql.first(`SELECT value FROM facts WHERE key = 'run'`)?.text('value') ?? '0') + 1;
  sql.run(`INSERT OR REPLACE INTO facts (key, value) VALUES ('run', ?)`, String(run));
  const inFlight = sql.all(
    `UPDATE segments SET state = 'in-doubt', reason = ?1, settled_at_ms = ?2, changed_at_ms = ?2 WHERE state = 'sent'
     RETURNING message_id`,
    input.inDoubtReason,
    input.atMs,
  );
  for (const id of distinctIds(inFlight)) changed.message(id);
  const lanes = sql.all(
    `SELECT DISTINCT s.trunk_id AS lane,
       EXISTS (SELECT 1 FROM messages AS m WHERE m.id = s.message_id AND m.group_id = s.trunk_id) AS is_group
     FROM segments AS s WHERE s.state = 'queued' AND s.carrier_id IS NULL`,
  );
  const references = sql.all(
    `SELECT id, destination_address, concat_reference, reference_bits FROM messages
     WHERE concat_reference IS NOT NULL
       AND id IN (SELECT message_id FROM segments WHERE state = 'queued' AND carrier_id IS NULL)`,
  );
  return {
    run,
    lanes: lanes.map((row) => ({
      id: storedTrunkId.parse(row.text('lane')),
      isGroup: row.number('is_group') === 1,
    })),
    references: references.map((row) => ({
      messageId: messageId.parse(row.text('id')),
      destinationAddress: row.text('destination_address'),
      reference: row.number('concat_reference'),
      bits: row.numberOrNull('reference_bits') === 16 ? 16 : 8,
    })),
  };
}
