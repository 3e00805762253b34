import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';
import modal from './modal.module.css';
import styles from './dialog.module.css';

const css = classes(modal, styles);

export interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A quick look over the page; Esc or a click beside it closes it. */
export function Dialog({ isOpen, title, onClose, children }: DialogProps) {
  const handleOpenChange = (open: boolean): void => {
    if (!open) onClose();
  };
  return (
    <Base.Root open={isOpen} onOpenChange={handleOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={css('backdrop')} />
        <Base.Popup className={css('modal')}>
          <div className={css('head')}>
            <Base.Title className={css('title')}>{title}</Base.Title>
            <Base.Close className={css('close')} aria-label="Close">
              <X size={16} aria-hidden />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
