import type { IntervalHistogram } from 'node:perf_hooks';

/** One thing that is measured; `run` answers one measurement, in the unit of its comparison. */
export interface Contestant {
  readonly name: string;
  run(): number | Promise<number>;
}

export interface Comparison {
  readonly title: string;
  /** What a measurement counts: "PDUs/s", "ms". */
  readonly unit: string;
  readonly isHigherBetter: boolean;
  /** The first one is what the others are compared with. */
  readonly contestants: readonly Contestant[];
  /** Measurements of each contestant, taken in turn so that a slow moment of the machine meets all of them. */
  readonly rounds: number;
  /** Measurements before them that do not count; 1 by default. */
  readonly warmUps?: number;
  readonly aim?: string;
}

export interface Result {
  readonly name: string;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** Times better than the first contestant. */
  readonly ratio: number;
}

/** Measures in turn and prints medians with spread and ratios. */
export async function compare(comparison: Comparison): Promise<readonly Result[]> {
  const { contestants, rounds, warmUps = 1 } = comparison;
  const measured = contestants.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const value = await contestant.run();
      if (round >= 0) measured[index]?.push(value);
    }
  }
  const results = contestants.map(({ name }, index) => summary(name, measured[index] ?? []));
  const first = results[0]?.median ?? Number.NaN;
  const rated = results.map((result) => ({
    ...result,
    ratio: comparison.isHigherBetter ? result.median / first : first / result.median,
  }));
  printResults(comparison, rated);
  return rated;
}

/** A single figure: "host event-loop delay, p99   3.1 ms   aim: under 20 ms". */
export function printFigure(name: string, value: string, remark = ''): void {
  console.log(`  ${name.padEnd(NAME_WIDTH)} ${value.padStart(20)}${remark === '' ? '' : `   ${remark}`}`);
}

/** The measure of the host's responsiveness. */
export function printDelay(delay: IntervalHistogram): void {
  const shown = `${formatNumber(delay.percentile(99) / 1e6)} / ${formatNumber(delay.max / 1e6)} ms`;
  printFigure('host event-loop delay, p99 / max', shown, 'aim: under 20 / 100 ms');
}

/** Times in milliseconds by their median and their 99th percentile. */
export function printTimes(name: string, timesMs: readonly number[], remark = ''): void {
  const sorted = timesMs.toSorted((left, right) => left - right);
  const shown = `${formatNumber(quantile(sorted, 0.5))} / ${formatNumber(quantile(sorted, 0.99))} ms`;
  printFigure(`${name}, median / p99`, shown, remark);
}

export function printTitle(title: string): void {
  console.log(`\n${title}`);
}

/** "12,345", or with digits after the point where the number is small. */
export function formatNumber(value: number): string {
  const digits = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 1 ? 2 : 4;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

const NAME_WIDTH = 58;

function summary(name: string, values: readonly number[]): Result {
  const sorted = values.toSorted((left, right) => left - right);
  return {
    name,
    median: quantile(sorted, 0.5),
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    ratio: 1,
  };
}

function printResults(comparison: Comparison, results: readonly Result[]): void {
  const aim = comparison.aim === undefined ? '' : `; aim: ${comparison.aim}`;
  printTitle(`${comparison.title} (${comparison.unit}, median of ${comparison.rounds}, in turn${aim})`);
  for (const [index, { name, median, min, max, ratio }] of results.entries()) {
    const spread = `${formatNumber(min)} – ${formatNumber(max)}`;
    const times = index === 0 ? '' : `×${ratio.toFixed(2)}`;
    console.log(
      `  ${name.padEnd(NAME_WIDTH)} ${formatNumber(median).padStart(12)}  ${spread.padStart(26)}  ${times.padStart(8)}`,
    );
  }
}
