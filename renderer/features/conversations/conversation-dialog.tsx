import { useState } from 'react';
import type { ConversationView } from '#shared/model/message';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/dialog';
import { TextArea } from '../../ui/text-area';
import { TextField } from '../../ui/text-field';
import styles from './conversation-dialog.module.css';

const css = classes(styles);

/** "vip, Billing ,vip" as labels, each once. */
export function labelsOf(typed: string): string[] {
  return [...new Set(typed.split(',').map((label) => label.trim()))].filter(Boolean);
}

export interface ConversationDialogProps {
  readonly conversation: ConversationView;
  readonly onClose: () => void;
}

/** What the user calls the other side, and what is noted about it. */
export function ConversationDialog({ conversation, onClose }: ConversationDialogProps) {
  const { conversations } = useStores();
  const [name, setName] = useState(conversation.name);
  const [labels, setLabels] = useState(conversation.labels.join(', '));
  const [note, setNote] = useState(conversation.note);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const tooLong = labelsOf(labels).find((label) => label.length > 40);
  const handleSave = (): void => {
    conversations
      .update({ id: conversation.id, name, labels: labelsOf(labels), note })
      .then(onClose, (error: unknown) => setProblem(sentenceOf(error)));
  };
  return (
    <Dialog isOpen title="Name and labels" onClose={onClose}>
      <form
        className={css('form')}
        onSubmit={(event) => {
          event.preventDefault();
          if (tooLong === undefined) handleSave();
        }}
      >
        <TextField
          label="Name"
          help="Shown in place of the number."
          value={name}
          maxLength={80}
          dir="auto"
          error={problem}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Labels"
          help="Parted by commas."
          value={labels}
          dir="auto"
          error={tooLong === undefined ? undefined : `“${tooLong}” is too long: use at most 40 characters.`}
          onChange={(event) => setLabels(event.target.value)}
        />
        <TextArea
          label="Note"
          value={note}
          maxLength={10_000}
          dir="auto"
          onChange={(event) => setNote(event.target.value)}
        />
        <div className={css('actions')}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
