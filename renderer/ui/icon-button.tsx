import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip';

const css = classes(styles);

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'aria-label'> {
  /** The name: read aloud, and shown beside the button while the pointer rests on it. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly shortcut?: string | undefined;
  readonly isPressed?: boolean;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

export function IconButton({ label, icon, shortcut, isPressed, side = 'bottom', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={isPressed}
        className={css('button', isPressed && 'pressed')}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
