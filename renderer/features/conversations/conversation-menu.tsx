import { Copy, Download, MonitorUp, ShieldAlert, ShieldCheck, Trash2 } from 'lucide-react';
import type { CommandInput } from '#shared/contract/index';
import type { ConversationView } from '#shared/model/message';
import { copyText } from '../../app/clipboard';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { saveBlob } from '../../host/file-transfer';
import { MoreMenu } from '../../ui/more-menu';
import { showToast } from '../../ui/toast';
import { deleteConversation } from './delete-conversation';

type ExportChoice = Omit<CommandInput<'conversation.export'>, 'id'>;

const exports: readonly { readonly label: string; readonly choice: ExportChoice }[] = [
  { label: 'Export as text', choice: { format: 'text' } },
  { label: 'Export as CSV', choice: { format: 'csv' } },
  { label: 'Export as JSON', choice: { format: 'json' } },
  { label: 'Export as text, numbers masked', choice: { format: 'text', isMasked: true } },
];

/** What can be done with a whole conversation. */
export function ConversationMenu({ conversation }: { readonly conversation: ConversationView }) {
  const stores = useStores();
  const { client, conversations, presentation } = stores;
  const { id, isSpam, peer } = conversation;
  const say = (title: string) => (error: unknown) => showToast(title, sentenceOf(error));
  const exportThread = (choice: ExportChoice): void => {
    conversations
      .exportThread({ id, ...choice })
      .then(({ fileName, text }) =>
        saveBlob(new Blob([text], { type: 'text/plain;charset=utf-8' }), fileName),
      )
      .catch(say('Not exported'));
  };
  return (
    <MoreMenu
      of="this conversation"
      items={[
        {
          id: 'copy',
          label: 'Copy number',
          icon: <Copy size={14} />,
          onSelect: () => void copyText(client, peer),
        },
        ...exports.map(({ label, choice }, at) => ({
          id: label,
          label,
          icon: <Download size={14} />,
          startsGroup: at === 0,
          onSelect: () => exportThread(choice),
        })),
        {
          id: 'present',
          label: 'Presentation mode',
          icon: <MonitorUp size={14} />,
          shortcut: 'mod+shift+p',
          startsGroup: true,
          onSelect: () => presentation.start(),
        },
        {
          id: 'spam',
          label: isSpam ? 'Not spam' : 'Mark as spam',
          icon: isSpam ? <ShieldCheck size={14} /> : <ShieldAlert size={14} />,
          startsGroup: true,
          onSelect: () => void conversations.update({ id, isSpam: !isSpam }).catch(say('Not changed')),
        },
        {
          id: 'delete',
          label: 'Delete conversation',
          icon: <Trash2 size={14} />,
          isDanger: true,
          onSelect: () => deleteConversation(stores, id),
        },
      ]}
    />
  );
}
