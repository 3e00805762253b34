import { Copy, Info, RefreshCw, Repeat2, RotateCcw, Trash2 } from 'lucide-react';
import type { MessageView } from '#shared/model/message';
import { copyText } from '../../app/clipboard';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import type { MenuItem } from '../../ui/menu';
import { showToast } from '../../ui/toast';
import { deleteWithUndo } from './delete-with-undo';

export interface MessageMenuOptions {
  readonly message: MessageView;
  readonly onDetails: () => void;
  readonly onWriteAgain: (text: string) => void;
  readonly onDeleted: () => void;
}

/** What can be done with a message, for its menu. */
export function useMessageMenu({
  message,
  onDetails,
  onWriteAgain,
  onDeleted,
}: MessageMenuOptions): readonly MenuItem[] {
  const { client, conversations, navigation } = useStores();
  const ids = message.segments.flatMap((segment) => segment.smscMessageId ?? []);
  const resend = (): void => {
    conversations
      .resend(message.id)
      .then((sent) => navigation.openConversation(sent.conversationId))
      .catch((error: unknown) => showToast('Not sent again', sentenceOf(error)));
  };
  return [
    {
      id: 'copy',
      label: 'Copy text',
      icon: <Copy size={14} />,
      onSelect: () => void copyText(client, message.text),
    },
    ...(ids.length === 0
      ? []
      : [
          {
            id: 'copy-ids',
            label: ids.length === 1 ? 'Copy message ID' : 'Copy message IDs',
            icon: <Copy size={14} />,
            onSelect: () => void copyText(client, ids.join('\n')),
          },
        ]),
    { id: 'details', label: 'Details', icon: <Info size={14} />, onSelect: onDetails },
    ...(message.direction === 'mt'
      ? [
          {
            id: 'resend',
            label: 'Send again',
            icon: <RefreshCw size={14} />,
            startsGroup: true,
            onSelect: resend,
          },
          {
            id: 'again',
            label: 'Write this text again',
            icon: <RotateCcw size={14} />,
            onSelect: () => onWriteAgain(message.text),
          },
        ]
      : [
          {
            id: 'quote',
            label: 'Write this text back',
            icon: <Repeat2 size={14} />,
            startsGroup: true,
            onSelect: () => onWriteAgain(message.text),
          },
        ]),
    {
      id: 'delete',
      label: 'Delete',
      icon: <Trash2 size={14} />,
      isDanger: true,
      startsGroup: true,
      onSelect: () => {
        deleteWithUndo('Message deleted', () => conversations.deleteMessages([message.id]));
        onDeleted();
      },
    },
  ];
}
