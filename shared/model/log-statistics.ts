import { z } from 'zod';

const perBucket = z.array(z.number());
const perAnsweredBucket = z.array(z.number().nullable());

/** What is in a view, over columns alone; the arrays of `series` have one number for each bucket of time. */
export const logStatistics = z.strictObject({
  rowCount: z.number().int(),
  /** Rows that a filter has seen so far; statistics of an unfinished view are of what it has found. */
  isFiltering: z.boolean(),
  /** First and last time counted, in milliseconds since the Unix epoch; null for a view without PDUs. */
  startMs: z.number().nullable(),
  endMs: z.number().nullable(),
  /** Bucket n covers startMs + n × bucketMs onwards. */
  bucketMs: z.number(),
  series: z.strictObject({
    /** PDUs in the bucket; divide by its seconds for a rate. */
    pdus: perBucket,
    /** Of them requests that carry messages: submit_sm, submit_multi, deliver_sm, data_sm. */
    messages: perBucket,
    /** Requests of messages in flight: the most at once in the bucket, over all sessions of the view. */
    windowUse: perBucket,
    /** Of the responses in the bucket, in milliseconds; null where there are none. */
    latency: z.strictObject({
      p50Ms: perAnsweredBucket,
      p90Ms: perAnsweredBucket,
      p99Ms: perAnsweredBucket,
      maxMs: perAnsweredBucket,
    }),
    /** Responses with a command_status other than 0. */
    errors: perBucket,
  }),
  /** Of responses in the view whose requests are known; null where there are none. */
  latency: z
    .strictObject({
      count: z.number().int(),
      p50Ms: z.number(),
      p90Ms: z.number(),
      p99Ms: z.number(),
      maxMs: z.number(),
    })
    .nullable(),
  /** Of responses, most frequent first. */
  statuses: z.array(
    z.strictObject({ commandStatus: z.number().int(), text: z.string(), count: z.number().int() }),
  ),
  /** Most frequent first. */
  commands: z.array(z.strictObject({ command: z.string(), count: z.number().int() })),
  /** Requests without a response. */
  unansweredCount: z.number().int(),
});
export type LogStatistics = z.infer<typeof logStatistics>;
