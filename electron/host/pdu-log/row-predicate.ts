import type { LogStore } from './log-store';
import type { RowNotes } from './row-notes';
import type { Segment } from './segment';

/** Clears `mask` from `from` to `to` wherever a row that it has set does not match. */
export type RowPredicate = (segment: Segment, from: number, to: number, mask: Uint8Array) => void;

/** What a plan is made for. */
export interface PlanContext {
  readonly store: LogStore;
  readonly notes: RowNotes;
}
