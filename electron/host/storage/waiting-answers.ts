import type { SubmitInput } from '#shared/model/submission';
import { addHistory } from './history-rows';
import type { WriteInput } from './operations';
import type { WaitingAnswer } from './stored-records';
import type { Row, Sql } from './sql';
import { messageId } from './stored-values';

export function saveAnswer(sql: Sql, { id, dueAtMs, messageId: to, ruleName, request }: WaitingAnswer): void {
  sql.run(
    'INSERT INTO waiting_answers (id, due_at_ms, message_id, rule_name, request) VALUES (?, ?, ?, ?, ?)',
    id,
    dueAtMs,
    to,
    ruleName,
    JSON.stringify(request),
  );
}

/** In the transaction that queues it. Throws when it is gone: sent already, or deleted with its message. */
export function takeAnswer(sql: Sql, id: string, atMs: number): void {
  const answer = removeAnswer(sql, id);
  if (answer === undefined) throw new Error('this answer of a rule does not wait any more');
  const { messageId: to, ruleName, request } = answer;
  const sentence = `“${ruleName}” sent “${request.text}” to ${request.destinationAddress}.`;
  addHistory(sql, { messageId: to, kind: 'answered', segment: null, sentence, place: null, atMs });
}

/** One that cannot be sent: the history of the message that it was to answer says why. */
export function giveUpAnswer(sql: Sql, { id, reason, atMs }: WriteInput<'giveUpAnswer'>): void {
  const answer = removeAnswer(sql, id);
  if (answer === undefined) return;
  const sentence = `“${answer.ruleName}” could not send: ${reason}`;
  addHistory(sql, { messageId: answer.messageId, kind: 'note', segment: null, sentence, place: null, atMs });
}

function removeAnswer(sql: Sql, id: string): WaitingAnswer | undefined {
  return sql.all('DELETE FROM waiting_answers WHERE id = ? RETURNING *', id).map(answerOf)[0];
}

export function loadAnswers(sql: Sql): WaitingAnswer[] {
  return sql.all('SELECT * FROM waiting_answers ORDER BY due_at_ms, id').map(answerOf);
}

function answerOf(row: Row): WaitingAnswer {
  return {
    id: row.text('id'),
    dueAtMs: row.number('due_at_ms'),
    messageId: messageId.parse(row.text('message_id')),
    ruleName: row.text('rule_name'),
    // Written by `saveAnswer` and by nobody else; it is checked again when it is sent.
    request: JSON.parse(row.text('request')) as SubmitInput,
  };
}
