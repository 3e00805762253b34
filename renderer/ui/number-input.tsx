import { useState } from 'react';
import { classes } from './classes';
import styles from './number-input.module.css';

const css = classes(styles);

export interface NumberInputProps {
  /** What it is of what: "Priority in Carriers". */
  readonly label: string;
  /** NaN for something that was typed and is no number. */
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly isInvalid?: boolean;
  readonly describedBy?: string | undefined;
  readonly disabled?: boolean;
  readonly widthCh?: number;
}

/** A whole number in a row of other things; what is typed stays as it is typed. */
export function NumberInput({
  label,
  value,
  onChange,
  isInvalid = false,
  describedBy,
  disabled = false,
  widthCh = 7,
}: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed !== null && Object.is(numberOf(typed), value) ? typed : String(value);
  const handleChange = (next: string): void => {
    setTyped(next);
    onChange(numberOf(next));
  };
  return (
    <input
      type="text"
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      disabled={disabled}
      value={shown}
      onChange={(event) => handleChange(event.target.value)}
      className={css('input', isInvalid && 'invalid')}
      style={{ width: `${widthCh}ch` }}
    />
  );
}

const numberOf = (typed: string): number => (typed.trim() === '' ? NaN : Number(typed));
