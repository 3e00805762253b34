import { Plus } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '../../app/replica';
import { useStores, useTemplates } from '../../app/stores';
import { classes } from '../../ui/classes';
import { ContextMenu } from '../../ui/menu';
import { TextArea } from '../../ui/text-area';
import { TextField } from '../../ui/text-field';
import { showToast } from '../../ui/toast';
import { EditDialog } from './edit-dialog';
import styles from './quick-replies.module.css';
import { useShownText } from './shown-number';

const css = classes(styles);

/** Texts at hand for an answer: one goes into the message, where it can still be changed. */
export function QuickReplies({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { client } = useStores();
  const templates = useTemplates((state) => state.templates);
  const shownText = useShownText();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <div className={css('replies')} role="group" aria-label="Quick replies">
      {templates.map(({ id, name, text }) => (
        <ContextMenu
          key={id}
          items={[
            {
              id: 'delete',
              label: 'Delete quick reply',
              isDanger: true,
              onSelect: () => {
                client
                  .call('template.delete', { ids: [id] })
                  .catch((error: unknown) => showToast('Not deleted', sentenceOf(error)));
              },
            },
          ]}
        >
          <button
            type="button"
            className={css('reply')}
            title={shownText(text)}
            onClick={() => onChoose(text)}
          >
            {shownText(name)}
          </button>
        </ContextMenu>
      ))}
      <button type="button" className={css('reply', 'add')} onClick={() => setIsAdding(true)}>
        <Plus size={12} aria-hidden />
        Quick reply
      </button>
      {isAdding ? <NewReplyDialog onClose={() => setIsAdding(false)} /> : null}
    </div>
  );
}

function NewReplyDialog({ onClose }: { readonly onClose: () => void }) {
  const { client } = useStores();
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const handleSave = (): void => {
    const trimmed = name.trim() || text.trim().slice(0, 24);
    client
      .call('template.save', { id: null, name: trimmed, text })
      .then(onClose, (error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <EditDialog title="New quick reply" canSave={text !== ''} onSave={handleSave} onClose={onClose}>
      <TextArea
        label="Text"
        help="Goes into the message, where it can be changed before it is sent."
        value={text}
        maxLength={40_000}
        dir="auto"
        error={problem}
        onChange={(event) => setText(event.target.value)}
      />
      <TextField
        label="Name"
        help="On the button; the beginning of the text without it."
        value={name}
        maxLength={80}
        dir="auto"
        onChange={(event) => setName(event.target.value)}
      />
    </EditDialog>
  );
}
