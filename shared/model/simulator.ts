import { z } from 'zod';

/** The handset on screen: a number of the range that is reserved for fiction. */
export const HANDSET_NUMBER = '12025550123';

/** Numbers of the same range that the simulator fails in a way of their own; to every other one it delivers. */
export const FAILING_NUMBERS = {
  refused: '12025550196',
  expired: '12025550197',
  rejected: '12025550198',
  undeliverable: '12025550199',
} as const;

/** Messages of the handsets that the simulator keeps; older ones are dropped, and counted. */
export const MAX_HANDSET_MESSAGES = 1000;

export const simulatorSession = z.strictObject({
  id: z.number().int(),
  systemId: z.string(),
  bindType: z.enum(['transceiver', 'transmitter', 'receiver', 'unbound']),
  remoteAddress: z.string(),
  sinceMs: z.number(),
});
export type SimulatorSession = z.infer<typeof simulatorSession>;

export const simulatorView = z.strictObject({
  isRunning: z.boolean(),
  host: z.string(),
  /** 0 while it does not run. */
  port: z.number().int().min(0).max(65535),
  systemId: z.string(),
  /** Why it does not run, as a sentence; null when it runs or was stopped. */
  problem: z.string().nullable(),
  sessions: z.array(simulatorSession),
  /** Messages of the handsets that were dropped because newer ones needed the room. */
  droppedMessageCount: z.number().int().nonnegative(),
});
export type SimulatorView = z.infer<typeof simulatorView>;

export const handsetMessage = z.strictObject({
  id: z.number().int(),
  /** `received`: arrived on the handset. `sent`: typed on it, on its way to an ESME. */
  direction: z.enum(['received', 'sent']),
  handset: z.string(),
  /** The other side: the source address of what arrived, the destination of what was typed. */
  peer: z.string(),
  text: z.string(),
  /** Of a typed message: whether an ESME has acknowledged the deliver_sm. */
  state: z.enum(['arrived', 'sending', 'acknowledged', 'failed']),
  reason: z.string().nullable(),
  atMs: z.number(),
});
export type HandsetMessage = z.infer<typeof handsetMessage>;
