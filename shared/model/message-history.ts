import { z } from 'zod';
import { messageState } from './message';
import { historyKinds } from './message-words';

export const historyKind = z.enum(historyKinds);
export type HistoryKind = z.infer<typeof historyKind>;

/** Where a PDU stands in the log. Numbers of sessions begin anew with each run, so one of an earlier run is not there. */
export const pduReference = z.strictObject({
  sessionId: z.number().int(),
  sequenceNumber: z.number().int(),
  isThisRun: z.boolean(),
});

export const historyEntry = z.strictObject({
  atMs: z.number(),
  kind: historyKind,
  /** From 1; null for the message as a whole. */
  segment: z.number().int().nullable(),
  /** What happened, for the screen. */
  sentence: z.string(),
  pdu: pduReference.nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A receipt as it came. */
export const receiptView = z.strictObject({
  id: z.string(),
  trunkName: z.string(),
  /** The most trusted id that it names; empty for none. */
  smscMessageId: z.string(),
  /** Null when it says no state that is known. */
  state: messageState.nullable(),
  text: z.string(),
  sourceAddress: z.string(),
  destinationAddress: z.string(),
  /** The segment it belongs to; null while no message is known. */
  segment: z.number().int().nullable(),
  receivedAtMs: z.number(),
});
export type ReceiptView = z.infer<typeof receiptView>;
