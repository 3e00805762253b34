/**
 * Version 2: priorities and groups in the queue, every field of a submission, where each PDU stands in the log, history,
 * full-text search, names and labels of conversations, rules, templates and drafts.
 */
export const v0002QueueSearchRules = `
CREATE TABLE facts (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- Sessions are numbered anew in each run: a PDU is named by the run, the session and the sequence number.
INSERT INTO facts (key, value) VALUES ('run', '0'), ('rule-mode', 'first');

ALTER TABLE conversations ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE conversations ADD COLUMN group_id TEXT;
ALTER TABLE conversations ADD COLUMN labels TEXT NOT NULL DEFAULT '[]';
ALTER TABLE conversations ADD COLUMN is_spam INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN note TEXT NOT NULL DEFAULT '';

ALTER TABLE messages ADD COLUMN group_id TEXT;
ALTER TABLE messages ADD COLUMN route_reason TEXT;
ALTER TABLE messages ADD COLUMN pdu TEXT NOT NULL DEFAULT 'submit_sm';
-- Fields of the PDU as JSON; null for those of an ordinary message.
ALTER TABLE messages ADD COLUMN fields TEXT;
-- What was asked for as JSON, to send it again; null where text, addresses and receipt say it all.
ALTER TABLE messages ADD COLUMN request TEXT;
ALTER TABLE messages ADD COLUMN reference_bits INTEGER;
UPDATE messages SET reference_bits = 8 WHERE concat_reference IS NOT NULL;

-- In segments, trunk_id is the group's id while no trunk of it carries the message.
-- The lowest rank leaves first: bulk after what a person sends, and within these by priority_flag.
ALTER TABLE segments ADD COLUMN rank INTEGER NOT NULL DEFAULT 255;
-- The message whose submit_multi carries this one too; null for a segment with a PDU of its own.
ALTER TABLE segments ADD COLUMN carrier_id TEXT;
-- [[tag, hex], ...]; null for none.
ALTER TABLE segments ADD COLUMN tlvs TEXT;
-- The id without leading zeros and in small letters, since receipts may differ in these.
ALTER TABLE segments ADD COLUMN smsc_id_key TEXT;
ALTER TABLE segments ADD COLUMN sent_at_ms INTEGER;
ALTER TABLE segments ADD COLUMN settled_at_ms INTEGER;
ALTER TABLE segments ADD COLUMN run INTEGER;
ALTER TABLE segments ADD COLUMN session_id INTEGER;
ALTER TABLE segments ADD COLUMN sequence_number INTEGER;
-- query_sm on a timer: how often it was asked, and when next.
ALTER TABLE segments ADD COLUMN query_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE segments ADD COLUMN query_at_ms INTEGER;
UPDATE segments SET smsc_id_key = coalesce(nullif(lower(ltrim(smsc_message_id, '0')), ''), '0')
  WHERE smsc_message_id IS NOT NULL;
DROP INDEX segments_queued;
CREATE INDEX segments_queued ON segments (trunk_id, rank, message_id, number)
  WHERE state = 'queued' AND carrier_id IS NULL;
DROP INDEX segments_by_smsc_id;
CREATE INDEX segments_by_smsc_id ON segments (trunk_id, smsc_id_key) WHERE smsc_id_key IS NOT NULL;
CREATE INDEX segments_by_carrier ON segments (carrier_id, number) WHERE carrier_id IS NOT NULL;
CREATE INDEX segments_to_query ON segments (query_at_ms) WHERE query_at_ms IS NOT NULL;

ALTER TABLE receipts ADD COLUMN run INTEGER;
ALTER TABLE receipts ADD COLUMN session_id INTEGER;
ALTER TABLE receipts ADD COLUMN sequence_number INTEGER;
CREATE INDEX receipts_unmatched ON receipts (id) WHERE message_id IS NULL;
UPDATE receipt_ids SET smsc_message_id = coalesce(nullif(lower(ltrim(smsc_message_id, '0')), ''), '0');

ALTER TABLE inbound_parts ADD COLUMN encoding TEXT NOT NULL DEFAULT '';
ALTER TABLE inbound_parts ADD COLUMN single_shift INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbound_parts ADD COLUMN locking_shift INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbound_parts ADD COLUMN fill_bits INTEGER NOT NULL DEFAULT 0;
-- Whether the parts that are missing were told as missing and not as still to come.
ALTER TABLE inbound_groups ADD COLUMN is_given_up INTEGER NOT NULL DEFAULT 0;
UPDATE inbound_groups SET is_given_up = 1;
CREATE INDEX inbound_groups_waiting ON inbound_groups (last_at_ms) WHERE is_given_up = 0;

-- What happened to a message beyond what its segments and receipts say.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  segment INTEGER,
  sentence TEXT NOT NULL,
  -- How often, for what repeats itself.
  count INTEGER NOT NULL DEFAULT 1,
  run INTEGER,
  session_id INTEGER,
  sequence_number INTEGER
) STRICT;
CREATE INDEX history_of_message ON history (message_id, id);

CREATE TABLE search_rows (
  row INTEGER PRIMARY KEY,
  message_id TEXT NOT NULL UNIQUE REFERENCES messages (id) ON DELETE CASCADE
) STRICT;
-- Its rowids are those of search_rows, so that the highest are the newest.
CREATE VIRTUAL TABLE message_search USING fts5 (
  text, addresses, content = '', contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO search_rows (message_id) SELECT id FROM messages ORDER BY created_at_ms, id;
INSERT INTO message_search (rowid, text, addresses)
  SELECT s.row, m.text, m.source_address || ' ' || m.destination_address
  FROM search_rows AS s JOIN messages AS m ON m.id = s.message_id;

CREATE TABLE rules (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
  key TEXT PRIMARY KEY,
  content TEXT NOT NULL,
  changed_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
