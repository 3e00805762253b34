import { waitsForLogin } from '#electron/host/messages/outcomes';
import type { MessageId } from '#shared/model/ids';
import type { ChangedRows } from './changed';
import type { WriteInput, WriteOutput } from './operations';
import type { Sql } from './sql';
import { messageId } from './stored-values';
import { withCarried } from './write-queue';

/** Messages that are renamed in one transaction. */
const RENAMED = 1000;

/** What waits for a trunk or a group names it as it is called now; what has left keeps the name that it left under. */
export function renameQueued(
  sql: Sql,
  { lane, name, atMs }: WriteInput<'renameQueued'>,
  changed: ChangedRows,
): WriteOutput<'renameQueued'> {
  const rows = sql.all(
    `SELECT DISTINCT m.id, m.trunk_name FROM segments AS s JOIN messages AS m ON m.id = s.message_id
     WHERE s.state = 'queued' AND s.carrier_id IS NULL AND s.trunk_id = ? AND m.trunk_name <> ? LIMIT ?`,
    lane,
    name,
    RENAMED,
  );
  const byOldName = new Map<string, MessageId[]>();
  for (const row of rows) {
    const ids = byOldName.get(row.text('trunk_name')) ?? [];
    ids.push(...withCarried(sql, messageId.parse(row.text('id'))));
    byOldName.set(row.text('trunk_name'), ids);
  }
  for (const [oldName, ids] of byOldName) {
    const json = JSON.stringify(ids);
    sql.run('UPDATE messages SET trunk_name = ? WHERE id IN (SELECT value FROM json_each(?))', name, json);
    sql.run(
      `UPDATE segments SET reason = ?, changed_at_ms = ?
       WHERE message_id IN (SELECT value FROM json_each(?)) AND state = 'queued' AND reason = ?`,
      waitsForLogin(name),
      atMs,
      json,
      waitsForLogin(oldName),
    );
    for (const id of ids) changed.message(id);
  }
  return { hasMore: rows.length === RENAMED };
}
