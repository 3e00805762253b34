import type { CaptureSettings, CaptureState, OpenedCapture } from '#shared/model/log-source';
import type { LogStatistics } from '#shared/model/log-statistics';
import type { PduDetail, PduRow } from '#shared/model/pdu-row';
import type { StatisticsRange } from './log-statistics';
import type { RelatedRows } from './related-rows';
import type { SessionFacts } from '#shared/session/session-track';

/** The live log among the sources; captures that were opened count from 1. */
export const LIVE_SOURCE = 0;

/** What a view of the log holds at one moment; the contract's `pduLog.viewGrew` without the view. */
export interface LogCounts {
  readonly rowCount: number;
  readonly totalCount: number;
  readonly lostCount: number;
  readonly isFiltering: boolean;
}

export interface ViewCounts extends LogCounts {
  readonly viewId: number;
}

/** What a ladder or an export is made of. */
export type LogSelection =
  | { readonly kind: 'view'; readonly viewId: number }
  | { readonly kind: 'session'; readonly sourceId: number; readonly sessionId: number }
  | { readonly kind: 'numbers'; readonly sourceId: number; readonly numbers: readonly number[] };

export interface RowNote {
  readonly number: number;
  readonly note: string;
  readonly isMarked: boolean;
}

export interface RowOf {
  readonly sourceId: number;
  readonly number: number;
}

export type ExportFormat = 'pcapng' | 'jsonl' | 'csv' | 'text' | 'hex';
export interface ExportMasking {
  readonly areNumbersMasked: boolean;
  readonly areTextsMasked: boolean;
}

interface Question<I, O> {
  readonly input: I;
  readonly output: O;
}

/**
 * What the worker is asked, and what it answers. A request sees every batch that was handed over before it. Null where
 * a view, a source or a row is gone.
 */
export interface LogRequests {
  openView: Question<
    { readonly viewId: number; readonly sourceId: number; readonly filter: string },
    LogCounts | null
  >;
  closeView: Question<{ readonly viewId: number }, null>;
  rows: Question<
    { readonly viewId: number; readonly start: number; readonly count: number },
    (LogCounts & { readonly rows: PduRow[] }) | null
  >;
  locate: Question<{ readonly viewId: number; readonly number: number }, number | null>;
  locateTime: Question<{ readonly viewId: number; readonly timeMs: number }, number | null>;
  pdu: Question<RowOf, PduDetail | null>;
  clear: Question<null, null>;
  /** Answered when everything before it is in the log. */
  flush: Question<null, null>;
  find: Question<
    {
      readonly viewId: number;
      readonly from: number;
      readonly direction: 'next' | 'previous';
      readonly expression: string;
    },
    { readonly position: number | null; readonly number: number | null; readonly isWrapped: boolean }
  >;
  related: Question<RowOf, RelatedRows | null>;
  statistics: Question<
    { readonly viewId: number; readonly range?: StatisticsRange; readonly buckets?: number },
    LogStatistics | null
  >;
  ladder: Question<
    { readonly of: LogSelection; readonly start: number; readonly count: number },
    { readonly total: number; readonly rows: PduRow[] } | null
  >;
  export: Question<
    {
      readonly of: LogSelection;
      readonly format: ExportFormat;
      readonly masking: ExportMasking;
      readonly path: string;
    },
    { readonly rowCount: number } | null
  >;
  setNote: Question<RowOf & { readonly note?: string; readonly isMarked?: boolean }, RowNote | null>;
  notes: Question<{ readonly sourceId: number }, readonly RowNote[] | null>;
  captures: Question<null, CaptureState>;
  changeCaptureSettings: Question<CaptureSettings, CaptureState>;
  /** Answered at once; `opened` messages tell the rest. A name stands for a capture of our own, a path for any file. */
  openCapture: Question<
    { readonly captureId: number; readonly name: string; readonly path: string | null },
    OpenedCapture | null
  >;
  cancelOpen: Question<{ readonly captureId: number }, null>;
  closeCapture: Question<{ readonly captureId: number }, null>;
  openedCaptures: Question<null, readonly OpenedCapture[]>;
}
export type LogRequestName = keyof LogRequests;
export interface LogRequestOf<N extends LogRequestName> {
  readonly kind: 'request';
  readonly id: number;
  readonly name: N;
  readonly input: LogRequests[N]['input'];
}
export type LogRequest = { [N in LogRequestName]: LogRequestOf<N> }[LogRequestName];

export type ToLogWorker =
  | { readonly kind: 'session'; readonly facts: SessionFacts }
  /** Nothing comes of the session any more. */
  | { readonly kind: 'sessionEnded'; readonly id: number }
  /** Records as `batch-layout` describes them, in the first `used` octets. The buffer comes back as `returned`. */
  | { readonly kind: 'batch'; readonly buffer: ArrayBuffer; readonly used: number }
  | LogRequest;

export type FromLogWorker =
  | { readonly kind: 'returned'; readonly buffer: ArrayBuffer; readonly used: number }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'grew'; readonly views: readonly ViewCounts[] }
  | { readonly kind: 'opened'; readonly capture: OpenedCapture }
  | { readonly kind: 'captureChanged'; readonly state: CaptureState };

/** Where the live log goes on disk. */
export interface CaptureStart {
  readonly folder: string;
  /** Name and version that the files say they were written by. */
  readonly application: string;
  readonly settings: CaptureSettings;
}

/** What a worker is started with. */
export interface LogWorkerStart {
  readonly budgetBytes: number;
  /** Number of the next row; above 1 after a worker died. */
  readonly firstNumber: number;
  /** PDUs that went with the worker before this one. */
  readonly lostCount: number;
  /** Wall-clock time; the time of the line that tells of the loss while no row follows it. */
  readonly startedAtMs: number;
  /** Null: nothing is captured. */
  readonly capture: CaptureStart | null;
}
