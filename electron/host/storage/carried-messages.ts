import type { MessageId } from '#shared/model/ids';
import type { ChangedRows } from './changed';
import type { Sql } from './sql';
import { messageId } from './stored-values';

/**
 * The messages that wait for a PDU of a message which is not there any more, as it was deleted: the first of them carries
 * the others from here on.
 */
export function passOnCarried(sql: Sql, deleted: MessageId, changed: ChangedRows): void {
  const heir = sql.first(
    `SELECT min(message_id) AS id FROM segments WHERE carrier_id = ? AND state = 'queued'`,
    deleted,
  );
  const id = heir?.textOrNull('id') ?? null;
  if (id === null) return;
  sql.run(
    `UPDATE segments SET carrier_id = nullif(?1, message_id) WHERE carrier_id = ?2 AND state = 'queued'`,
    id,
    deleted,
  );
  changed.message(messageId.parse(id));
}
