import type { LogStatistics } from '#shared/model/log-statistics';
import { recordKinds } from './batch-layout';
import type { LogStore } from './log-store';
import type { LogView } from './log-view';
import { rowFlags } from './row-flags';
import { commandText, statusText } from './row-words';

export interface StatisticsRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const DEFAULT_BUCKETS = 200;
/** So many buckets show a course. */
const FEW_BUCKETS = 20;
const NS_PER_S = 1e9;
const shortBucketsNs: readonly number[] = [1e7, 2e7, 5e7, 1e8, 2e8, 5e8, NS_PER_S];
const SLICE_ROWS = 32_768;
/** The part of the latencies that each of them does not exceed. */
const latencyParts = { p50Ms: 0.5, p90Ms: 0.9, p99Ms: 0.99, maxMs: 1 } as const;
type LatencyName = keyof typeof latencyParts;
const latencyNames = Object.keys(latencyParts) as LatencyName[];

/**
 * What is in a view, over its columns. A generator, so that a long view lets questions through between its slices: it
 * yields after each and returns the result.
 */
export function* statisticsOf(
  store: LogStore,
  view: LogView,
  range: StatisticsRange | undefined,
  bucketCount = DEFAULT_BUCKETS,
): Generator<undefined, LogStatistics> {
  const toNs = (ms: number): number => (ms - store.epochMs) * 1e6;
  const first = range === undefined ? 0 : view.indexAtTime(toNs(range.fromMs));
  const end = range === undefined ? view.matchCount : view.indexAtTime(toNs(range.toMs) + 1);
  const generation = store.generation;
  const startNs = timeAt(store, view, first);
  const endNs = timeAt(store, view, end - 1);
  const spanNs = Math.max(1, (endNs ?? 0) - (startNs ?? 0) + 1);
  const bucketNs = bucketNsOf(spanNs, bucketCount);
  const used = startNs === undefined ? 0 : Math.max(1, Math.ceil(spanNs / bucketNs));
  const tally = new Tally(used, startNs ?? 0, bucketNs);
  for (let from = first; from < end; from += SLICE_ROWS) {
    // Rows that leave meanwhile are not counted: positions have moved.
    if (store.generation !== generation) break;
    const to = Math.min(end, from + SLICE_ROWS);
    for (let at = from; at < to; at += 1) countRow(store, view.matchAt(at), tally);
    yield;
  }
  return tally.result(store, view.isFiltering, startNs, endNs);
}

/**
 * How long a bucket is. A rate of a few PDUs means little over less than a second, so shorter buckets are only taken
 * where there would be but a few; they are of round lengths, since their values are told by their length.
 */
function bucketNsOf(spanNs: number, bucketCount: number): number {
  const least = Math.max(spanNs / bucketCount, Math.min(NS_PER_S, spanNs / FEW_BUCKETS));
  return shortBucketsNs.find((each) => each >= least) ?? Math.ceil(least);
}

function timeAt(store: LogStore, view: LogView, index: number): number | undefined {
  const number = view.matchAt(index);
  return number === undefined ? undefined : store.timeOf(number);
}

function countRow(store: LogStore, number: number | undefined, tally: Tally): void {
  if (number === undefined) return;
  const segment = store.segmentOf(number);
  if (segment === undefined) return;
  const index = number - segment.firstNumber;
  tally.rowCount += 1;
  if (segment.kind(index) !== recordKinds.pdu) return;
  const { columns } = segment;
  const flags = columns.flags[index] ?? 0;
  const timeNs = columns.time(index);
  const bucket = tally.bucketOf(timeNs);
  add(tally.pdus, bucket, 1);
  const commandId = store.commandId(segment, index) ?? 0;
  tally.commands.set(commandId, (tally.commands.get(commandId) ?? 0) + 1);
  const isRequest = (flags & rowFlags.request) !== 0;
  if (isRequest && columns.partnerDistance(index) === 0) tally.unanswered += 1;
  if ((flags & rowFlags.message) !== 0) {
    add(tally.messages, bucket, 1);
    const latency = store.latencyNs(segment, index);
    tally.sent(timeNs, latency === undefined ? null : timeNs + latency);
  }
  if ((flags & rowFlags.response) === 0) return;
  const status = store.commandStatus(segment, index);
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
  if (status !== 0) add(tally.errors, bucket, 1);
  const latency = store.latencyNs(segment, index);
  if (latency !== undefined) tally.answered(bucket, latency);
}

function add(column: Float64Array, bucket: number, amount: number): void {
  column[bucket] = (column[bucket] ?? 0) + amount;
}

/** Numbers that grow, without an object for each. */
class NumberList {
  #values = new Float64Array(1024);
  #count = 0;

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  sorted(): Float64Array {
    return this.#values.subarray(0, this.#count).sort();
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#count);
  }
}

