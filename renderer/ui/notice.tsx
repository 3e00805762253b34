import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './notice.module.css';

const css = classes(styles);

const icons = { info: Info, warning: TriangleAlert, error: CircleAlert };

export interface NoticeProps {
  readonly kind: 'info' | 'warning' | 'error';
  readonly children: ReactNode;
  /** What to do about it. */
  readonly actions?: ReactNode;
}

/** A sentence that stands where it matters for as long as it is true. */
export function Notice({ kind, children, actions }: NoticeProps) {
  const Icon = icons[kind];
  return (
    <div className={css('notice', kind)} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon size={16} aria-hidden />
      <div className={css('text')}>{children}</div>
      {actions === undefined ? null : <div className={css('actions')}>{actions}</div>}
    </div>
  );
}
