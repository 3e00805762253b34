import type { MessageId } from '#shared/model/ids';
import type { ChangedRows } from './changed';
import { addHistory } from './history-rows';
import type { WriteInput, WriteOutput } from './operations';
import type { Sql } from './sql';
import { saveAnswer } from './waiting-answers';
import { updateConversation } from './write-conversations';
import { messageId } from './stored-values';

/** In the transaction that makes the message whole. */
export function markRulesDue(sql: Sql, id: MessageId): void {
  sql.run('INSERT OR IGNORE INTO rules_due (message_id) VALUES (?)', id);
}

/** All that the rules say of a message, once: whoever comes second, or finds the message deleted, changes nothing. */
export function carryOutRules(
  sql: Sql,
  input: WriteInput<'carryOutRules'>,
  changed: ChangedRows,
): WriteOutput<'carryOutRules'> {
  const { messageId: id, conversationId, labels, isSpam, answers, notes, atMs } = input;
  if (sql.run('DELETE FROM rules_due WHERE message_id = ?', id) === 0) return { isDue: false };
  for (const addLabel of labels) updateConversation(sql, { id: conversationId, addLabel }, changed);
  if (isSpam) updateConversation(sql, { id: conversationId, isSpam }, changed);
  for (const answer of answers) saveAnswer(sql, answer);
  for (const sentence of notes) {
    addHistory(sql, { messageId: id, kind: 'note', segment: null, sentence, place: null, atMs });
  }
  return { isDue: true };
}

export function loadRulesDue(sql: Sql): MessageId[] {
  return sql
    .all('SELECT message_id FROM rules_due ORDER BY message_id')
    .map((row) => messageId.parse(row.text('message_id')));
}
