import { createContext, useContext } from 'react';
import type { TrunkView } from '#shared/model/trunk-view';
import type { SecretField } from './trunk-form';

/** What the sections know of the trunk beside the form itself. */
export interface EditorContext {
  /** Null while a new one is being made. */
  readonly trunk: TrunkView | null;
  readonly removed: ReadonlySet<SecretField>;
  readonly setRemoved: (secret: SecretField, isRemoved: boolean) => void;
}

const Context = createContext<EditorContext>({
  trunk: null,
  removed: new Set(),
  setRemoved: () => undefined,
});

export const EditorProvider = Context.Provider;
export const useEditor = (): EditorContext => useContext(Context);
