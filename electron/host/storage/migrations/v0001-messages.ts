/**
 * Version 1: conversations, messages, segments, receipts and inbound parts. Times are whole milliseconds since the Unix
 * epoch. Ids are sortable by age, so `id` breaks ties of `created_at_ms`.
 */
export const v0001Messages = `
CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  -- The peer's number without "+": all that was said with it is one conversation.
  peer TEXT NOT NULL UNIQUE,
  own_address TEXT NOT NULL,
  trunk_id TEXT NOT NULL,
  last_message_id TEXT NOT NULL,
  last_at_ms INTEGER NOT NULL,
  unread_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_by_age ON conversations (last_at_ms, id);
CREATE INDEX conversations_by_last_message ON conversations (last_message_id);

CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversations (id),
  direction TEXT NOT NULL CHECK (direction IN ('mt', 'mo')),
  trunk_id TEXT NOT NULL,
  trunk_name TEXT NOT NULL,
  source_address TEXT NOT NULL,
  source_ton INTEGER NOT NULL,
  source_npi INTEGER NOT NULL,
  destination_address TEXT NOT NULL,
  destination_ton INTEGER NOT NULL,
  destination_npi INTEGER NOT NULL,
  text TEXT NOT NULL,
  encoding TEXT NOT NULL,
  data_coding INTEGER NOT NULL,
  -- Derived from the segments, kept beside them so that a list needs no computation.
  state TEXT NOT NULL,
  reason TEXT,
  is_receipt_requested INTEGER NOT NULL,
  segment_total INTEGER NOT NULL,
  concat_reference INTEGER,
  created_at_ms INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_of_conversation ON messages (conversation_id, created_at_ms, id);

CREATE TABLE segments (
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  trunk_id TEXT NOT NULL,
  octets BLOB NOT NULL,
  esm_class INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  command_status INTEGER,
  smsc_message_id TEXT,
  PRIMARY KEY (message_id, number)
) STRICT, WITHOUT ROWID;
-- Two, since SQLite takes a partial index only for a question with the same term.
CREATE INDEX segments_queued ON segments (trunk_id, message_id, number) WHERE state = 'queued';
CREATE INDEX segments_sent ON segments (trunk_id, message_id) WHERE state = 'sent';
CREATE INDEX segments_by_smsc_id ON segments (trunk_id, smsc_message_id)
  WHERE smsc_message_id IS NOT NULL;

CREATE TABLE receipts (
  id TEXT PRIMARY KEY,
  trunk_id TEXT NOT NULL,
  trunk_name TEXT NOT NULL,
  -- The most trusted of the ids that it names, for the screen.
  smsc_message_id TEXT NOT NULL,
  -- Null when it says no state that is known.
  state TEXT,
  reason TEXT,
  text TEXT NOT NULL,
  source_address TEXT NOT NULL,
  destination_address TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  -- The segment it belongs to; null while none is known.
  message_id TEXT REFERENCES messages (id) ON DELETE CASCADE,
  segment_number INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX receipts_of_message ON receipts (message_id) WHERE message_id IS NOT NULL;

-- The ids of receipts that found no message yet, most trusted first.
CREATE TABLE receipt_ids (
  receipt_id TEXT NOT NULL REFERENCES receipts (id) ON DELETE CASCADE,
  rank INTEGER NOT NULL,
  trunk_id TEXT NOT NULL,
  smsc_message_id TEXT NOT NULL,
  PRIMARY KEY (receipt_id, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_ids_by_smsc_id ON receipt_ids (trunk_id, smsc_message_id);

-- Parts of inbound messages as they came; a message that came whole has one.
CREATE TABLE inbound_parts (
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  octets BLOB NOT NULL,
  data_coding INTEGER NOT NULL,
  note TEXT,
  received_at_ms INTEGER NOT NULL,
  PRIMARY KEY (message_id, number)
) STRICT, WITHOUT ROWID;

-- Inbound messages that come in parts: what the parts share, and when the last one came.
CREATE TABLE inbound_groups (
  message_id TEXT PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  group_key TEXT NOT NULL,
  last_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX inbound_groups_by_key ON inbound_groups (group_key, last_at_ms);
`;
