import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogStatistics } from '#shared/model/log-statistics';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { TimeChart } from '../../ui/time-chart';
import styles from './statistics-pane.module.css';
import { StatisticsTables } from './statistics-tables';

const css = classes(styles);

export interface StatisticsPaneProps {
  readonly client: HostClient;
  readonly viewId: number;
  /** Raised when there may be new rows. */
  readonly revision: number;
  /** Narrows the list to a value. */
  readonly onFilter: (addition: string) => void;
  /** Narrows the list to a stretch of time. */
  readonly onRange: (fromMs: number, toMs: number) => void;
}

/** At most so often while PDUs go by. */
const REFRESH_MS = 1000;

/** What is in the list, as numbers: rates, latencies, statuses, commands, window use. */
export function StatisticsPane({ client, viewId, revision, onFilter, onRange }: StatisticsPaneProps) {
  const [statistics, setStatistics] = useState<LogStatistics | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const tick = useTick(revision, REFRESH_MS);

  useEffect(() => {
    let isCurrent = true;
    client.call('pduLog.statistics', { viewId }).then(
      (answer) => {
        if (!isCurrent) return;
        setStatistics(answer);
        setProblem(null);
      },
      (error: unknown) => {
        if (isCurrent) setProblem(sentenceOf(error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, viewId, tick]);

  if (problem !== null) return <Notice kind="error">{problem}</Notice>;
  if (statistics === null) return null;
  if (statistics.startMs === null) {
    return <EmptyState title="Nothing to count">Statistics are of what the filter shows.</EmptyState>;
  }
  return <Charts statistics={statistics} onFilter={onFilter} onRange={onRange} />;
}

interface ChartsProps extends Pick<StatisticsPaneProps, 'onFilter' | 'onRange'> {
  readonly statistics: LogStatistics;
}

function Charts({ statistics, onFilter, onRange }: ChartsProps) {
  const { series, bucketMs, startMs, endMs, rowCount } = statistics;
  const shown = useMemo(() => {
    const isRate = bucketMs >= 1000;
    const perUnit = (values: readonly number[]): readonly number[] =>
      isRate ? values.map((value) => (value * 1000) / bucketMs) : values;
    return {
      times: series.pdus.map((_, index) => (startMs ?? 0) + index * bucketMs),
      unit: isRate ? 'a second' : `in ${bucketMs} ms`,
      rates: [
        { name: 'PDUs', values: perUnit(series.pdus), color: '--accent' },
        { name: 'Messages', values: perUnit(series.messages), color: '--ok' },
        { name: 'Refused', values: perUnit(series.errors), color: '--error' },
      ],
      latency: [
        { name: 'Median', values: series.latency.p50Ms, color: '--working' },
        { name: 'p90', values: series.latency.p90Ms, color: '--accent' },
        { name: 'p99', values: series.latency.p99Ms, color: '--warning' },
        { name: 'Longest', values: series.latency.maxMs, color: '--text-weak' },
      ],
      window: [{ name: 'In flight', values: series.windowUse, color: '--warning' }],
    };
  }, [series, bucketMs, startMs]);
  const chart = { timesMs: shown.times, stepMs: bucketMs, onSelect: onRange };
  return (
    <section data-pane tabIndex={-1} className={css('pane')} aria-label="Statistics">
      <p className={css('lead')}>
        {rowCount === 1
          ? '1 PDU. '
          : `${rowCount.toLocaleString()} PDUs over ${durationWords((endMs ?? 0) - (startMs ?? 0))}. `}
        Drag over a chart, or use its arrow keys with Shift and Enter, to narrow the list to that time.
      </p>
      <div className={css('charts')}>
        <TimeChart label="Rate" unit={shown.unit} series={shown.rates} {...chart} />
        <TimeChart label="Latency" unit="ms" series={shown.latency} {...chart} />
        <TimeChart label="Window" unit="requests" series={shown.window} {...chart} />
      </div>
      <StatisticsTables statistics={statistics} onFilter={onFilter} />
    </section>
  );
}

/** "12 ms", "12 s", "3 min 20 s", "2 h 5 min", "3 d 4 h". */
export function durationWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** The value as it was at the last tick of a clock: what changes all the time is looked at once in a while. */
function useTick(value: number, everyMs: number): number {
  const [tick, setTick] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const timer = setInterval(() => setTick(latest.current), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return tick;
}
