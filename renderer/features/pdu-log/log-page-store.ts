import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CommandInput } from '#shared/contract/index';
import type { LogAppearanceStore } from './log-appearance';
import type { PduLogStore } from './pdu-log-store';

export type LadderOf = CommandInput<'pduLog.ladder'>['of'];

/** What the Log page shows besides the list. */
export type LogPanel =
  | { readonly kind: 'list' }
  /** `of` null: what the list shows. */
  | { readonly kind: 'ladder'; readonly of: LadderOf | null; readonly title: string }
  | { readonly kind: 'statistics' };

export const listPanel: LogPanel = { kind: 'list' };
/** What the list shows, as a sequence diagram. */
export const sequencePanel: LogPanel = { kind: 'ladder', of: null, title: 'What the filter shows' };
export const statisticsPanel: LogPanel = { kind: 'statistics' };

export interface LogPageState {
  /** The log on the page: the live one, which the dock shows as well, or that of a capture. */
  readonly log: PduLogStore;
  readonly panel: LogPanel;
  /** The two PDUs that are compared; null while none are. */
  readonly compared: { readonly left: number; readonly right: number } | null;
}

export interface LogPageStore extends StoreApi<LogPageState> {
  show(log: PduLogStore): void;
  showLive(): void;
  /** Each capture keeps its filter and its selection for as long as it is open. */
  showCapture(captureId: number): void;
  /** Shows the live log where the capture was. */
  forgetCapture(captureId: number): void;
}

/** What the Log page looks at. `openLog` makes the log of a capture, which ends when the capture is closed. */
export function createLogPageStore(
  live: PduLogStore,
  appearance: LogAppearanceStore,
  openLog: (captureId: number) => PduLogStore,
): LogPageStore {
  const captures = new Map<number, PduLogStore>();
  const store = createStore<LogPageState>(() => ({ log: live, panel: listPanel, compared: null }));
  appearance.subscribe(({ hidesKeepalive }) => {
    for (const log of [live, ...captures.values()]) log.setHidesKeepalive(hidesKeepalive);
  });
  const show = (log: PduLogStore): void => {
    // What is drawn or compared belongs to the log that was shown.
    if (log !== store.getState().log) store.setState({ log, panel: listPanel, compared: null });
  };
  return {
    ...store,
    show,
    showLive: () => show(live),
    showCapture: (captureId) => {
      const log = captures.get(captureId) ?? openLog(captureId);
      captures.set(captureId, log);
      show(log);
    },
    forgetCapture: (captureId) => {
      const log = captures.get(captureId);
      if (log === undefined) return;
      if (store.getState().log === log) show(live);
      captures.delete(captureId);
      log.stop();
    },
  };
}
