import { useId, type ComponentProps } from 'react';
import { classes } from './classes';
import { Field, describedBy, type FieldTexts } from './field';
import styles from './text-area.module.css';

const css = classes(styles);

export interface TextAreaProps extends FieldTexts, Omit<ComponentProps<'textarea'>, 'className' | 'id'> {}

/** Several lines of octets, such as a certificate in PEM. */
export function TextArea({ label, help, warning, error, disabled, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help} warning={warning} error={error} isDisabled={disabled === true}>
      <textarea
        spellCheck={false}
        rows={4}
        {...rest}
        id={id}
        disabled={disabled}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { help, warning, error })}
        className={css('area', error !== undefined && 'invalid')}
      />
    </Field>
  );
}
