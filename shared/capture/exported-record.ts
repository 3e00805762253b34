import type { CaptureRecord, CaptureSession } from './capture-record';

/** A record with its row number and its session. */
export interface ExportedRecord extends Omit<CaptureRecord, 'sessionId'> {
  readonly number: number;
  readonly session: CaptureSession;
}
