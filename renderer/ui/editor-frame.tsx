import { useEffect, useRef, type ReactNode } from 'react';
import { pressBegins } from './after-press';
import { classes } from './classes';
import { EditorFoot } from './editor-foot';
import styles from './editor-frame.module.css';

const css = classes(styles);

export interface EditorFrameProps {
  /** What is edited, for screen readers. */
  readonly label: string;
  readonly title: ReactNode;
  /** Beside the title: what can be done with it as a whole. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** At the foot: whether it is saved, or why it could not be. */
  readonly status: string;
  readonly isProblem: boolean;
  readonly saveLabel: string;
  readonly discardLabel: string;
  readonly canSave: boolean;
  readonly canDiscard: boolean;
  /** The cursor goes into the first field. */
  readonly isFocused?: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Something to edit: its fields, and at the foot what saves or discards the changes. */
export function EditorFrame(props: EditorFrameProps) {
  const { label, title, tools, children, isFocused = false, canSave, onSave, onDiscard } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (isFocused) form.current?.querySelector('input')?.focus();
  }, [isFocused]);
  return (
    <form
      ref={form}
      className={css('form')}
      aria-label={label}
      noValidate
      onPointerDownCapture={pressBegins}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) onSave();
      }}
    >
      <div className={css('scroll')}>
        <div className={css('column')}>
          <header className={css('head')}>
            <h1 className={css('title')}>{title}</h1>
            <div className={css('tools')}>{tools}</div>
          </header>
          {children}
        </div>
      </div>
      <EditorFoot
        status={props.status}
        isProblem={props.isProblem}
        isQuiet={!canSave && !props.canDiscard && !props.isProblem}
        saveLabel={props.saveLabel}
        discardLabel={props.discardLabel}
        canSave={canSave}
        canDiscard={props.canDiscard}
        onDiscard={onDiscard}
      />
    </form>
  );
}

/** Fields one below the other. */
export function EditorFields({ children }: { readonly children: ReactNode }) {
  return <div className={css('fields')}>{children}</div>;
}
