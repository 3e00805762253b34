import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './state-dot.module.css';

const css = classes(styles);

export type Meaning = 'ok' | 'working' | 'warning' | 'error' | 'neutral';

/** A dot for the eye and the word beside it: a state is never told by colour alone. */
export function StateDot({ meaning, children }: { readonly meaning: Meaning; readonly children: ReactNode }) {
  return (
    <span className={css('state', meaning)}>
      <span className={css('dot')} aria-hidden />
      <span className={css('words')}>{children}</span>
    </span>
  );
}
