import type { CompareOperator, Filter } from '#shared/log-filter/filter-ast';
import type { RowPredicate } from './row-predicate';
import type { LogStore } from './log-store';
import { OVERFLOW } from './row-columns';
import { rowFlags } from './row-flags';
import type { Segment } from './segment';

type Compare = Extract<Filter, { readonly kind: 'compare' }>;

/** Whole numbers from `low` to `high`, or with `isOutside` all others. */
interface NumberRange {
  readonly low: number;
  readonly high: number;
  readonly isOutside: boolean;
}

/** Below, the times of a whole stretch are not worth the while. */
const FEW_ROWS = 256;
const MAX_TIME_NS = 2 ** 53;
/** Longer than any row. */
const MAX_LENGTH = 0x7fffffff;

/** Compares a column of numbers; null for other fields, and for what no range says. */
export function rangePredicate(store: LogStore, filter: Compare): RowPredicate | null {
  const { field, operator, value } = filter;
  if (typeof value !== 'number' || operator === '~') return null;
  switch (field) {
    case 'number':
      return numberPredicate(rangeOf(operator, Math.ceil(value), Math.floor(value)));
    case 'length':
      return lengthPredicate(rangeOf(operator, Math.ceil(value), Math.floor(value)));
    case 'latency':
      return latencyPredicate(store, rangeOf(operator, Math.ceil(value), Math.floor(value)));
    case 'time':
      return timePredicate(store, operator, value);
    default:
      return null;
  }
}

/** `atLeast` is the first number that is not below the value, `atMost` the last that is not above it. */
function rangeOf(operator: CompareOperator, atLeast: number, atMost: number): NumberRange {
  const range = (low: number, high: number): NumberRange => ({ low, high, isOutside: false });
  switch (operator) {
    case '<':
      return range(Number.NEGATIVE_INFINITY, atLeast - 1);
    case '<=':
      return range(Number.NEGATIVE_INFINITY, atMost);
    case '>':
      return range(atMost + 1, Number.POSITIVE_INFINITY);
    case '>=':
      return range(atLeast, Number.POSITIVE_INFINITY);
    case '!=':
      return { low: atLeast, high: atMost, isOutside: true };
    default:
      return range(atLeast, atMost);
  }
}

function numberPredicate({ low, high, isOutside }: NumberRange): RowPredicate {
  return ({ firstNumber }, from, to, mask) => {
    const start = Math.min(to, Math.max(from, low - firstNumber));
    const end = Math.min(to, Math.max(start, high - firstNumber + 1));
    if (isOutside) mask.fill(0, start, end);
    else mask.fill(0, from, start).fill(0, end, to);
  };
}

function lengthPredicate({ low, high, isOutside }: NumberRange): RowPredicate {
  const inside = isOutside ? 0 : 1;
  const least = Math.max(0, Math.min(low, MAX_LENGTH));
  const most = Math.max(-1, Math.min(high, MAX_LENGTH - 1));
  return (segment, from, to, mask) => {
    const { flags, lengths } = segment.columns;
    for (let index = from; index < to; index += 1) {
      let length = lengths[index] ?? 0;
      const isSpecial = length === OVERFLOW || ((flags[index] ?? 0) & rowFlags.kind) !== 0;
      if (isSpecial) length = segment.row(index).octets.length;
      // The sign of either difference, without a branch: lengths are as mixed as the log is.
      const isBeyond = ((length - least) | (most - length)) >>> 31;
      mask[index] = (mask[index] ?? 0) & (isBeyond ^ inside);
    }
  };
}

/** `time` is in milliseconds, rows in nanoseconds since the store's epoch: the range is found in these. */
function timePredicate(store: LogStore, operator: CompareOperator, valueMs: number): RowPredicate {
  let epochMs = Number.NaN;
  let range: NumberRange = { low: 1, high: 0, isOutside: false };
  return (segment, from, to, mask) => {
    if (epochMs !== store.epochMs) {
      epochMs = store.epochMs;
      const atLeast = firstTime((timeNs) => store.timeMs(timeNs) >= valueMs);
      const above = firstTime((timeNs) => store.timeMs(timeNs) > valueMs);
      range = rangeOf(operator, atLeast, above - 1);
    }
    const { low, high, isOutside } = range;
    const inside = isOutside ? 0 : 1;
    const { times } = segment.columns;
    segment.columns.eachBase(from, to, (start, end, base) => {
      const first = low - base;
      const last = high - base;
      for (let index = start; index < end; index += 1) {
        const time = times[index] ?? 0;
        mask[index] = (mask[index] ?? 0) & (time >= first && time <= last ? inside : inside ^ 1);
      }
    });
  };
}

