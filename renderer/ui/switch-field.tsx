import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import { classes } from './classes';
import { Field, describedBy, type FieldTexts } from './field';
import styles from './switch-field.module.css';

const css = classes(styles);

export interface SwitchProps {
  readonly id?: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly label?: string;
}

/** On or off, at once. */
export function SwitchControl({
  id,
  isChecked,
  onChange,
  disabled = false,
  describedBy: by,
  label,
}: SwitchProps) {
  return (
    <Switch.Root
      {...(id === undefined ? {} : { id })}
      checked={isChecked}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      aria-describedby={by}
      className={css('track')}
    >
      <Switch.Thumb className={css('thumb')} />
    </Switch.Root>
  );
}

export interface SwitchFieldProps extends FieldTexts, Omit<SwitchProps, 'id' | 'describedBy' | 'label'> {}

export function SwitchField({ label, help, warning, error, ...control }: SwitchFieldProps) {
  const id = useId();
  return (
    <Field
      id={id}
      label={label}
      help={help}
      warning={warning}
      error={error}
      isDisabled={control.disabled === true}
      isShort
    >
      <span className={css('line')}>
        <SwitchControl {...control} id={id} describedBy={describedBy(id, { help, warning, error })} />
        <span className={css('state')} aria-hidden>
          {control.isChecked ? 'On' : 'Off'}
        </span>
      </span>
    </Field>
  );
}
