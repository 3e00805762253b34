import type { PduDetail, PduRow } from '#shared/model/pdu-row';

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

/** What the worker is asked, and what it answers. A request sees every batch that was handed over before it. */
export interface LogRequests {
  openView: {
    readonly input: { readonly viewId: number; readonly filter: string };
    readonly output: LogCounts;
  };
  closeView: { readonly input: { readonly viewId: number }; readonly output: null };
  /** Null: there is no such view. */
  rows: {
    readonly input: { readonly viewId: number; readonly start: number; readonly count: number };
    readonly output: (LogCounts & { readonly rows: PduRow[] }) | null;
  };
  locate: {
    readonly input: { readonly viewId: number; readonly number: number };
    readonly output: number | null;
  };
  pdu: { readonly input: { readonly number: number }; readonly output: PduDetail | null };
  clear: { readonly input: null; readonly output: null };
  /** Answered when everything before it is in the log. */
  flush: { readonly input: null; readonly output: null };
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
  | { readonly kind: 'session'; readonly id: number; readonly name: string }
  /** Records as `batch-layout` describes them, in the first `used` octets. The buffer comes back as `returned`. */
  | { readonly kind: 'batch'; readonly buffer: ArrayBuffer; readonly used: number }
  | LogRequest;

export type FromLogWorker =
  | { readonly kind: 'returned'; readonly buffer: ArrayBuffer; readonly used: number }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'grew'; readonly views: readonly ViewCounts[] };

/** What a worker is started with. */
export interface LogWorkerStart {
  readonly budgetBytes: number;
  /** Number of the next row; above 1 after a worker died. */
  readonly firstNumber: number;
  /** PDUs that went with the worker before this one. */
  readonly lostCount: number;
  /** Wall-clock time; the time of the line that tells of the loss while no row follows it. */
  readonly startedAtMs: number;
}
