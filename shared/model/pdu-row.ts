import { z } from 'zod';
import { smppVersions } from '../smpp/tables/versions';

export const pduDirection = z.enum(['in', 'out']);
export type PduDirection = z.infer<typeof pduDirection>;

/**
 * What a row's colour and symbols say. `inbound`: a message that came from a phone (MO). `unanswered`: a request whose
 * response is not in the log (yet). `nack`: a generic_nack. `duplicate`: its sequence number was still in flight.
 * `orphan`: a response without a request. `forbidden`: the session's state does not allow it.
 */
export const pduTrait = z.enum([
  'receipt',
  'keepalive',
  'inbound',
  'segment',
  'error',
  'nack',
  'unanswered',
  'duplicate',
  'orphan',
  'forbidden',
]);
export type PduTrait = z.infer<typeof pduTrait>;

/**
 * One line of the PDU log. `number` counts from 1 in the order of recording and never changes, whatever is filtered
 * or has left memory. The number belongs to its source: the live log, or a capture that was opened.
 */
export const pduRow = z.strictObject({
  number: z.number().int().min(1),
  /** PDU; octets that could not be framed; or a line saying how many rows are lost. */
  kind: z.enum(['pdu', 'octets', 'loss']),
  /** Milliseconds since the Unix epoch, with a fraction; for the clock on the wall. */
  timeMs: z.number(),
  /** The same time in nanoseconds, as decimal digits: what a copy or an export writes. Monotonic within the live log. */
  timeNs: z.string(),
  /** Nanoseconds since the row before it in the same view; null for the first. Negative only in files out of order. */
  deltaNs: z.number().nullable(),
  /** Nanoseconds since the session's bind was answered with success; null before it or where it is not in the log. */
  sinceBindNs: z.number().nullable(),
  /** From our side: `out` was sent by this end. In a capture from elsewhere: `out` is what the ESME sent. */
  direction: pduDirection,
  /** True where the ESME sent it, whichever side we are: the lane that a ladder starts the arrow from. */
  isFromEsme: z.boolean(),
  /** Name of the trunk, or of the simulator's session; of a connection's two ends in a capture from elsewhere. */
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
  /** The row that answers it, or that it answers; null where there is none. */
  partner: z.number().int().nullable(),
  /** From the request to its response, on both of them; null where there is no partner. */
  latencyMs: z.number().nullable(),
  traits: z.array(pduTrait),
  hasProblem: z.boolean(),
  isMarked: z.boolean(),
  hasNote: z.boolean(),
});
export type PduRow = z.infer<typeof pduRow>;

/** What only the log can know to be wrong with a PDU; what its own octets say is told by annotating them. */
export const pduFinding = z.strictObject({
  code: z.enum(['orphan', 'duplicate', 'forbidden']),
  /** As the specification spells it: the field that the finding hangs on. */
  field: z.string(),
  sentence: z.string(),
  /** Of SMPP 3.4 ("2.3"), or of 5.0 ("5.0: 2.4"). */
  section: z.string(),
});
export type PduFinding = z.infer<typeof pduFinding>;

/** One PDU whole, for the field tree and the octets; passwords are masked before it leaves the host. */
export const pduDetail = z.strictObject({
  row: pduRow,
  /** Hexadecimal, two digits an octet; empty where the octets left memory and no capture holds them. */
  hex: z.string(),
  /** The version that is spoken on the session, to judge by; null where its bind is not in the log. */
  version: z.enum(smppVersions).nullable(),
  findings: z.array(pduFinding),
  note: z.string(),
});
export type PduDetail = z.infer<typeof pduDetail>;
