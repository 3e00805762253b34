import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput } from '#shared/contract/index';

export type LadderOf = CommandInput<'pduLog.ladder'>['of'];

/** What the Log page shows besides the list. */
export type LogPanel =
  | { readonly kind: 'list' }
  /** `of` null: what the list shows. */
  | { readonly kind: 'ladder'; readonly of: LadderOf | null; readonly title: string }
  | { readonly kind: 'statistics' };

export interface LogPageState {
  readonly panel: LogPanel;
  /** The two PDUs that are compared; null while none are. */
  readonly compared: { readonly left: number; readonly right: number } | null;
}

export type LogPageStore = StoreApi<LogPageState>;

export function createLogPageStore(): LogPageStore {
  return createStore<LogPageState>(() => ({ panel: { kind: 'list' }, compared: null }));
}
