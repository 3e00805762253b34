import type { RefObject } from 'react';
import type { ComposerPanel } from '../../app/navigation-store';
import { useNavigation, usePresentation, useStores } from '../../app/stores';
import { useSize } from '../../ui/use-size';

/** Room for a panel beside the thread and the form; with less of it the panel lies below the form, in their place. */
const BESIDE_PX = { width: 620, height: 250 };
/** Room for the options and the PDU next to one another, or one above the other. */
const BOTH_PX = { width: 1240, height: 760 };
const MIN_PX = 300;
const MIN_BOTH_PX = 720;

const none: readonly ComposerPanel[] = [];

export interface ComposerPanels {
  /** Whether they can be opened here. */
  readonly areOffered: boolean;
  readonly shown: Readonly<Record<ComposerPanel, boolean>>;
  readonly isAnyOpen: boolean;
  /** Where what is open lies: beside the conversation, or below the form. */
  readonly place: 'beside' | 'below';
  /** Whether two of them stand above one another. */
  readonly isStacked: boolean;
  /** Least width of what is open beside the conversation, px. */
  readonly minWidthPx: number;
  readonly open: (panel: ComposerPanel) => void;
  readonly toggle: (panel: ComposerPanel) => void;
  readonly close: (panel: ComposerPanel) => void;
}

/** What is open beside the form; remembered. Where there is no room for both, the one that was opened last. */
export function useComposerPanels(pane: RefObject<HTMLElement | null>): ComposerPanels {
  const { navigation } = useStores();
  const remembered = useNavigation(({ composerPanels }) => composerPanels);
  // Before an audience there is the conversation alone.
  const isPresenting = usePresentation(({ isOn }) => isOn);
  const opened = isPresenting ? none : remembered;
  const { width, height } = useSize(pane);
  const isBeside = width >= BESIDE_PX.width && height >= BESIDE_PX.height;
  const isWide = width >= BOTH_PX.width;
  const hasBoth = isBeside && (isWide || height >= BOTH_PX.height);
  const visible = hasBoth ? opened : opened.slice(-1);
  const without = (panel: ComposerPanel): readonly ComposerPanel[] => opened.filter((each) => each !== panel);
  return {
    areOffered: !isPresenting,
    shown: { options: visible.includes('options'), pdu: visible.includes('pdu') },
    isAnyOpen: visible.length > 0,
    place: isBeside ? 'beside' : 'below',
    isStacked: !isWide,
    minWidthPx: isWide && visible.length > 1 ? MIN_BOTH_PX : MIN_PX,
    open: (panel) => navigation.setComposerPanels([...without(panel), panel]),
    close: (panel) => navigation.setComposerPanels(hasBoth ? without(panel) : []),
    toggle: (panel) => {
      if (visible.includes(panel)) navigation.setComposerPanels(hasBoth ? without(panel) : []);
      else navigation.setComposerPanels([...(hasBoth ? without(panel) : []), panel]);
    },
  };
}
