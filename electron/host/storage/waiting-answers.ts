import { messageId } from '#shared/model/ids';
import type { SubmitInput } from '#shared/model/submission';
import type { WaitingAnswer } from './stored-records';
import type { Sql } from './sql';

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

/** In the transaction that queues it, or since it cannot be sent. */
export function dropAnswer(sql: Sql, id: string): void {
  sql.run('DELETE FROM waiting_answers WHERE id = ?', id);
}

export function loadAnswers(sql: Sql): WaitingAnswer[] {
  return sql.all('SELECT * FROM waiting_answers ORDER BY due_at_ms, id').map((row) => ({
    id: row.text('id'),
    dueAtMs: row.number('due_at_ms'),
    messageId: messageId.parse(row.text('message_id')),
    ruleName: row.text('rule_name'),
    // Written by `saveAnswer` and by nobody else; it is checked again when it is sent.
    request: JSON.parse(row.text('request')) as SubmitInput,
  }));
}
