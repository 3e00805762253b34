import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useId, useLayoutEffect, useState, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { classes } from '../ui/classes';
import modal from '../ui/modal.module.css';
import { Kbd } from '../ui/kbd';
import { listIndexAfter } from '../ui/list-keys';
import { findActions, type Action } from './action-registry';
import styles from './command-palette.module.css';
import { useNavigation, useStores } from './stores';

const css = classes(modal, styles);

/** Rows on screen, for PgUp and PgDn. */
const PAGE_ROWS = 8;

interface PaletteBodyProps {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onRun: (action: Action) => void;
}

function PaletteBody({ typed, onTyped, onRun }: PaletteBodyProps) {
  const { actions } = useStores();
  const id = useId();
  useStore(actions, (state) => state.bySource);
  const [index, setIndex] = useState(0);
  const found = findActions(actions.all(), typed);
  const current = Math.min(index, found.length - 1);

  const handleKeyDown = (event: KeyboardEvent): void => {
    // Home and End belong to the text that is typed.
    const next =
      event.key === 'Home' || event.key === 'End'
        ? null
        : listIndexAfter({ key: event.key, index: current, count: found.length, rowsPerPage: PAGE_ROWS });
    const action = found[current];
    if (next !== null) {
      setIndex(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && action !== undefined) onRun(action);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={css('field')}>
        <Search size={16} aria-hidden />
        <input
          className={css('input')}
          value={typed}
          placeholder="Search or do…"
          role="combobox"
          aria-expanded={found.length > 0}
          aria-label="Search actions"
          aria-controls={`${id}-list`}
          aria-activedescendant={found.length === 0 ? undefined : `${id}-${current}`}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            onTyped(event.target.value);
            setIndex(0);
          }}
          onKeyDown={handleKeyDown}
        />
      </div>
      <div
        className={css('list', found.length === 0 && 'empty')}
        id={`${id}-list`}
        role="listbox"
        aria-label="Actions"
      >
        {found.map((action, at) => (
          <div
            key={action.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === current}
            className={css('row', at === current && 'current')}
            onClick={() => onRun(action)}
            onMouseMove={() => setIndex(at)}
          >
            <span className={css('title')}>{action.title}</span>
            <span className={css('group')}>{action.group}</span>
            <span className={css('keys')}>
              {action.shortcut === undefined ? null : <Kbd keys={action.shortcut} />}
            </span>
          </div>
        ))}
      </div>
      <p className={css('nothing')} role="status">
        {found.length === 0
          ? `Nothing matches “${typed}”. Try a page, a trunk or what you want to do.`
          : null}
      </p>
    </>
  );
}

/** Every action by its name, with its shortcut. */
export function CommandPalette() {
  const { navigation } = useStores();
  const isOpen = useNavigation((state) => state.overlay === 'palette');
  const [typed, setTyped] = useState('');

  // The focus comes a moment after the keys that open it: what is typed meanwhile is meant for it, and for nothing else.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    const takeEarly = (event: globalThis.KeyboardEvent): void => {
      const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      const isInside = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
      if (!isLetter || isInside) return;
      event.preventDefault();
      event.stopPropagation();
      setTyped((before) => before + event.key);
    };
    document.addEventListener('keydown', takeEarly, { capture: true });
    return () => {
      document.removeEventListener('keydown', takeEarly, { capture: true });
      setTyped('');
    };
  }, [isOpen]);

  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) navigation.setOverlay(null);
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={css('backdrop')} />
        <Dialog.Popup className={css('modal')} aria-label="Command palette">
          <PaletteBody
            typed={typed}
            onTyped={setTyped}
            onRun={(action) => {
              navigation.setOverlay(null);
              action.run();
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
