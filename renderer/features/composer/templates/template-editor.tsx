import { useState } from 'react';
import { templateSettings, templateVariables } from '#shared/model/template';
import { sentenceOf } from '../../../app/replica';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { Notice } from '../../../ui/notice';
import { TextArea } from '../../../ui/text-area';
import { TextField } from '../../../ui/text-field';
import styles from './templates-dialog.module.css';

const css = classes(styles);

interface TemplateTexts {
  readonly name: string;
  readonly text: string;
}

export interface TemplateEditorProps {
  readonly initial: TemplateTexts;
  readonly onSave: (saved: TemplateTexts) => Promise<void>;
  readonly onCancel: () => void;
}

export function TemplateEditor({ initial, onSave, onCancel }: TemplateEditorProps) {
  const [{ name, text }, setTexts] = useState<TemplateTexts>({ name: initial.name, text: initial.text });
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const variables = templateVariables(text);
  const handleSave = async (): Promise<void> => {
    const parsed = templateSettings.safeParse({ name, text });
    if (!parsed.success) {
      const found = parsed.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
      setErrors(Object.fromEntries(found.toReversed()));
      return;
    }
    try {
      await onSave(parsed.data);
    } catch (error) {
      setErrors({ form: sentenceOf(error) });
    }
  };
  return (
    <form
      className={css('fill')}
      aria-label="Template"
      onSubmit={(event) => {
        event.preventDefault();
        void handleSave();
      }}
    >
      <TextField
        label="Name"
        value={name}
        error={errors['name']}
        autoFocus
        onChange={(event) => setTexts({ name: event.target.value, text })}
      />
      <TextArea
        label="Text"
        value={text}
        error={errors['text']}
        help={
          variables.length === 0
            ? 'Write {{name}} where something is to be filled in.'
            : `To be filled in: ${variables.join(', ')}`
        }
        onChange={(event) => setTexts({ name, text: event.target.value })}
      />
      {errors['form'] === undefined ? null : <Notice kind="error">{errors['form']}</Notice>}
      <div className={css('actions')}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit">
          Save
        </Button>
      </div>
    </form>
  );
}
