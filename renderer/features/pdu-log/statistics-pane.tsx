import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { LogStatistics } from '#shared/model/log-statistics';
import { commandStatusInfo, hexCode } from '#shared/smpp/command-status';
import type { HostClient } from '#shared/rpc/host-client';
import { sentenceOf } from '../../app/replica';
import { classes } from '../../ui/classes';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { TimeChart } from '../../ui/time-chart';
import { latencyWords } from './related-pdus';
import styles from './statistics-pane.module.css';

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
  const { series, bucketMs, startMs, latency, statuses, commands, unansweredCount } = statistics;
  const shown = useMemo(() => {
    const perSecond = (values: readonly number[]): number[] =>
      values.map((value) => (value * 1000) / bucketMs);
    return {
      times: series.pdus.map((_, index) => (startMs ?? 0) + index * bucketMs),
      rates: [
        { name: 'PDUs', values: perSecond(series.pdus), color: '--accent' },
        { name: 'Messages', values: perSecond(series.messages), color: '--ok' },
        { name: 'Refused', values: perSecond(series.errors), color: '--error' },
      ],
      latency: [{ name: 'Median', values: series.latencyMs, color: '--working' }],
      window: [{ name: 'In flight', values: series.windowUse, color: '--warning' }],
    };
  }, [series, bucketMs, startMs]);
  const chart = { timesMs: shown.times, onSelect: onRange };
  return (
    <section data-pane tabIndex={-1} className={css('pane')} aria-label="Statistics">
      <p className={css('lead')}>
        {statistics.rowCount.toLocaleString()} PDUs over {durationWords(bucketMs * series.pdus.length)}. Drag
        over a chart, or use its arrow keys with Shift and Enter, to narrow the list to that time.
      </p>
      <div className={css('charts')}>
        <TimeChart label="Rate" unit="per second" series={shown.rates} {...chart} />
        <TimeChart label="Latency" unit="ms" series={shown.latency} {...chart} />
        <TimeChart label="Window" unit="requests" series={shown.window} {...chart} />
      </div>
      <div className={css('tables')}>
        <Table title="Latency of responses">
          {latency === null ? (
            <tr>
              <td>No response in the list has its request.</td>
            </tr>
          ) : (
            [
              ['Median (p50)', latencyWords(latency.p50Ms)],
              ['p90', latencyWords(latency.p90Ms)],
              ['p99', latencyWords(latency.p99Ms)],
              ['Longest', latencyWords(latency.maxMs)],
              ['Responses', latency.count.toLocaleString()],
            ].map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className={css('number')}>{value}</td>
                <td className={css('bar')} />
              </tr>
            ))
          )}
          {unansweredCount === 0 ? null : (
            <CountRow
              name="Without a response"
              count={unansweredCount}
              most={0}
              onSelect={() => onFilter('unanswered')}
            />
          )}
        </Table>
        <Table title="Statuses">
          {statuses.map(({ commandStatus, text, count }) => (
            <CountRow
              key={commandStatus}
              name={text === '' ? hexCode(commandStatus) : text}
              count={count}
              most={statuses[0]?.count ?? 0}
              onSelect={() =>
                onFilter(`status == ${commandStatusInfo(commandStatus)?.name ?? hexCode(commandStatus)}`)
              }
            />
          ))}
        </Table>
        <Table title="Commands">
          {commands.map(({ command, count }) => (
            <CountRow
              key={command}
              name={command}
              count={count}
              most={commands[0]?.count ?? 0}
              onSelect={() => onFilter(`command == ${command}`)}
            />
          ))}
        </Table>
      </div>
    </section>
  );
}

function Table({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={css('heading')}>{title}</h3>
      <table className={css('table')}>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

interface CountRowProps {
  readonly name: string;
  readonly count: number;
  /** Of the longest bar; 0 for no bar. */
  readonly most: number;
  readonly onSelect: () => void;
}

function CountRow({ name, count, most, onSelect }: CountRowProps) {
  return (
    <tr>
      <th scope="row">
        <button type="button" className={css('value')} title="Filter by this value" onClick={onSelect}>
          {name}
        </button>
      </th>
      <td className={css('number')}>{count.toLocaleString()}</td>
      <td className={css('bar')}>
        {most === 0 ? null : <span style={{ width: `${Math.max(1, (count / most) * 100)}%` }} aria-hidden />}
      </td>
    </tr>
  );
}

/** "12 s", "3 min 20 s", "2 h 5 min". */
export function durationWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
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
