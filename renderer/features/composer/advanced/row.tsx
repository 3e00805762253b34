import { useId, type ReactNode } from 'react';
import { classes } from '../../../ui/classes';
import styles from './advanced-panel.module.css';

const css = classes(styles);

export interface RowProps {
  readonly label: string;
  /** SMPP's own name of the field, where the label is in words. */
  readonly error?: string | undefined;
  readonly warning?: string | undefined;
  readonly help?: string | undefined;
  readonly children: (control: {
    readonly id: string;
    readonly describedBy: string | undefined;
  }) => ReactNode;
}

/** One field of the options on one line: its name, its control, and below it what is wrong or worth knowing. */
export function Row({ label, error, warning, help, children }: RowProps) {
  const id = useId();
  const note = error ?? warning ?? help;
  return (
    <div className={css('row')}>
      <label className={css('label')} htmlFor={id}>
        {label}
      </label>
      <span className={css('control')}>
        {children({ id, describedBy: note === undefined ? undefined : `${id}-note` })}
      </span>
      {note === undefined ? null : (
        <span
          id={`${id}-note`}
          className={css('note', error !== undefined ? 'error' : warning !== undefined && 'warning')}
          role={error === undefined ? undefined : 'alert'}
        >
          {note}
        </span>
      )}
    </div>
  );
}

export interface TypedProps {
  readonly id: string;
  readonly value: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly isInvalid: boolean;
  readonly describedBy: string | undefined;
  readonly widthCh?: number;
  readonly type?: 'text' | 'datetime-local';
  readonly onChange: (value: string) => void;
}

/** Something typed, in the mono face; what is wrong with it is said and never corrected. */
export function Typed({
  id,
  value,
  label,
  placeholder,
  isInvalid,
  describedBy,
  widthCh,
  type = 'text',
  onChange,
}: TypedProps) {
  return (
    <input
      id={id}
      type={type}
      className={css('typed', isInvalid && 'invalid', widthCh === undefined && 'grows')}
      {...(widthCh === undefined ? {} : { style: { width: `${widthCh}ch` } })}
      value={value}
      placeholder={placeholder}
      aria-label={label}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
