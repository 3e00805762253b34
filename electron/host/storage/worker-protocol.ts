import type { StoreErrorCode } from './message-store';
import type { PackedRequests, PackedResult } from './batch-wire';
import type { ReadKind, ReadOutput, ReadRequest } from './operations';
import type { BatchResult } from './write-engine';

/** What a store worker is started with. */
export interface StoreWorkerData {
  readonly filePath: string;
  /** Wall-clock time of the start in milliseconds since the Unix epoch, for the names of files set aside. */
  readonly nowMs: number;
  /** The writer found the file damaged before: it is set aside first. */
  readonly isDamaged: boolean;
  /** It opens when it is told so, with `open`: meanwhile the thread begins. */
  readonly isHeld?: boolean;
}

/** Host to worker. Every frame but `open` and `close` is answered with the same `id`. */
export type ToWorker =
  | {
      readonly kind: 'write';
      readonly id: number;
      readonly requests: PackedRequests;
      /** A batch that changes more messages tells their ids only. */
      readonly viewLimit: number;
    }
  | { readonly kind: 'read'; readonly id: number; readonly request: ReadRequest }
  /** To the reader: fold the write-ahead log into the file, as far as nobody still reads the old pages. */
  | { readonly kind: 'checkpoint'; readonly id: number }
  /** To the writer: deletes every message, out of the file and the log too. */
  | { readonly kind: 'wipe'; readonly id: number }
  /** To the reader: reads the whole file through for damage. */
  | { readonly kind: 'verify'; readonly id: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' };

/** Worker to host. The first frame is `opened` or `refused`; after `close` comes `closed`, and then the exit. */
export type FromWorker =
  | { readonly kind: 'opened'; readonly notice: string | null; readonly isCheckDue: boolean }
  | { readonly kind: 'refused'; readonly code: StoreErrorCode; readonly message: string }
  | { readonly kind: 'written'; readonly id: number; readonly batch: PackedBatch }
  | { readonly kind: 'answered'; readonly id: number; readonly output: ReadOutput<ReadKind> }
  | { readonly kind: 'checkpointed'; readonly id: number }
  | { readonly kind: 'wiped'; readonly id: number }
  /** `problem` is null when the file is sound. */
  | { readonly kind: 'verified'; readonly id: number; readonly problem: string | null }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'closed' };

export interface PackedBatch extends Omit<BatchResult, 'results' | 'untold'> {
  /** Null when nothing is left out. */
  readonly untold: string | null;
  /** One for each request, in order. */
  readonly results: readonly PackedResult[];
}
