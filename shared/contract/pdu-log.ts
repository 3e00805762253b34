import { z } from 'zod';
import { pduDetail, pduRow } from '../model/pdu-row';
import { command, event } from './define';

/** Rows asked for at once: a screen and its surroundings. */
export const MAX_LOG_PAGE = 500;

/**
 * The log stays in the host. A client opens views (a view is a filter), is told the counts a few times a second,
 * and asks for the rows it shows. Positions in a view count from 0 at its oldest row still in memory.
 */
export const pduLogContract = {
  'pduLog.openView': command(
    z.strictObject({ filter: z.string().max(1000) }),
    z.strictObject({ viewId: z.number().int(), rowCount: z.number().int(), totalCount: z.number().int() }),
  ),
  'pduLog.closeView': command(z.strictObject({ viewId: z.number().int() }), z.strictObject({})),
  /** `hasMore` is false when the page ran into the end of the view. Rows may have left memory: ask by what is there. */
  'pduLog.rows': command(
    z.strictObject({
      viewId: z.number().int(),
      start: z.number().int().min(0),
      count: z.number().int().min(1).max(MAX_LOG_PAGE),
    }),
    z.strictObject({
      start: z.number().int(),
      rows: z.array(pduRow),
      rowCount: z.number().int(),
      totalCount: z.number().int(),
    }),
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
  'pduLog.clear': command(z.strictObject({}), z.strictObject({})),

  /** Sent to the client that opened the view, at most a few times a second. `lostCount`: rows that left memory so far. */
  'pduLog.viewGrew': event(
    z.strictObject({
      viewId: z.number().int(),
      rowCount: z.number().int(),
      totalCount: z.number().int(),
      lostCount: z.number().int(),
    }),
  ),
};
