import { z } from 'zod';
import { pduDetail, pduRow } from '../model/pdu-row';
import { command, event } from './define';

/** Rows asked for at once: a screen and its surroundings. */
export const MAX_LOG_PAGE = 500;

const logCounts = {
  /** Rows of the view, the line that tells of loss included. */
  rowCount: z.number().int(),
  /** PDUs in memory, whatever the filter shows. */
  totalCount: z.number().int(),
  /** PDUs that left memory so far: raised, positions have moved. 0 again after a clear. */
  lostCount: z.number().int(),
  /** True while the filter has not yet seen every row in memory; `rowCount` still grows by itself then. */
  isFiltering: z.boolean(),
};

/**
 * The log stays in the host. A client opens views (a view is a filter), is told the counts a few times a second,
 * and asks for the rows it shows. Positions in a view count from 0 at its oldest row still in memory; where PDUs have
 * left memory, position 0 is a row of kind `loss` that says how many.
 */
export const pduLogContract = {
  'pduLog.openView': command(
    z.strictObject({ filter: z.string().max(1000) }),
    z.strictObject({ viewId: z.number().int(), ...logCounts }),
  ),
  'pduLog.closeView': command(z.strictObject({ viewId: z.number().int() }), z.strictObject({})),
  /** Fewer rows than asked for when the page runs into the end of the view. */
  'pduLog.rows': command(
    z.strictObject({
      viewId: z.number().int(),
      start: z.number().int().min(0),
      count: z.number().int().min(1).max(MAX_LOG_PAGE),
    }),
    z.strictObject({ start: z.number().int(), rows: z.array(pduRow), ...logCounts }),
  ),
  /** Where a row stands in a view: null when the filter hides it or it left memory. */
  'pduLog.locate': command(
    z.strictObject({ viewId: z.number().int(), number: z.number().int() }),
    z.strictObject({ position: z.number().int().nullable() }),
  ),
  /** Null when the row has left memory. */
  'pduLog.pdu': command(
    z.strictObject({ number: z.number().int() }),
    z.strictObject({ pdu: pduDetail.nullable() }),
  ),
  /** Empties the log for every client. Numbers go on where they were. */
  'pduLog.clear': command(z.strictObject({}), z.strictObject({})),

  /** Sent to the client that opened the view, at most a few times a second, and once more when the counts rest. */
  'pduLog.viewGrew': event(z.strictObject({ viewId: z.number().int(), ...logCounts })),
};
