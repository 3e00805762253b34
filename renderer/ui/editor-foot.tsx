import type { ReactNode } from 'react';
import { Button } from './button';
import { classes } from './classes';
import styles from './editor-foot.module.css';

const css = classes(styles);

export interface EditorFootProps {
  /** Whether it is saved, or why it could not be. */
  readonly status: string;
  readonly isProblem: boolean;
  /** There is nothing to save, nor to say: a narrow pane leaves the words to screen readers. */
  readonly isQuiet: boolean;
  /** Before the two that are always there. */
  readonly children?: ReactNode;
  readonly saveLabel: string;
  readonly discardLabel: string;
  readonly canSave: boolean;
  readonly canDiscard: boolean;
  readonly onDiscard: () => void;
}

/** At the foot of a form: what its state is, and what saves it or discards the changes. */
export function EditorFoot(props: EditorFootProps) {
  return (
    <div className={css('foot')}>
      <p className={css('status', props.isProblem && 'problem', props.isQuiet && 'quiet')} role="status">
        {props.status}
      </p>
      <div className={css('buttons')}>
        {props.children}
        <Button onClick={props.onDiscard} disabled={!props.canDiscard}>
          {props.discardLabel}
        </Button>
        <Button type="submit" variant="primary" disabled={!props.canSave}>
          {props.saveLabel}
        </Button>
      </div>
    </div>
  );
}
