/**
 * Version 4: the message of a PDU is found by an index; each segment says when it changed, so that a message's state and
 * time follow from its segments and are not written a second time; `search_rows` holds the messages up to some id, and what
 * is newer is searched as it stands until it is entered with others.
 */
export const v0004SearchLater = `
ALTER TABLE segments ADD COLUMN changed_at_ms INTEGER;
CREATE INDEX segments_by_place ON segments (session_id, sequence_number, run) WHERE sequence_number IS NOT NULL;
CREATE INDEX receipts_by_place ON receipts (session_id, sequence_number, run) WHERE sequence_number IS NOT NULL;
CREATE INDEX history_by_place ON history (session_id, sequence_number, run) WHERE sequence_number IS NOT NULL;
`;
