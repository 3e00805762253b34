import { EyeOff, Maximize, Minimize, Moon, Sun, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import { sentenceOf } from '../../app/replica';
import { useAppState, useNavigation, usePresentation, useStores } from '../../app/stores';
import { classes } from '../../ui/classes';
import { IconButton } from '../../ui/icon-button';
import { showToast } from '../../ui/toast';
import { Handset } from '../simulator/handset';
import { setFullScreen } from './full-screen';
import styles from './presentation.module.css';
import { MaskedNumbersContext } from './shown-number';

const css = classes(styles);
/** What may lie over the presentation and close with Esc. */
const OPEN_OVER_IT =
  '[role="menu"], [role="listbox"][data-open], [role="alertdialog"], [role="dialog"][data-open]';
const HANDSET_AFTER_MS = 100;

export interface PresentationProps {
  /** Of the other side, whose phone is shown beside the thread. */
  readonly number: string | null;
  /** The conversation. */
  readonly children: ReactNode;
}

/** The conversation in large type over the whole window, for a projector; Esc leaves. */
export function Presentation({ number, children }: PresentationProps) {
  const { client, presentation, app } = useStores();
  const areNumbersMasked = usePresentation((state) => state.areNumbersMasked);
  const isFullScreen = usePresentation((state) => state.isFullScreen);
  const isHandsetOpen = useNavigation((state) => state.isHandsetOpen);
  const theme = useAppState((state) => state.info?.settings.theme ?? 'system');

  // The engine of Electron 33 paints nothing at all when the handset comes in the same frame as the rest.
  const [isHandsetDue, setIsHandsetDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsHandsetDue(true), HANDSET_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);

  const changeFullScreen = useCallback(
    (wanted: boolean): void => {
      setFullScreen(client, wanted).then(
        () => presentation.setFullScreen(wanted),
        (error: unknown) => showToast('The window stays as it is', sentenceOf(error)),
      );
    },
    [client, presentation],
  );
  // However it ends, the window is as it was before.
  useEffect(
    () => () => {
      if (presentation.getState().isFullScreen || document.fullscreenElement !== null)
        void setFullScreen(client, false).catch(() => undefined);
    },
    [client, presentation],
  );

  useEffect(() => {
    const handleChange = (): void => presentation.setFullScreen(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', handleChange);
    return () => document.removeEventListener('fullscreenchange', handleChange);
  }, [presentation]);

  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent): void => {
      // A menu or dialog that is open takes the key for itself.
      const isTaken = event.defaultPrevented || document.querySelector(OPEN_OVER_IT) !== null;
      if (event.key === 'Escape' && !isTaken) presentation.end();
    };
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, [presentation]);

  // What lies below is out of reach meanwhile, for the Tab key and for screen readers.
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const below = document.getElementById('root');
    below?.setAttribute('inert', '');
    if (panel.current?.contains(document.activeElement) !== true) panel.current?.focus();
    return () => below?.removeAttribute('inert');
  }, []);

  return createPortal(
    <MaskedNumbersContext value={areNumbersMasked}>
      <div
        ref={panel}
        className={css('presentation')}
        role="dialog"
        aria-modal
        aria-label="Presentation mode"
        tabIndex={-1}
      >
        <header className={css('tools')}>
          <span className={css('title')}>Presentation mode</span>
          <IconButton
            label={areNumbersMasked ? 'Show numbers' : 'Mask numbers'}
            icon={<EyeOff size={18} />}
            isPressed={areNumbersMasked}
            onClick={() => presentation.toggleMask()}
          />
          <IconButton
            label={theme === 'dark' ? 'Light theme' : 'Dark theme'}
            icon={theme === 'dark' ? <Sun size={18} /> : <Moon size={18} />}
            onClick={() => {
              app
                .changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' })
                .catch((error: unknown) => showToast('The theme was not changed', sentenceOf(error)));
            }}
          />
          <IconButton
            label={isFullScreen ? 'Leave full screen' : 'Full screen'}
            icon={isFullScreen ? <Minimize size={18} /> : <Maximize size={18} />}
            onClick={() => changeFullScreen(!isFullScreen)}
          />
          <IconButton
            label="Leave presentation mode"
            shortcut="escape"
            icon={<X size={18} />}
            onClick={() => presentation.end()}
          />
        </header>
        <div className={css('body')}>
          <div className={css('thread')}>{children}</div>
          {isHandsetOpen && isHandsetDue ? (
            <div className={css('handset')}>
              <Handset number={number ?? HANDSET_NUMBER} />
            </div>
          ) : null}
        </div>
      </div>
    </MaskedNumbersContext>,
    document.body,
  );
}
