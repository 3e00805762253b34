import { useState, type RefObject } from 'react';
import { z } from 'zod';
import { readRemembered, remember } from '../../app/remembered';
import { useWidth } from '../../ui/use-width';

/** Room for the options and the PDU beside one another. */
const BOTH_PX = 980;

type Panel = 'options' | 'pdu';
const openPanels = z.array(z.enum(['options', 'pdu']));

export interface ComposerPanels {
  readonly shown: Readonly<Record<Panel, boolean>>;
  readonly isAnyOpen: boolean;
  readonly open: (panel: Panel) => void;
  readonly toggle: (panel: Panel) => void;
}

/** What is open beside the form; remembered. Where there is no room for both, the one that was opened last. */
export function useComposerPanels(composer: RefObject<HTMLElement | null>): ComposerPanels {
  /** The one opened last at the end. */
  const [opened, setOpened] = useState<readonly Panel[]>(() => readRemembered('composer', openPanels, []));
  const hasRoom = useWidth(composer) >= BOTH_PX;
  const visible = hasRoom ? opened : opened.slice(-1);
  const set = (next: readonly Panel[]): void => {
    setOpened(next);
    remember('composer', next);
  };
  const without = (panel: Panel): readonly Panel[] => opened.filter((each) => each !== panel);
  return {
    shown: { options: visible.includes('options'), pdu: visible.includes('pdu') },
    isAnyOpen: visible.length > 0,
    open: (panel) => set([...without(panel), panel]),
    toggle: (panel) => {
      if (visible.includes(panel)) set(hasRoom ? without(panel) : []);
      else set([...(hasRoom ? without(panel) : []), panel]);
    },
  };
}
