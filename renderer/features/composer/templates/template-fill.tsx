import { useState } from 'react';
import { fillTemplate, templateVariables, type Template } from '#shared/model/template';
import { Button } from '../../../ui/button';
import { classes } from '../../../ui/classes';
import { TextField } from '../../../ui/text-field';
import styles from './templates-dialog.module.css';

const css = classes(styles);

export interface TemplateFillProps {
  readonly template: Template;
  readonly onInsert: (text: string) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

/** A template with a field for each of its variables, and the text as it becomes. Enter puts it into the message. */
export function TemplateFill({ template, onInsert, onEdit, onDelete }: TemplateFillProps) {
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const variables = templateVariables(template.text);
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  const text = fillTemplate(template.text, given);
  return (
    <form
      className={css('fill')}
      aria-label={template.name}
      onSubmit={(event) => {
        event.preventDefault();
        onInsert(text);
      }}
    >
      {variables.map((name) => (
        <TextField
          key={name}
          label={name}
          value={values[name] ?? ''}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      ))}
      <p className={css('text')} aria-label="Text">
        {text}
      </p>
      <div className={css('actions')}>
        <Button variant="quiet" onClick={onDelete}>
          Delete
        </Button>
        <Button onClick={onEdit}>Edit</Button>
        <Button variant="primary" type="submit">
          Insert
        </Button>
      </div>
    </form>
  );
}
