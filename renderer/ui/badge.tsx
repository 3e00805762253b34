import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './badge.module.css';
import type { Meaning } from './state-dot';

const css = classes(styles);

/** A word or a number set apart from the text around it. */
export function Badge({
  meaning = 'neutral',
  children,
}: {
  readonly meaning?: Meaning;
  readonly children: ReactNode;
}) {
  return (
    <span className={css('badge', meaning)}>
      <span className={css('words')}>{children}</span>
    </span>
  );
}
