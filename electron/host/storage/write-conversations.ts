import { conversationId, type ConversationId, type MessageId, type TrunkId } from '#shared/model/ids';
import type { ChangedRows } from './changed';
import type { Sql } from './sql';

export interface ConversationTouch {
  readonly peer: string;
  /** Used when there is no conversation with this peer yet. */
  readonly newConversationId: ConversationId;
  readonly ownAddress: string;
  readonly trunkId: TrunkId;
  readonly messageId: MessageId;
  readonly atMs: number;
  readonly isUnread: boolean;
}

/** Notes a new message as the last one of its conversation, which is begun if need be. */
export function touchConversation(sql: Sql, touch: ConversationTouch, changed: ChangedRows): ConversationId {
  const row = sql.first(
    `INSERT INTO conversations (id, peer, own_address, trunk_id, last_message_id, last_at_ms, unread_count)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (peer) DO UPDATE SET own_address = excluded.own_address, trunk_id = excluded.trunk_id,
       last_message_id = excluded.last_message_id, last_at_ms = excluded.last_at_ms,
       unread_count = unread_count + excluded.unread_count
     RETURNING id`,
    touch.newConversationId,
    touch.peer,
    touch.ownAddress,
    touch.trunkId,
    touch.messageId,
    touch.atMs,
    touch.isUnread ? 1 : 0,
  );
  if (row === undefined) throw new Error('The conversation was not stored.');
  const id = conversationId.parse(row.text('id'));
  changed.conversation(id);
  return id;
}

export function markRead(sql: Sql, id: ConversationId, changed: ChangedRows): void {
  const count = sql.run('UPDATE conversations SET unread_count = 0 WHERE id = ? AND unread_count > 0', id);
  if (count > 0) changed.conversation(id);
}
