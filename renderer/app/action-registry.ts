import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Unsubscribe } from '#shared/lib/emitter';

export const actionGroups = [
  'Go to',
  'Messages',
  'Trunks',
  'Sources',
  'PDU log',
  'Simulator',
  'View',
  'Help',
] as const;
export type ActionGroup = (typeof actionGroups)[number];

/** Something the user can do from anywhere: in the command palette, and by its shortcut. */
export interface Action {
  readonly id: string;
  readonly title: string;
  readonly group: ActionGroup;
  /** Written "mod+shift+h"; `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  readonly shortcut?: string;
  /** Other words that find it. */
  readonly keywords?: string;
  readonly run: () => void;
}

interface RegistryState {
  readonly bySource: Readonly<Record<string, readonly Action[]>>;
}

/** The one place where actions and shortcuts come together; a feature adds its own while it is on screen. */
export interface ActionRegistry extends StoreApi<RegistryState> {
  register(source: string, actions: readonly Action[]): Unsubscribe;
  all(): readonly Action[];
}

export function createActionRegistry(): ActionRegistry {
  const store = createStore<RegistryState>(() => ({ bySource: {} }));
  return {
    ...store,
    register: (source, actions) => {
      store.setState(({ bySource }) => ({ bySource: { ...bySource, [source]: actions } }));
      return () =>
        store.setState(({ bySource }) =>
          bySource[source] === actions
            ? { bySource: Object.fromEntries(Object.entries(bySource).filter(([each]) => each !== source)) }
            : {},
        );
    },
    all: () => {
      const actions = Object.values(store.getState().bySource).flat();
      return actions.toSorted(
        (one, other) => actionGroups.indexOf(one.group) - actionGroups.indexOf(other.group),
      );
    },
  };
}

/** Actions whose words contain every word that was typed; those whose title begins with it first. */
export function findActions(actions: readonly Action[], typed: string): readonly Action[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return actions;
  const rank = (action: Action): number => {
    const title = action.title.toLocaleLowerCase();
    const haystack = `${title} ${action.group} ${action.keywords ?? ''}`.toLocaleLowerCase();
    if (!words.every((word) => haystack.includes(word))) return -1;
    if (title.startsWith(words.join(' '))) return 2;
    return words.every((word) => title.includes(word)) ? 1 : 0;
  };
  return actions
    .map((action) => ({ action, rank: rank(action) }))
    .filter((each) => each.rank >= 0)
    .toSorted((one, other) => other.rank - one.rank)
    .map((each) => each.action);
}
