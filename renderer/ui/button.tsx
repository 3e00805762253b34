import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import styles from './button.module.css';

const css = classes(styles);

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  /** `primary` once a view at most; `danger` only where something is lost. */
  readonly variant?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: ReactNode;
}

export function Button({ variant = 'plain', icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={css('button', variant)}>
      {icon}
      {children}
    </button>
  );
}
