import type { ReactNode } from 'react';
import { classes } from '../../ui/classes';
import styles from './trunk-editor.module.css';

const css = classes(styles);

export function EditorSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className={css('section')}>
      <legend className={css('legend')}>{title}</legend>
      <div className={css('fields')}>{children}</div>
    </fieldset>
  );
}
