import { createContext, useContext } from 'react';
import type { TrunkView } from '#shared/model/trunk-view';
import type { Membership } from '../../trunk-groups/memberships';
import type { SecretField } from './trunk-form';

/** What the sections know of the trunk beside the form itself. */
export interface EditorContext {
  /** Null while a new one is being made. */
  readonly trunk: TrunkView | null;
  /** What the new one is a copy of, whose secrets it is made with. */
  readonly original: TrunkView | null;
  readonly removed: ReadonlySet<SecretField>;
  readonly setRemoved: (secret: SecretField, isRemoved: boolean) => void;
  /** Kept with the groups, and saved with the trunk. */
  readonly memberships: readonly Membership[];
  readonly setMemberships: (memberships: readonly Membership[]) => void;
}

const Context = createContext<EditorContext>({
  trunk: null,
  original: null,
  removed: new Set(),
  setRemoved: () => undefined,
  memberships: [],
  setMemberships: () => undefined,
});

export const EditorProvider = Context.Provider;
export const useEditor = (): EditorContext => useContext(Context);