/** The first nanosecond of which `holds` is true, as it is of all after it. */
function firstTime(holds: (timeNs: number) => boolean): number {
  let low = -MAX_TIME_NS;
  let high = MAX_TIME_NS;
  while (low < high) {
    // Not half of their sum, which numbers cannot say exactly some months away from the epoch.
    const middle = low + Math.floor((high - low) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Rows whose partner is in the log. */
export function hasLatency(store: LogStore): RowPredicate {
  return (segment, from, to, mask) => {
    const { flags, partners } = segment.columns;
    const { count } = segment;
    for (let index = from; index < to; index += 1) {
      const distance = partners[index] ?? 0;
      const partner = index + signed(distance, flags[index] ?? 0);
      if (partner >= 0 && partner < count) mask[index] = (mask[index] ?? 0) & (-distance >>> 31);
      else if (mask[index] === 1 && store.latencyNs(segment, index) === undefined) mask[index] = 0;
    }
  };
}

const RESPONSE_SHIFT = 11;

/** The distance to a row's partner: back for a response. */
function signed(distance: number, flags: number): number {
  const isResponse = (flags & rowFlags.response) >> RESPONSE_SHIFT;
  return (distance ^ -isResponse) + isResponse;
}

/** Above what 32 bits tell with their sign. */
const MAX_STEPS = 0x7fffffff;
/** Steps from a limit within which rounding decides. */
const NEAR_STEPS = 2;

/** Times of a stretch that takes long, in steps of several nanoseconds. */
let coarseTimes = new Int32Array(0);

/** Nanoseconds of a step, a power of two, that lets the difference of any two times of a stretch fit 32 bits. */
function stepOf({ columns }: Segment): number {
  const [first, last] = columns.baseRange;
  const span = last - first + (columns.hasLateTimes ? 2 ** 32 : 2 ** 31);
  return span <= 2 ** 31 ? 1 : 2 ** (Math.ceil(Math.log2(span)) - 30);
}

/** Times of a stretch, in steps. */
function timesIn(step: number, { columns, count }: Segment): Int32Array {
  const { times } = columns;
  if (step === 1) return new Int32Array(times.buffer, times.byteOffset, count);
  if (coarseTimes.length < count) coarseTimes = new Int32Array(count);
  const steps = coarseTimes;
  const [first] = columns.baseRange;
  columns.eachBase(0, count, (start, end, base) => {
    const before = base - first;
    for (let index = start; index < end; index += 1) steps[index] = (before + (times[index] ?? 0)) / step;
  });
  return steps;
}

function latencyPredicate(store: LogStore, { low, high, isOutside }: NumberRange): RowPredicate {
  const inside = isOutside ? 0 : 1;
  const isExactly = (segment: Segment, index: number): boolean => {
    const latency = store.latencyNs(segment, index);
    return latency !== undefined && (latency >= low && latency <= high) !== isOutside;
  };
  return (segment, from, to, mask) => {
    if (to - from < FEW_ROWS) {
      for (let index = from; index < to; index += 1) {
        if (mask[index] === 1 && !isExactly(segment, index)) mask[index] = 0;
      }
      return;
    }
    const step = stepOf(segment);
    const isExact = step === 1;
    const steps = timesIn(step, segment);
    const least = Math.max(0, Math.min(Math.ceil(low / step), MAX_STEPS)) | 0;
    const most = Math.max(-1, Math.min(Math.floor(high / step), MAX_STEPS)) | 0;
    const nearLeast = least - NEAR_STEPS;
    const nearMost = most - NEAR_STEPS;
    const { flags, partners } = segment.columns;
    const { count } = segment;
    for (let index = from; index < to; index += 1) {
      const distance = partners[index] ?? 0;
      const partner = index + signed(distance, flags[index] ?? 0);
      if (partner >= 0 && partner < count) {
        const difference = ((steps[partner] ?? 0) - (steps[index] ?? 0)) | 0;
        const sign = difference >> 31;
        const latency = (difference ^ sign) - sign;
        const isClear =
          isExact ||
          ((latency - nearLeast) >>> 0 > 2 * NEAR_STEPS && (latency - nearMost) >>> 0 > 2 * NEAR_STEPS);
        if (isClear) {
          // The sign of either difference, without a branch: latencies are as mixed as the log is.
          const isBeyond = ((latency - least) | (most - latency)) >>> 31;
          mask[index] = (mask[index] ?? 0) & (isBeyond ^ inside) & (-distance >>> 31);
          continue;
        }
      }
      if (mask[index] === 1 && !isExactly(segment, index)) mask[index] = 0;
    }
  };
}
