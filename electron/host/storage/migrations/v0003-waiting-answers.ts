/**
 * Version 3: answers of rules that wait for their delay; and without an index that every new message had to be entered in,
 * since the message itself says whose last one it may be.
 */
export const v0003WaitingAnswers = `
CREATE TABLE waiting_answers (
  id TEXT PRIMARY KEY,
  due_at_ms INTEGER NOT NULL,
  -- The message that came in.
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  rule_name TEXT NOT NULL,
  -- What is to be sent, as JSON.
  request TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_answers_of_message ON waiting_answers (message_id);

DROP INDEX conversations_by_last_message;
`;