class Tally {
  readonly pdus: Float64Array;
  readonly messages: Float64Array;
  readonly errors: Float64Array;
  readonly commands = new Map<number, number>();
  readonly statuses = new Map<number, number>();
  readonly #buckets: number;
  readonly #startNs: number;
  readonly #bucketNs: number;
  readonly #latencies = new NumberList();
  readonly #latencyBuckets = new NumberList();
  readonly #starts = new NumberList();
  readonly #ends = new NumberList();
  rowCount = 0;
  unanswered = 0;

  constructor(buckets: number, startNs: number, bucketNs: number) {
    this.#buckets = buckets;
    this.#startNs = startNs;
    this.#bucketNs = bucketNs;
    this.pdus = new Float64Array(buckets);
    this.messages = new Float64Array(buckets);
    this.errors = new Float64Array(buckets);
  }

  bucketOf(timeNs: number): number {
    const bucket = Math.floor((timeNs - this.#startNs) / this.#bucketNs);
    return Math.min(this.#buckets - 1, Math.max(0, bucket));
  }

  /** A request of a message that was in flight until `endNs`; one that was never answered does not fill the window. */
  sent(startNs: number, endNs: number | null): void {
    if (endNs === null) return;
    this.#starts.push(startNs);
    this.#ends.push(endNs);
  }

  answered(bucket: number, latencyNs: number): void {
    this.#latencies.push(latencyNs);
    this.#latencyBuckets.push(bucket);
  }

  /** The most in flight at once in each bucket. */
  #windowUse(): number[] {
    const use = new Array<number>(this.#buckets).fill(0);
    const starts = this.#starts.sorted();
    const ends = this.#ends.sorted();
    let inFlight = 0;
    let ended = 0;
    let bucket = 0;
    for (const start of starts) {
      while (ended < ends.length && (ends[ended] ?? 0) <= start) {
        const next = this.bucketOf(ends[ended] ?? 0);
        while (bucket < next) use[(bucket += 1)] = inFlight;
        inFlight -= 1;
        ended += 1;
      }
      const next = this.bucketOf(start);
      while (bucket < next) use[(bucket += 1)] = inFlight;
      inFlight += 1;
      use[bucket] = Math.max(use[bucket] ?? 0, inFlight);
    }
    return use;
  }

  /** The latencies of each bucket, sorted, beside each other in one array: a bucket may have very many, or none. */
  #latencySeries(): LogStatistics['series']['latency'] {
    const { values } = this.#latencies;
    const ends = new Uint32Array(this.#buckets);
    for (const bucket of this.#latencyBuckets.values) ends[bucket] = (ends[bucket] ?? 0) + 1;
    for (let bucket = 1; bucket < ends.length; bucket += 1) {
      ends[bucket] = (ends[bucket] ?? 0) + (ends[bucket - 1] ?? 0);
    }
    const filled = Uint32Array.of(0, ...ends.subarray(0, -1));
    const grouped = new Float64Array(values.length);
    for (const [at, bucket] of this.#latencyBuckets.values.entries()) {
      const place = filled[bucket] ?? 0;
      grouped[place] = values[at] ?? 0;
      filled[bucket] = place + 1;
    }
    const series = { p50Ms: [], p90Ms: [], p99Ms: [], maxMs: [] } as Record<LatencyName, (number | null)[]>;
    ends.forEach((end, bucket) => {
      const sorted = grouped.subarray(bucket === 0 ? 0 : ends[bucket - 1], end).sort();
      for (const name of latencyNames) {
        series[name].push(sorted.length === 0 ? null : quantile(sorted, latencyParts[name]) / 1e6);
      }
    });
    return series;
  }

  result(
    store: LogStore,
    isFiltering: boolean,
    startNs: number | undefined,
    endNs: number | undefined,
  ): LogStatistics {
    const latency = this.#latencySeries();
    const sorted = this.#latencies.sorted();
    return {
      rowCount: this.rowCount,
      isFiltering,
      startMs: startNs === undefined ? null : store.timeMs(startNs),
      endMs: endNs === undefined ? null : store.timeMs(endNs),
      bucketMs: this.#bucketNs / 1e6,
      series: {
        pdus: [...this.pdus],
        messages: [...this.messages],
        windowUse: this.#windowUse(),
        latency,
        errors: [...this.errors],
      },
      latency:
        sorted.length === 0
          ? null
          : {
              count: sorted.length,
              p50Ms: quantile(sorted, latencyParts.p50Ms) / 1e6,
              p90Ms: quantile(sorted, latencyParts.p90Ms) / 1e6,
              p99Ms: quantile(sorted, latencyParts.p99Ms) / 1e6,
              maxMs: quantile(sorted, latencyParts.maxMs) / 1e6,
            },
      statuses: byCount(this.statuses).map(([commandStatus, count]) => ({
        commandStatus,
        text: statusText(0x80000000, commandStatus),
        count,
      })),
      commands: byCount(this.commands).map(([commandId, count]) => ({
        command: commandText(commandId),
        count,
      })),
      unansweredCount: this.unanswered,
    };
  }
}

/** The smallest value that so large a part of them does not exceed. */
function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

function byCount(counts: ReadonlyMap<number, number>): readonly (readonly [number, number])[] {
  return [...counts].toSorted(([, left], [, right]) => right - left);
}
