import { loadConversations, loadMessagePage } from './message-rows';
import type { ReadInput, ReadKind, ReadOutput, ReadRequest } from './operations';
import type { Sql } from './sql';

type Readers = { readonly [K in ReadKind]: (sql: Sql, input: ReadInput<K>) => ReadOutput<K> };

const readers: Readers = {
  listMessages: (sql, { conversationId, before, limit }) =>
    loadMessagePage(sql, conversationId, before, limit),
  listConversations: (sql, { limit }) => loadConversations(sql, limit),
};

/** Answers from one state of the store: nothing that is committed meanwhile shows in a part of the answer. */
export function answerRead<K extends ReadKind>(sql: Sql, request: ReadRequest<K>): ReadOutput<K> {
  const reader: Readers[K] = readers[request.kind];
  sql.run('BEGIN');
  try {
    return reader(sql, request.input);
  } finally {
    sql.run('COMMIT');
  }
}
