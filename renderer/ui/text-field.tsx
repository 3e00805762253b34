import { useId, type ComponentProps, type ReactNode } from 'react';
import { classes } from './classes';
import { Field, describedBy, type FieldTexts } from './field';
import styles from './text-field.module.css';

const css = classes(styles);

export interface TextControlProps extends Omit<ComponentProps<'input'>, 'className' | 'type'> {
  /** Octets, ids and numbers are set in the mono face. */
  readonly isMono?: boolean;
  readonly isInvalid?: boolean;
  /** Behind the value: a unit. */
  readonly suffix?: ReactNode;
  /** Width of the box in characters; fills the column without it. */
  readonly widthCh?: number;
  readonly type?: 'text' | 'password' | 'search';
}

/** The box alone, for a line of several. */
export function TextControl({
  isMono = false,
  isInvalid = false,
  suffix,
  widthCh,
  type = 'text',
  disabled,
  ...rest
}: TextControlProps) {
  return (
    <span
      className={css('box', isInvalid && 'invalid', disabled && 'disabled')}
      {...(widthCh === undefined ? {} : { style: { width: `${widthCh}ch` } })}
    >
      <input
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...rest}
        type={type}
        disabled={disabled}
        aria-invalid={isInvalid}
        className={css('input', isMono && 'mono')}
      />
      {suffix === undefined ? null : <span className={css('suffix')}>{suffix}</span>}
    </span>
  );
}

export interface TextFieldProps extends FieldTexts, Omit<TextControlProps, 'id' | 'isInvalid'> {}

export function TextField({ label, help, warning, error, ...control }: TextFieldProps) {
  const id = useId();
  return (
    <Field
      id={id}
      label={label}
      help={help}
      warning={warning}
      error={error}
      isDisabled={control.disabled === true}
      isShort={control.widthCh !== undefined}
    >
      <TextControl
        {...control}
        id={id}
        isInvalid={error !== undefined}
        aria-describedby={describedBy(id, { help, warning, error })}
      />
    </Field>
  );
}
