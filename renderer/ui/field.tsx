import type { ReactNode } from 'react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { classes } from './classes';
import styles from './field.module.css';

const css = classes(styles);

export interface FieldTexts {
  readonly label: string;
  /** One line: what it is, its default and its limit. */
  readonly help?: ReactNode;
  /** Allowed, but worth knowing. */
  readonly warning?: string | undefined;
  readonly error?: string | undefined;
}

export interface FieldProps extends FieldTexts {
  readonly id: string;
  readonly isDisabled?: boolean;
  /** A short control has its help beside it. */
  readonly isShort?: boolean;
  readonly children: ReactNode;
}

/** Names the texts of a field for `aria-describedby`. */
export function describedBy(id: string, texts: Omit<FieldTexts, 'label'>): string | undefined {
  const ids = [
    texts.error === undefined ? null : `${id}-error`,
    texts.warning === undefined ? null : `${id}-warning`,
    texts.help === undefined ? null : `${id}-help`,
  ].filter((each) => each !== null);
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** Label, control, and below it what to know; an error stands at the field it is about. */
export function Field({
  id,
  label,
  help,
  warning,
  error,
  isDisabled = false,
  isShort = false,
  children,
}: FieldProps) {
  return (
    <div className={css('field', isDisabled && 'disabled')}>
      <label className={css('label')} htmlFor={id}>
        {label}
      </label>
      <div className={css('body', isShort && 'short')}>
        {children}
        {error === undefined ? null : (
          <p className={css('note', 'error')} id={`${id}-error`} role="alert">
            <CircleAlert size={14} aria-hidden />
            <span>{error}</span>
          </p>
        )}
        {warning === undefined ? null : (
          <p className={css('note', 'warning')} id={`${id}-warning`} role="status">
            <TriangleAlert size={14} aria-hidden />
            <span>{warning}</span>
          </p>
        )}
        {help === undefined ? null : (
          <p className={css('help')} id={`${id}-help`}>
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
