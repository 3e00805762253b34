import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { classes } from '../../ui/classes';
import { Dialog } from '../../ui/dialog';
import styles from './edit-dialog.module.css';

const css = classes(styles);

export interface EditDialogProps {
  readonly title: string;
  readonly canSave: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  /** The fields. */
  readonly children: ReactNode;
}

/** A few fields that are saved together; Enter saves, Esc leaves them as they were. */
export function EditDialog({ title, canSave, onSave, onClose, children }: EditDialogProps) {
  return (
    <Dialog isOpen title={title} onClose={onClose}>
      <form
        className={css('form')}
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) onSave();
        }}
      >
        {children}
        <div className={css('actions')}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!canSave}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
