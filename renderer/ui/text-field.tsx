import { useId, type ComponentProps, type ReactNode } from 'react';
import { classes } from './classes';
import { Field, describedBy, type FieldTexts } from './field';
import styles from './text-field.module.css';

const css = classes(styles);

export interface TextFieldProps
  extends FieldTexts, Omit<ComponentProps<'input'>, 'className' | 'id' | 'type'> {
  /** Octets, ids and numbers are set in the mono face. */
  readonly isMono?: boolean;
  /** Behind the value: a unit. */
  readonly suffix?: ReactNode;
  /** Width of the box in characters; fills the column without it. */
  readonly widthCh?: number;
  readonly type?: 'text' | 'password';
}

export function TextField({
  label,
  help,
  warning,
  error,
  isMono = false,
  suffix,
  widthCh,
  type = 'text',
  disabled,
  ...rest
}: TextFieldProps) {
  const id = useId();
  return (
    <Field
      id={id}
      label={label}
      help={help}
      warning={warning}
      error={error}
      isDisabled={disabled === true}
      isShort={widthCh !== undefined}
    >
      <span
        className={css('box', error !== undefined && 'invalid', disabled && 'disabled')}
        {...(widthCh === undefined ? {} : { style: { width: `${widthCh}ch` } })}
      >
        <input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...rest}
          id={id}
          type={type}
          disabled={disabled}
          aria-invalid={error !== undefined}
          aria-describedby={describedBy(id, { help, warning, error })}
          className={css('input', isMono && 'mono')}
        />
        {suffix === undefined ? null : <span className={css('suffix')}>{suffix}</span>}
      </span>
    </Field>
  );
}
