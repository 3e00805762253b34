import { useEffect } from 'react';
import type { Action } from './action-registry';
import { useStores } from './stores';

/** Offers actions while the component is on screen. `actions` is memoized by the caller. */
export function useActions(source: string, actions: readonly Action[]): void {
  const registry = useStores().actions;
  useEffect(() => registry.register(source, actions), [registry, source, actions]);
}
