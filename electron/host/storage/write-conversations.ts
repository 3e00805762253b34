import type { ConversationId, MessageId, TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { ConversationView } from '#shared/model/message';
import type { ChangedRows } from './changed';
import { loadConversation } from './message-rows';
import type { WriteInput } from './operations';
import type { Sql } from './sql';
import { conversationId } from './stored-values';

export interface ConversationTouch {
  readonly peer: string;
  /** Used when there is no conversation with this peer yet. */
  readonly newConversationId: ConversationId;
  readonly ownAddress: string;
  /** Null while a group has not chosen one. */
  readonly trunkId: TrunkId | null;
  readonly groupId: TrunkGroupId | null;
  readonly messageId: MessageId;
  readonly atMs: number;
  readonly isUnread: boolean;
}

/** Notes a new message as the last one of its conversation, which is begun if need be. */
export function touchConversation(sql: Sql, touch: ConversationTouch, changed: ChangedRows): ConversationId {
  const { newConversationId, peer, ownAddress, trunkId, groupId, messageId, atMs } = touch;
  const known = sql.first('SELECT id FROM conversations WHERE peer = ?', peer);
  const id = known === undefined ? newConversationId : conversationId.parse(known.text('id'));
  const unread = touch.isUnread ? 1 : 0;
  if (known === undefined) {
    sql.run(
      `INSERT INTO conversations (id, peer, own_address, trunk_id, group_id, last_message_id, last_at_ms,
         unread_count)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      peer,
      ownAddress,
      trunkId ?? '',
      groupId,
      messageId,
      atMs,
      unread,
    );
  } else {
    sql.run(
      `UPDATE conversations SET own_address = ?, trunk_id = ?, group_id = ?, last_message_id = ?, last_at_ms = ?,
         unread_count = unread_count + ?
       WHERE id = ?`,
      ownAddress,
      trunkId ?? '',
      groupId,
      messageId,
      atMs,
      unread,
      id,
    );
  }
  changed.conversation(id);
  return id;
}

export function markRead(sql: Sql, id: ConversationId, changed: ChangedRows): void {
  const count = sql.run('UPDATE conversations SET unread_count = 0 WHERE id = ? AND unread_count > 0', id);
  if (count > 0) changed.conversation(id);
}

export function updateConversation(
  sql: Sql,
  input: WriteInput<'updateConversation'>,
  changed: ChangedRows,
): ConversationView | null {
  const { id, name, labels, addLabel, isSpam, note, target } = input;
  const before = loadConversation(sql, id);
  if (before === null) return null;
  const wanted = [...(labels ?? before.labels), ...(addLabel === undefined ? [] : [addLabel])];
  sql.run(
    `UPDATE conversations SET name = ?, labels = ?, is_spam = ?, note = ?, trunk_id = ?, group_id = ? WHERE id = ?`,
    name ?? before.name,
    JSON.stringify([...new Set(wanted)]),
    (isSpam ?? before.isSpam) ? 1 : 0,
    note ?? before.note,
    (target === undefined ? before.trunkId : target.trunkId) ?? '',
    target === undefined ? before.groupId : target.groupId,
    id,
  );
  changed.conversation(id);
  return loadConversation(sql, id);
}
