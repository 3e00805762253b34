import { useId, type ComponentProps } from 'react';
import { classes } from './classes';
import { Field, describedBy, type FieldTexts } from './field';
import styles from './text-area.module.css';

const css = classes(styles);

export interface TextAreaControlProps extends Omit<ComponentProps<'textarea'>, 'className'> {
  /** Octets and certificates are set in the mono face, words are not. */
  readonly isMono?: boolean;
  readonly isInvalid?: boolean;
  /** Masked but while it is being edited: what is never to be read over a shoulder. */
  readonly isSecret?: boolean;
}

/** The box alone, without label and help. */
export function TextAreaControl({
  isMono = false,
  isInvalid = false,
  isSecret = false,
  ...rest
}: TextAreaControlProps) {
  return (
    <textarea
      spellCheck={false}
      {...rest}
      aria-invalid={isInvalid}
      className={css('area', isMono && 'mono', isInvalid && 'invalid', isSecret && 'secret')}
    />
  );
}

export interface TextAreaProps
  extends FieldTexts, Omit<TextAreaControlProps, 'id' | 'isInvalid' | 'isSecret'> {}

export function TextArea({ label, help, warning, error, disabled, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <Field id={id} label={label} help={help} warning={warning} error={error} isDisabled={disabled === true}>
      <TextAreaControl
        rows={4}
        {...rest}
        id={id}
        disabled={disabled}
        isInvalid={error !== undefined}
        aria-describedby={describedBy(id, { help, warning, error })}
      />
    </Field>
  );
}
