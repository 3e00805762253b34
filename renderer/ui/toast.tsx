import { Toast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './toast.module.css';

const css = classes(styles);

const manager = Toast.createToastManager();

export interface ToastAction {
  readonly label: string;
  /** The toast goes with it. */
  readonly onSelect: () => void;
  /** How long it is offered, ms. */
  readonly forMs?: number;
}

/**
 * Tells of something that finished elsewhere. What went wrong here and now stands where it happened instead. Returns what
 * closes it before its time.
 */
export function showToast(title: string, description?: string, action?: ToastAction): () => void {
  const id = manager.add({
    title,
    ...(description === undefined ? {} : { description }),
    ...(action?.forMs === undefined ? {} : { timeout: action.forMs }),
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              manager.close(id);
              action.onSelect();
            },
          },
        }),
  });
  return () => manager.close(id);
}

interface Shown {
  /** What is shown in the place of a text: itself, or one with something hidden. */
  readonly shown: (text: string) => string;
}

function Toasts({ shown }: Shown) {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className={css('toast')} data-pane>
      <Toast.Content className={css('content')}>
        <div className={css('words')}>
          <Toast.Title className={css('title')}>{textOf(toast.title, shown)}</Toast.Title>
          <Toast.Description className={css('text')}>{textOf(toast.description, shown)}</Toast.Description>
        </div>
        <Toast.Action className={css('action')} data-pane-focus />
        <Toast.Close className={css('close')} aria-label="Dismiss">
          <X size={14} aria-hidden />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

const textOf = (content: ReactNode, shown: Shown['shown']): ReactNode =>
  typeof content === 'string' ? shown(content) : content;

export function ToastProvider({ shown, children }: Shown & { readonly children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={css('viewport')}>
          <Toasts shown={shown} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
