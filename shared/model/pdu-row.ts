import { z } from 'zod';

export const pduDirection = z.enum(['in', 'out']);
export type PduDirection = z.infer<typeof pduDirection>;

/**
 * One line of the PDU log. `number` counts from 1 in the order of recording and never changes, whatever is filtered
 * or has left memory.
 */
export const pduRow = z.strictObject({
  number: z.number().int().min(1),
  /** PDU; octets that could not be framed; or a line saying how many rows left memory. */
  kind: z.enum(['pdu', 'octets', 'loss']),
  timeMs: z.number(),
  direction: pduDirection,
  /** Name of the trunk, or of the simulator's session. */
  trunk: z.string(),
  sessionId: z.number().int(),
  /** As the specification spells it; "0x00010203" for an unknown one. */
  command: z.string(),
  commandStatus: z.number().int(),
  /** In words; empty for a request. */
  statusText: z.string(),
  sequenceNumber: z.number().int(),
  sourceAddress: z.string(),
  destinationAddress: z.string(),
  /** Start of the text, or what the row has to say. */
  text: z.string(),
  /** Octets of the PDU. */
  length: z.number().int(),
  hasProblem: z.boolean(),
});
export type PduRow = z.infer<typeof pduRow>;

/** One PDU whole, for the field tree and the octets; passwords are masked before it leaves the host. */
export const pduDetail = z.strictObject({
  row: pduRow,
  /** Hexadecimal, two digits an octet. */
  hex: z.string(),
});
export type PduDetail = z.infer<typeof pduDetail>;
