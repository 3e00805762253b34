import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './empty-state.module.css';

const css = classes(styles);

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What belongs here. */
  readonly children?: ReactNode;
  /** The one action that fills it. */
  readonly action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={css('empty')}>
      {icon === undefined ? null : (
        <span className={css('icon')} aria-hidden>
          {icon}
        </span>
      )}
      <p className={css('title')}>{title}</p>
      {children === undefined ? null : <p className={css('text')}>{children}</p>}
      {action === undefined ? null : <div className={css('action')}>{action}</div>}
    </div>
  );
}
