import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readRemembered, remember, type RememberedStorage } from '../../app/remembered';
import { columnLayout, layoutAtFirst } from './column-layout';
import { timeMode } from './time-words';

const shape = z.object({
  layout: columnLayout,
  time: timeMode,
  hidesKeepalive: z.boolean(),
  /** Filters that the user saved, newest last. */
  savedFilters: z.array(z.string().max(4000)).max(100),
});
export type LogAppearance = z.infer<typeof shape>;

const atFirst: LogAppearance = {
  layout: layoutAtFirst,
  time: 'clock',
  hidesKeepalive: false,
  savedFilters: [],
};

export type LogAppearanceStore = StoreApi<LogAppearance>;

/** How the list of PDUs looks: columns, times, what is hidden, saved filters. Remembered by the window. */
export function createLogAppearanceStore(storage?: RememberedStorage): LogAppearanceStore {
  const store = createStore<LogAppearance>(() => readRemembered('log', shape, atFirst, storage));
  store.subscribe((state) => remember('log', state, storage));
  return store;
}

/** Saves a filter, or takes it away where it is saved already. */
export function toggleSaved(saved: readonly string[], filter: string): string[] {
  const text = filter.trim();
  return saved.includes(text) ? saved.filter((each) => each !== text) : [...saved, text].slice(-100);
}
