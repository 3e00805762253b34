import { z } from 'zod';

/** One change of a trunk's state, kept. */
export const timelineEntry = z.strictObject({
  /** From 1, in the order of happening. */
  number: z.number().int(),
  atMs: z.number(),
  /** Which bind ("Transmitter", "Receiver 2"); empty for the trunk as a whole. */
  bind: z.string(),
  /** The state's name on screen. */
  state: z.string(),
  /** The cause in words. */
  sentence: z.string(),
  commandStatus: z.number().int().nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** One step of a test of the connection: look-up, connect, TLS, bind, unbind. */
export const testStep = z.strictObject({
  /** For the screen: "Connect to smsc.example:2775". */
  name: z.string(),
  state: z.enum(['waiting', 'running', 'passed', 'failed', 'skipped']),
  /** What came of it; empty until then. */
  sentence: z.string(),
  elapsedMs: z.number().nullable(),
});
export type TestStep = z.infer<typeof testStep>;

/** One trunk of a file to import, with what becomes of it. */
export const trunkImportEntry = z.strictObject({
  /** From 1, in the order of the file. */
  number: z.number().int(),
  /** Line of the file where it begins; 0 where that is not known. */
  line: z.number().int(),
  name: z.string(),
  outcome: z.enum(['new', 'changed', 'same', 'refused']),
  /** Each change in words ("Window: 10 → 50"), or why it is refused. */
  sentences: z.array(z.string()),
});
export type TrunkImportEntry = z.infer<typeof trunkImportEntry>;
