import { z } from 'zod';
import { captureSettings, captureState, logSource, openedCapture } from '../model/log-source';
import { logStatistics } from '../model/log-statistics';
import { pduDetail, pduRow } from '../model/pdu-row';
import { command, event } from './define';

/** Rows asked for at once: a screen and its surroundings. */
export const MAX_LOG_PAGE = 500;
/** Buckets of time in statistics. */
export const MAX_BUCKETS = 1000;
export const MAX_FILTER_LENGTH = 4000;
export const MAX_NOTE_LENGTH = 4000;
/** Rows that can be named one by one. */
export const MAX_NUMBERS = 10_000;

const viewId = z.number().int();
const filter = z.string().max(MAX_FILTER_LENGTH);
const number = z.number().int().min(1);
const numbers = z.array(number).min(1).max(MAX_NUMBERS);
/** The live log where it is left out. */
const source = logSource.optional();

const logCounts = {
  /** Rows of the view, the line that tells of loss included. */
  rowCount: z.number().int(),
  /** PDUs of the source, whatever the filter shows. */
  totalCount: z.number().int(),
  /** PDUs that are gone so far: raised, positions have moved. 0 again after a clear. */
  lostCount: z.number().int(),
  /** True while the filter has not yet seen every row; `rowCount` still grows by itself then. */
  isFiltering: z.boolean(),
};

/** What a ladder or an export is made of: what a view shows, one session, or rows picked by their numbers. */
const selection = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('view'), viewId }),
  z.strictObject({ kind: z.literal('session'), source, sessionId: z.number().int() }),
  z.strictObject({ kind: z.literal('numbers'), source, numbers }),
]);

export const exportFormat = z.enum(['pcapng', 'jsonl', 'csv', 'text', 'hex']);

/**
 * The log stays in the host. A client opens views (a source and a filter of docs/log-filter.md), is told the counts a
 * few times a second, and asks for the rows it shows. Positions in a view count from 0 at its oldest row; where PDUs
 * are gone, position 0 is a row of kind `loss` that says how many.
 */
