import type { LogSource } from '#shared/model/log-source';
import type { PduDetail } from '#shared/model/pdu-row';
import { noneChosen } from './chosen-rows';
import type { RelatedPdus } from './related-pdus';

export interface PduLogState {
  /** The view in the host; null while there is none. */
  readonly viewId: number | null;
  /** The log it looks at; never another one. */
  readonly source: LogSource;
  /** What is typed; while it cannot be read, the view stays with what it was. */
  readonly filter: string;
  readonly hidesKeepalive: boolean;
  /** Rows of the view in the host, and of the whole log. */
  readonly rowCount: number;
  readonly totalCount: number;
  /** Rows that left memory so far. */
  readonly lostCount: number;
  /** The filter has not yet seen every row in memory. */
  readonly isFiltering: boolean;
  /** Rows on screen: `rowCount`, or what it was when the view was paused. */
  readonly shownCount: number;
  readonly isFollowing: boolean;
  readonly isPaused: boolean;
  /** Number of the selected row, whatever the filter shows. */
  readonly selected: number | null;
  /** Where the selected row stands in the view; null when the filter hides it. */
  readonly selectedPosition: number | null;
  /** Numbers of the rows that are selected together; empty while at most one is. */
  readonly chosen: ReadonlySet<number>;
  /** Null until it has arrived; `gone` when it left memory. */
  readonly detail: PduDetail | 'gone' | null;
  /** What belongs to the selected row; null until it has arrived. */
  readonly related: RelatedPdus | null;
  /** The time that "since the first PDU" counts from, in nanoseconds as digits; null until it is known. */
  readonly referenceNs: string | null;
  /** Raised whenever rows arrived, so that what is on screen is read again. */
  readonly revision: number;
  readonly problem: string | null;
}

/** Of a log that nothing is known of yet. */
export const atFirst: PduLogState = {
  viewId: null,
  source: { kind: 'live' },
  filter: '',
  hidesKeepalive: false,
  rowCount: 0,
  totalCount: 0,
  lostCount: 0,
  isFiltering: false,
  shownCount: 0,
  isFollowing: true,
  isPaused: false,
  selected: null,
  selectedPosition: null,
  chosen: noneChosen,
  detail: null,
  related: null,
  referenceNs: null,
  revision: 0,
  problem: null,
};

/** What the host says of a view. */
export interface ViewCounts {
  readonly rowCount: number;
  readonly totalCount: number;
  readonly lostCount: number;
  readonly isFiltering: boolean;
}
