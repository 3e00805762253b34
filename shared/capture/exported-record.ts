import type { AnnotateOptions } from '../smpp/annotate';
import type { CaptureRecord, CaptureSession } from './capture-record';

/** A record with its row number and its session. */
export interface ExportedRecord extends Omit<CaptureRecord, 'sessionId'> {
  readonly number: number;
  readonly session: CaptureSession;
  /** How its fields are judged and read; left out, by what is wrong in every version. */
  readonly reading?: AnnotateOptions;
}