export const pduLogContract = {
  /** Refused with the sentence of the filter's problem and its position in `details.position` when it cannot be read. */
  'pduLog.openView': command(z.strictObject({ filter, source }), z.strictObject({ viewId, ...logCounts })),
  'pduLog.closeView': command(z.strictObject({ viewId }), z.strictObject({})),
  /** Fewer rows than asked for when the page runs into the end of the view. */
  'pduLog.rows': command(
    z.strictObject({
      viewId,
      start: z.number().int().min(0),
      count: z.number().int().min(1).max(MAX_LOG_PAGE),
    }),
    z.strictObject({ start: z.number().int(), rows: z.array(pduRow), ...logCounts }),
  ),
  /** Where a row stands in a view: null when the filter hides it or it is gone. */
  'pduLog.locate': command(
    z.strictObject({ viewId, number }),
    z.strictObject({ position: z.number().int().nullable() }),
  ),
  /** The first row of the view at or after a time, for jumps and ranges; null when there is none. */
  'pduLog.locateTime': command(
    z.strictObject({ viewId, timeMs: z.number() }),
    z.strictObject({ position: z.number().int().nullable() }),
  ),
  /** Null when the row is gone. */
  'pduLog.pdu': command(z.strictObject({ number, source }), z.strictObject({ pdu: pduDetail.nullable() })),
  /** Empties the live log for every client; captures on disk stay. Numbers go on where they were. */
  'pduLog.clear': command(z.strictObject({}), z.strictObject({})),

  /**
   * The next row after (or the last before) position `from` of the view that matches the expression, going round at
   * the end once. `from` -1 starts at the beginning. Both null when nothing matches.
   */
  'pduLog.find': command(
    z.strictObject({
      viewId,
      from: z.number().int().min(-1),
      direction: z.enum(['next', 'previous']),
      expression: filter,
    }),
    z.strictObject({
      position: z.number().int().nullable(),
      number: number.nullable(),
      /** True when it was found beyond the end (or the beginning). */
      isWrapped: z.boolean(),
    }),
  ),
  /** What belongs to a row: row numbers in its source, oldest first. Null when the row is gone. */
  'pduLog.related': command(
    z.strictObject({ number, source }),
    z.strictObject({
      related: z
        .strictObject({
          /** The request that this response answers. */
          answers: number.nullable(),
          /** The response to this request. */
          answeredBy: number.nullable(),
          latencyMs: z.number().nullable(),
          /** True for a request that wants a response and has none in the log. */
          isUnanswered: z.boolean(),
          /** Receipts of this message, asked of its submit_sm or of the response. */
          receipts: z.array(number),
          /** The request that sent the message that this receipt is about. */
          submit: number.nullable(),
          /** The segments of the same message, this one included; empty for a message that is whole. */
          siblings: z.array(number),
          /** message_id by which the SMSC knows the message; null where it is not known. */
          messageId: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  /** Over the rows of a view, or those of them between two times. */
  'pduLog.statistics': command(
    z.strictObject({
      viewId,
      range: z.strictObject({ fromMs: z.number(), toMs: z.number() }).optional(),
      /** Default 200. */
      buckets: z.number().int().min(1).max(MAX_BUCKETS).optional(),
    }),
    logStatistics,
  ),
  /** A page of rows in order of time, for a sequence diagram; `total` is of the whole selection. */
  'pduLog.ladder': command(
    z.strictObject({
      of: selection,
      start: z.number().int().min(0),
      count: z.number().int().min(1).max(MAX_LOG_PAGE),
    }),
    z.strictObject({ start: z.number().int(), total: z.number().int(), rows: z.array(pduRow) }),
  ),
  /** Makes a file for `file.download`. Passwords are masked always, numbers and texts where asked. */
  'pduLog.export': command(
    z.strictObject({
      of: selection,
      format: exportFormat,
      masking: z.strictObject({ areNumbersMasked: z.boolean(), areTextsMasked: z.boolean() }),
    }),
    z.strictObject({ fileId: z.string(), name: z.string(), rowCount: z.number().int() }),
  ),

  /** An empty note takes it away; fields left out stay as they are. */
  'pduLog.setNote': command(
    z.strictObject({
      number,
      source,
      note: z.string().max(MAX_NOTE_LENGTH).optional(),
      isMarked: z.boolean().optional(),
    }),
    z.strictObject({}),
  ),
  /** Every row with a note or a mark, in order. */
  'pduLog.notes': command(
    z.strictObject({ source }),
    z.strictObject({
      notes: z.array(z.strictObject({ number, note: z.string(), isMarked: z.boolean() })),
    }),
  ),

  /** Where the live log is captured, how much room it takes, and the files. */
  'pduLog.captures': command(z.strictObject({}), captureState),
  'pduLog.changeCaptureSettings': command(captureSettings.partial(), captureState),
  /** Opens an uploaded file, or a capture of our own by its name. Answered at once; `captureProgressed` tells the rest. */
  'pduLog.openCapture': command(
    z.strictObject({
      from: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('file'), fileId: z.string().min(1).max(200) }),
        z.strictObject({ kind: z.literal('stored'), name: z.string().min(1).max(255) }),
      ]),
    }),
    openedCapture,
  ),
  /** Stops reading; what was read so far stays open. */
  'pduLog.cancelOpen': command(z.strictObject({ captureId: z.number().int() }), z.strictObject({})),
  /** Forgets an opened capture with the views over it. */
  'pduLog.closeCapture': command(z.strictObject({ captureId: z.number().int() }), z.strictObject({})),
  'pduLog.openedCaptures': command(z.strictObject({}), z.strictObject({ captures: z.array(openedCapture) })),

  /** Sent to the client that opened the view, at most a few times a second, and once more when the counts rest. */
  'pduLog.viewGrew': event(z.strictObject({ viewId, ...logCounts })),
  'pduLog.captureProgressed': event(openedCapture),
  'pduLog.captureChanged': event(captureState),
  /** A note or mark of a row of this source changed, from whichever client. */
  'pduLog.noteChanged': event(
    z.strictObject({ source: logSource, number, note: z.string(), isMarked: z.boolean() }),
  ),
};
