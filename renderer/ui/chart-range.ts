/** A stretch of a chart that is being chosen by keyboard: indexes of its times, both inclusive. */
export interface ChartRange {
  /** Where it began, and the end that moves. */
  readonly anchor: number;
  readonly head: number;
}

export interface RangeKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** Steps of a page: a tenth of the chart. */
const PAGES = 10;

/** The range after a key; the same one where the key means nothing here. Shift keeps where it began. */
export function rangeAfter(
  range: ChartRange | null,
  { key, shiftKey }: RangeKey,
  count: number,
): ChartRange | null {
  if (count === 0) return range;
  const from = range?.head ?? -1;
  const page = Math.max(1, Math.round(count / PAGES));
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: range === null ? count - 1 : from - 1,
    ArrowRight: from + 1,
    PageUp: from - page,
    PageDown: from + page,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  if (target === undefined) return range;
  const head = Math.min(count - 1, Math.max(0, target));
  return { anchor: shiftKey && range !== null ? range.anchor : head, head };
}

/** The range that was drawn over from one time to another: every step that it touches. */
export function rangeOver(
  fromMs: number,
  toMs: number,
  timesMs: readonly number[],
  stepMs: number,
): ChartRange | null {
  const [first] = timesMs;
  if (first === undefined || stepMs <= 0) return null;
  const indexAt = (ms: number): number =>
    Math.min(timesMs.length - 1, Math.max(0, Math.floor((ms - first) / stepMs)));
  return { anchor: indexAt(fromMs), head: indexAt(toMs) };
}

/** The times that the range goes over, the last step whole. */
export function rangeTimes(
  { anchor, head }: ChartRange,
  timesMs: readonly number[],
  stepMs: number,
): { readonly fromMs: number; readonly toMs: number } | null {
  const fromMs = timesMs[Math.min(anchor, head)];
  const lastMs = timesMs[Math.max(anchor, head)];
  if (fromMs === undefined || lastMs === undefined) return null;
  return { fromMs, toMs: lastMs + stepMs };
}
