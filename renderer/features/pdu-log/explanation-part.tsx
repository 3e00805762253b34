import type { ReactNode } from 'react';
import { classes } from '../../ui/classes';
import styles from './explanation-pane.module.css';

const css = classes(styles);

/** One section of the explanation. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css('part')}>
      <h3 className={css('heading')}>{title}</h3>
      {children}
    </section>
  );
}
