import { classes } from '../../../ui/classes';
import { SelectControl } from '../../../ui/select-field';
import styles from './advanced-panel.module.css';
import { Row } from './row';

const css = classes(styles);

export interface Choice<T extends string | number | null> {
  readonly value: T;
  readonly words: string;
  /** The number on the wire, or why it cannot be chosen. */
  readonly detail?: string;
}

export interface ChoiceRowProps<T extends string | number | null> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly error?: string | undefined;
  readonly warning?: string | undefined;
  readonly help?: string | undefined;
  readonly onChange: (value: T) => void;
}

/** One of several in words, with the number beside each. */
export function ChoiceRow<T extends string | number | null>({
  label,
  value,
  choices,
  error,
  warning,
  help,
  onChange,
}: ChoiceRowProps<T>) {
  const detail = choices.find((choice) => choice.value === value)?.detail;
  const number = detail !== undefined && /^(?:0x)?[0-9A-F]+$/.test(detail) ? detail : undefined;
  return (
    <Row label={label} error={error} warning={warning} help={help}>
      {({ id, describedBy }) => (
        <>
          <SelectControl<string>
            id={id}
            label={label}
            value={String(value)}
            describedBy={describedBy}
            options={choices.map((choice) => ({
              value: String(choice.value),
              label: choice.words,
              ...(choice.detail === undefined ? {} : { detail: choice.detail }),
            }))}
            onChange={(next) => {
              const found = choices.find((choice) => String(choice.value) === next);
              if (found !== undefined) onChange(found.value);
            }}
          />
          {number === undefined ? null : <span className={css('number')}>{number}</span>}
        </>
      )}
    </Row>
  );
}
