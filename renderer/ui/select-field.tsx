import { Select } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { classes } from './classes';
import { Field, describedBy, type FieldTexts } from './field';
import popup from './popup.module.css';
import styles from './select-field.module.css';

const css = classes(popup, styles);

export interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Beside the label in the list. */
  readonly detail?: ReactNode;
}

export interface SelectControlProps<T extends string> {
  readonly id?: string;
  readonly label?: string;
  readonly value: T | null;
  readonly options: readonly SelectOption<T>[];
  readonly onChange: (value: T) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly onBlur?: () => void;
  /** Without outline, for a line of controls. */
  readonly isQuiet?: boolean;
}

export function SelectControl<T extends string>({
  id,
  label,
  value,
  options,
  onChange,
  placeholder = 'Choose',
  disabled = false,
  describedBy: by,
  onBlur,
  isQuiet = false,
}: SelectControlProps<T>) {
  const handleChange = (next: T | null): void => {
    if (next !== null) onChange(next);
  };
  return (
    <Select.Root items={options} value={value} onValueChange={handleChange} disabled={disabled}>
      <Select.Trigger
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        aria-describedby={by}
        onBlur={onBlur}
        className={css('trigger', isQuiet && 'quiet')}
      >
        <span className={css('value')}>
          <Select.Value placeholder={placeholder} />
        </span>
        <Select.Icon className={css('icon')}>
          <ChevronDown size={14} aria-hidden />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner alignItemWithTrigger={false} sideOffset={4} className={css('positioner')}>
          <Select.Popup className={css('popup')}>
            {options.map((option) => (
              <Select.Item key={option.value} value={option.value} className={css('item')}>
                <Select.ItemIndicator className={css('indicator')} keepMounted>
                  <Check size={14} aria-hidden />
                </Select.ItemIndicator>
                <Select.ItemText className={css('text')}>{option.label}</Select.ItemText>
                {option.detail === undefined ? null : <span className={css('detail')}>{option.detail}</span>}
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}

export interface SelectFieldProps<T extends string>
  extends FieldTexts, Omit<SelectControlProps<T>, 'id' | 'label' | 'describedBy' | 'isQuiet'> {}

export function SelectField<T extends string>({
  label,
  help,
  warning,
  error,
  ...control
}: SelectFieldProps<T>) {
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
      <SelectControl
        {...control}
        id={id}
        label={label}
        describedBy={describedBy(id, { help, warning, error })}
      />
    </Field>
  );
}
