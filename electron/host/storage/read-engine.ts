import { findMessageOfPdu, loadHistory, receiptOf } from './history-rows';
import {
  loadConversation,
  loadConversations,
  loadLabels,
  loadMessagePage,
  loadMessages,
  loadTouchedConversations,
} from './message-rows';
import type { ReadInput, ReadKind, ReadOutput, ReadRequest } from './operations';
import type { Sql } from './sql';
import { searchMessages } from './search-messages';
import { loadDueQueries, loadSubmitted } from './submitted-message';
import { loadRulesDue } from './rules-due';
import { loadAnswers } from './waiting-answers';
import { loadDrafts, loadRules, loadTemplates } from './write-collections';

type Readers = { readonly [K in ReadKind]: (sql: Sql, input: ReadInput<K>) => ReadOutput<K> };

const readers: Readers = {
  listMessages: loadMessagePage,
  listConversations: loadConversations,
  getConversation: (sql, { id }) => loadConversation(sql, id),
  listLabels: loadLabels,
  searchMessages,
  listChanged: (sql, { messages, conversations }) => ({
    messages: loadMessages(sql, messages),
    conversations: loadTouchedConversations(sql, conversations, messages),
  }),
  getMessage: (sql, { id }) => loadSubmitted(sql, id),
  getHistory: (sql, { id, run }) => loadHistory(sql, id, run),
  findMessageOfPdu: (sql, { place, isInbound }) => findMessageOfPdu(sql, place, isInbound),
  listUnmatchedReceipts: (sql, { before, limit }) => {
    const rows = sql.all(
      `SELECT * FROM receipts WHERE message_id IS NULL AND (?1 IS NULL OR id < ?1) ORDER BY id DESC LIMIT ?2`,
      before,
      limit + 1,
    );
    return { receipts: rows.slice(0, limit).map(receiptOf), hasMore: rows.length > limit };
  },
  exportMessages: (sql, { conversationId, limit }) =>
    [...loadMessagePage(sql, { conversationId, before: null, limit }).messages].reverse(),
  countQueued: (sql, { lane }) =>
    sql
      .first(
        `SELECT COUNT(*) AS count FROM segments WHERE state = 'queued' AND carrier_id IS NULL AND trunk_id = ?`,
        lane,
      )
      ?.number('count') ?? 0,
  dueQueries: loadDueQueries,
  listAnswers: loadAnswers,
  listRulesDue: loadRulesDue,
  listRules: loadRules,
  listTemplates: loadTemplates,
  listDrafts: loadDrafts,
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
