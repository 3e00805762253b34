import type { ReactNode } from 'react';
import { classes } from '../../ui/classes';
import { useShownText } from '../conversations/shown-number';
import styles from './field-error.module.css';

const css = classes(styles);

export interface FieldErrorProps {
  /** Of the field: the error is its description. */
  readonly id: string;
  readonly error: string | undefined;
  /** What would mend it. */
  readonly children?: ReactNode;
}

/** What is wrong with a field, below it. */
export function FieldError({ id, error, children }: FieldErrorProps) {
  const shownText = useShownText();
  if (error === undefined) return null;
  return (
    <span className={css('error')} id={`${id}-error`} role="alert">
      {shownText(error)} {children}
    </span>
  );
}
