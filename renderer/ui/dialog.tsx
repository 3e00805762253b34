import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
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

const FIRST_FIELD = 'input:not(:disabled), textarea:not(:disabled), select:not(:disabled)';

/**
 * A quick look over the page; Esc or a click beside it closes it. What is to be typed first has the cursor; what is
 * only read, the keys that scroll it.
 */
export function Dialog({ isOpen, title, onClose, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const handleOpenChange = (open: boolean): void => {
    if (!open) onClose();
  };
  return (
    <Base.Root open={isOpen} onOpenChange={handleOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={css('backdrop')} />
        <Base.Popup
          ref={popup}
          className={css('modal')}
          initialFocus={() => popup.current?.querySelector<HTMLElement>(FIRST_FIELD) ?? popup.current}
        >
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
