import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classes } from './classes';
import modal from './modal.module.css';
import styles from './dialog.module.css';

const css = classes(modal, styles);

export interface ConfirmDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  /** Whether something is lost by confirming. */
  readonly isDanger?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something is lost, and names it. */
export function ConfirmDialog({
  isOpen,
  title,
  children,
  confirmLabel,
  cancelLabel = 'Cancel',
  isDanger = false,
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  const handleOpenChange = (open: boolean): void => {
    if (!open) onCancel();
  };
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={handleOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={css('backdrop')} />
        <AlertDialog.Popup className={css('modal', 'narrow')}>
          <AlertDialog.Title className={css('title')}>{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className={css('text')}>
            {children}
          </AlertDialog.Description>
          <div className={css('actions')}>
            <Button onClick={onCancel}>{cancelLabel}</Button>
            <Button variant={isDanger ? 'danger' : 'primary'} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
