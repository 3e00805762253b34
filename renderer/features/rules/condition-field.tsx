import type { TextCondition } from '#shared/model/rule';
import { Field } from '../../ui/field';
import { classes } from '../../ui/classes';
import { SelectControl } from '../../ui/select-field';
import { SwitchControl } from '../../ui/switch-field';
import { TextControl } from '../../ui/text-field';
import { useId } from 'react';
import styles from './rule-editor.module.css';

const css = classes(styles);

type Choice = TextCondition['kind'] | 'any';
const choices: readonly { readonly value: Choice; readonly label: string }[] = [
  { value: 'any', label: 'Any' },
  { value: 'exact', label: 'Is' },
  { value: 'prefix', label: 'Begins with' },
  { value: 'contains', label: 'Contains' },
  { value: 'pattern', label: 'Matches the regular expression' },
];

export interface ConditionFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly value: TextCondition | null;
  /** Capital and small letters matter to a text alone. */
  readonly hasCase?: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: TextCondition | null) => void;
}

/** "Text begins with STOP", or any. */
export function ConditionField({
  label,
  help,
  value,
  hasCase = false,
  error,
  onChange,
}: ConditionFieldProps) {
  const id = useId();
  const handleKind = (kind: Choice): void =>
    onChange(kind === 'any' ? null : { value: '', ignoresCase: true, ...value, kind });
  return (
    <Field id={id} label={label} help={help} error={error}>
      <div className={css('condition')}>
        <SelectControl<Choice>
          id={id}
          label={label}
          value={value?.kind ?? 'any'}
          options={choices}
          onChange={handleKind}
        />
        {value === null ? null : (
          <TextControl
            aria-label={`${label}: what to look for`}
            value={value.value}
            dir="auto"
            isMono={value.kind === 'pattern'}
            isInvalid={error !== undefined}
            maxLength={500}
            onChange={(event) => onChange({ ...value, value: event.target.value })}
          />
        )}
        {value === null || !hasCase ? null : (
          <label className={css('case')}>
            <SwitchControl
              label="Capital and small letters differ"
              isChecked={!value.ignoresCase}
              onChange={(isExact) => onChange({ ...value, ignoresCase: !isExact })}
            />
            <span aria-hidden>Match case</span>
          </label>
        )}
      </div>
    </Field>
  );
}
