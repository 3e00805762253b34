import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  conversationId,
  trunkGroupId,
  trunkId,
  type ConversationId,
  type SourceAddressId,
  type TrunkGroupId,
  type TrunkId,
} from '#shared/model/ids';
import { readRemembered, remember, type RememberedStorage } from './remembered';

export const pageIds = ['messages', 'trunks', 'sources', 'log', 'simulator', 'settings'] as const;
export type PageId = (typeof pageIds)[number];

export const settingsSections = [
  'appearance',
  'notifications',
  'messages',
  'captures',
  'storage',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Sizes of the panes of a split, in percent by pane. */
const layout = z.record(z.string(), z.number());
export type PaneLayout = z.infer<typeof layout>;

/** What is open beside the message that is written. */
export const composerPanels = ['options', 'pdu'] as const;
export type ComposerPanel = (typeof composerPanels)[number];

const rememberedShape = z.object({
  page: z.enum(pageIds),
  trunk: trunkId.nullable(),
  /** In the bar instead of the trunk; null while the bar is about a trunk. */
  barGroup: trunkGroupId.nullable().default(null),
  /** `latest`: whichever has the latest message, until one is chosen. Null: none, in a window that shows the list alone. */
  conversation: z.union([conversationId, z.enum(['new', 'latest'])]).nullable(),
  isDockOpen: z.boolean(),
  isHandsetOpen: z.boolean(),
  /** The one that was opened last at the end. */
  composerPanels: z.array(z.enum(composerPanels)).default([]),
  layouts: z.record(z.string(), layout),
});
export type Remembered = z.infer<typeof rememberedShape>;

const atFirst: Remembered = {
  page: 'messages',
  trunk: null,
  barGroup: null,
  conversation: 'latest',
  isDockOpen: true,
  isHandsetOpen: true,
  composerPanels: [],
  layouts: {},
};

/** What is open over the page; one thing at a time. */
export type Overlay = 'palette' | 'shortcuts' | null;

export interface NavigationState extends Remembered {
  readonly overlay: Overlay;
  /** The cursor is wanted in the composer, which takes it as soon as it is there. */
  readonly wantsComposerFocus: boolean;
  /** The trunk editor shows a trunk that is not made yet. */
  readonly isNewTrunk: boolean;
  /** The trunk that the new one begins as a copy of; null for an empty one. */
  readonly copiedTrunk: TrunkId | null;
  /** What the Sources page shows; `new` is one that is not made yet, `unassigned` what came in for nobody. */
  readonly source: SourceAddressId | 'new' | 'unassigned' | null;
  /** What the groups of the Trunks page show. */
  readonly group: TrunkGroupId | 'new' | null;
  /** What the Settings page shows; null in a window that shows the list alone. */
  readonly settings: SettingsSection | null;
  /** What the Messages page shows: people and their threads, the inbound rules, or receipts without a message. */
  readonly messagesView: 'threads' | 'rules' | 'receipts';
  /** What would be lost by leaving, in words ("the changes to Demo trunk"); null when nothing would. */
  readonly unsaved: string | null;
  /** Where the user wanted to go when there was something to lose; null when nowhere. */
  readonly pendingMove: (() => void) | null;
}

export interface NavigationStore extends StoreApi<NavigationState> {
  goTo(page: PageId): void;
  /** The trunk in the bar, the composer's default and the Trunks page's detail. */
  chooseTrunk(id: TrunkId | null): void;
  /** The group in the bar, and the one that the composer offers first. */
  chooseBarGroup(id: TrunkGroupId): void;
  /** With an empty trunk, or with a copy of another one that is not saved yet. */
  startNewTrunk(copied?: TrunkId): void;
  endNewTrunk(created: TrunkId | null): void;
  chooseSource(id: NavigationState['source']): void;
  chooseGroup(id: NavigationState['group']): void;
  chooseSettings(section: SettingsSection | null): void;
  openConversation(id: ConversationId | 'new' | null): void;
  showMessages(view: NavigationState['messagesView']): void;
  focusComposer(): void;
  composerFocused(): void;
  toggleDock(): void;
  toggleHandset(): void;
  setComposerPanels(panels: readonly ComposerPanel[]): void;
  setOverlay(overlay: Overlay): void;
  saveLayout(pane: string, layout: PaneLayout): void;
  setUnsaved(what: string | null): void;
  /** Does this now, or after the user has agreed to lose what is unsaved. */
  leaveFor(change: () => void): void;
  /** Loses what was unsaved and goes where the user wanted. */
  discardAndMove(): void;
  stay(): void;
}

/** Where the user is, and how the window is arranged; the latter is remembered. */
export function createNavigationStore(storage?: RememberedStorage): NavigationStore {
  const remembered = readRemembered('window', rememberedShape, atFirst, storage);
  const store = createStore<NavigationState>(() => ({
    ...remembered,
    overlay: null,
    wantsComposerFocus: false,
    isNewTrunk: false,
    copiedTrunk: null,
    source: null,
    group: null,
    settings: null,
    messagesView: 'threads',
    unsaved: null,
    pendingMove: null,
  }));
  store.subscribe((state) => {
    // Parsing picks what is remembered and leaves the rest out.
    remember('window', rememberedShape.parse(state), storage);
  });

  /** Does `move` now, or after the user has agreed to lose what is unsaved. */
  const move = (change: Partial<NavigationState>): void => {
    if (store.getState().unsaved === null) store.setState(change);
    else store.setState({ pendingMove: () => store.setState(change) });
  };

  return {
    ...store,
    goTo: (page) => {
      if (page === store.getState().page) return;
      move({ page, isNewTrunk: false });
    },
    chooseTrunk: (trunk) => {
      const state = store.getState();
      if (trunk === state.trunk && !state.isNewTrunk) {
        if (state.barGroup !== null) store.setState({ barGroup: null });
        return;
      }
      move({ trunk, barGroup: null, isNewTrunk: false });
    },
    chooseBarGroup: (barGroup) => store.setState({ barGroup }),
    startNewTrunk: (copied) => move({ page: 'trunks', isNewTrunk: true, copiedTrunk: copied ?? null }),
    endNewTrunk: (created) =>
      store.setState((state) => ({ isNewTrunk: false, unsaved: null, trunk: created ?? state.trunk })),
    chooseSource: (source) => {
      if (source !== store.getState().source) move({ source });
    },
    chooseGroup: (group) => {
      if (group !== store.getState().group) move({ group });
    },
    chooseSettings: (settings) => store.setState({ settings }),
    openConversation: (conversation) => move({ page: 'messages', messagesView: 'threads', conversation }),
    showMessages: (messagesView) => {
      const { page, messagesView: shown } = store.getState();
      if (page !== 'messages' || messagesView !== shown) move({ page: 'messages', messagesView });
    },
    focusComposer: () => store.setState({ wantsComposerFocus: true }),
    composerFocused: () => store.setState({ wantsComposerFocus: false }),
    toggleDock: () => store.setState((state) => ({ isDockOpen: !state.isDockOpen })),
    toggleHandset: () => store.setState((state) => ({ isHandsetOpen: !state.isHandsetOpen })),
    setComposerPanels: (panels) => store.setState({ composerPanels: [...panels] }),
    setOverlay: (overlay) => store.setState({ overlay }),
    saveLayout: (pane, saved) =>
      store.setState((state) => ({ layouts: { ...state.layouts, [pane]: saved } })),
    setUnsaved: (unsaved) => store.setState({ unsaved }),
    leaveFor: (change) => {
      if (store.getState().unsaved === null) change();
      else store.setState({ pendingMove: change });
    },
    discardAndMove: () => {
      const { pendingMove } = store.getState();
      store.setState({ unsaved: null, pendingMove: null });
      pendingMove?.();
    },
    stay: () => store.setState({ pendingMove: null }),
  };
}
