import { useState } from 'react';
import type { ConversationView } from '#shared/model/message';
import { sentenceOf } from '../../app/replica';
import { useStores } from '../../app/stores';
import { TextArea } from '../../ui/text-area';
import { TextField } from '../../ui/text-field';
import { EditDialog } from './edit-dialog';

/** "vip, Billing ,vip" as labels, each once. */
function labelsOf(typed: string): string[] {
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
    <EditDialog title="Name and labels" canSave={tooLong === undefined} onSave={handleSave} onClose={onClose}>
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
    </EditDialog>
  );
}
