import { z } from 'zod';
import { MAX_LISTED_SESSIONS } from './log-limits';

/** What a view looks at: the live log, or a capture that was opened (`pduLog.openCapture`). */
export const logSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('live') }),
  z.strictObject({ kind: z.literal('capture'), captureId: z.number().int() }),
]);
export type LogSource = z.infer<typeof logSource>;

/** How far the opening of a capture is. */
export const openedCapture = z.strictObject({
  captureId: z.number().int(),
  /** Its file's name. */
  name: z.string(),
  state: z.enum(['reading', 'ready', 'failed', 'cancelled']),
  octetsRead: z.number(),
  octetsTotal: z.number(),
  rowCount: z.number().int(),
  /**
   * What there is to say, ready for the screen: why it failed, what was left out ("12 packets without SMPP"), that the
   * file ends in the middle of a packet. Empty when there is nothing.
   */
  sentence: z.string(),
});
export type OpenedCapture = z.infer<typeof openedCapture>;

/** A capture file of our own on disk. */
export const storedCapture = z.strictObject({
  name: z.string(),
  bytes: z.number(),
  startedAtMs: z.number(),
  /** Null for the one that is being written. */
  endedAtMs: z.number().nullable(),
  /** Names of sessions in it, so that a person finds the right file. */
  sessions: z.array(z.string()).max(MAX_LISTED_SESSIONS),
});

export const captureSettings = z.strictObject({
  isOn: z.boolean(),
  /** All captures together; the oldest are deleted beyond it. */
  limitBytes: z.number().int().min(1_000_000),
  /** A new file is begun at this size … */
  rotateBytes: z.number().int().min(1_000_000),
  /** … or at this age. */
  rotateHours: z.number().int().min(1).max(8784),
});
export type CaptureSettings = z.infer<typeof captureSettings>;

export const defaultCaptureSettings: CaptureSettings = {
  isOn: true,
  limitBytes: 2_000_000_000,
  rotateBytes: 200_000_000,
  rotateHours: 24,
};

export const captureState = z.strictObject({
  settings: captureSettings,
  folder: z.string(),
  usedBytes: z.number(),
  /** `failing`: the disk is full or cannot be written; the log goes on in memory. */
  state: z.enum(['on', 'off', 'failing']),
  /** What the state means, ready for the screen. */
  sentence: z.string(),
  /** Newest first. */
  captures: z.array(storedCapture),
});
export type CaptureState = z.infer<typeof captureState>;
