import type { Stores } from '../../app/stores';
import type { ConversationId } from '#shared/model/ids';
import { listed } from './conversation-filter';
import { deleteWithUndo } from './delete-with-undo';

/** Deletes a conversation; the one below it in the list takes its place, until the delete is undone. */
export function deleteConversation(
  { conversations, navigation }: Pick<Stores, 'conversations' | 'navigation'>,
  id: ConversationId,
): void {
  const shown = listed({ ...conversations.getState(), kept: id });
  const at = shown.findIndex((each) => each.id === id);
  const next = shown[at + 1] ?? shown[at - 1];
  const isOpen = navigation.getState().conversation === id;
  if (isOpen) navigation.openConversation(next?.id ?? null);
  deleteWithUndo('Conversation deleted', () => {
    const undo = conversations.deleteConversations([id]);
    return async () => {
      await undo();
      if (isOpen) navigation.openConversation(id);
    };
  });
}
