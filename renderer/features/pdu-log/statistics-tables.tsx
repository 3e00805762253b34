import type { ReactNode } from 'react';
import type { LogStatistics } from '#shared/model/log-statistics';
import { commandStatusInfo, hexCode } from '#shared/smpp/command-status';
import { classes } from '../../ui/classes';
import { latencyWords } from './related-pdus';
import styles from './statistics-pane.module.css';

const css = classes(styles);

export interface StatisticsTablesProps {
  readonly statistics: LogStatistics;
  /** Narrows the list to a value. */
  readonly onFilter: (addition: string) => void;
}

/** What is counted over all the time: latencies, statuses, commands. Each value narrows the list to it. */
export function StatisticsTables({ statistics, onFilter }: StatisticsTablesProps) {
  const { latency, statuses, commands, unansweredCount } = statistics;
  return (
    <div className={css('tables')}>
      <Table title="Latency of responses">
        {latency === null ? (
          <tr>
            <td>No response in the list has its request.</td>
          </tr>
        ) : (
          <>
            <LatencyRow name="Median (p50)" latencyMs={latency.p50Ms} onFilter={onFilter} />
            <LatencyRow name="p90" latencyMs={latency.p90Ms} onFilter={onFilter} />
            <LatencyRow name="p99" latencyMs={latency.p99Ms} onFilter={onFilter} />
            <LatencyRow name="Longest" latencyMs={latency.maxMs} onFilter={onFilter} />
            <CountRow
              name="Responses"
              count={latency.count}
              onSelect={() => onFilter('latency and response')}
            />
          </>
        )}
        {unansweredCount === 0 ? null : (
          <CountRow
            name="Without a response"
            count={unansweredCount}
            onSelect={() => onFilter('unanswered')}
          />
        )}
      </Table>
      <Table title="Statuses">
        {statuses.length === 0 ? (
          <tr>
            <td>There is no response in the list.</td>
          </tr>
        ) : null}
        {statuses.map(({ commandStatus, text, count }) => (
          <CountRow
            key={commandStatus}
            name={text === '' ? hexCode(commandStatus) : text}
            count={count}
            most={statuses[0]?.count ?? 0}
            isError={commandStatus !== 0}
            onSelect={() =>
              onFilter(
                `response and status == ${commandStatusInfo(commandStatus)?.name ?? hexCode(commandStatus)}`,
              )
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

interface LatencyRowProps extends Pick<StatisticsTablesProps, 'onFilter'> {
  readonly name: string;
  readonly latencyMs: number;
}

/** Leads to the responses that took so long or longer. */
function LatencyRow({ name, latencyMs, onFilter }: LatencyRowProps) {
  // A little less, so that rounding leaves none of them out.
  const atLeast = Math.floor(latencyMs * 1000) / 1000;
  return (
    <ValueRow
      name={name}
      value={latencyWords(latencyMs)}
      onSelect={() => onFilter(`response and latency >= ${atLeast}ms`)}
    />
  );
}

interface CountRowProps {
  readonly name: string;
  readonly count: number;
  /** Of the longest bar; left out for no bar. */
  readonly most?: number;
  readonly isError?: boolean;
  readonly onSelect: () => void;
}

function CountRow({ name, count, most, isError = false, onSelect }: CountRowProps) {
  return (
    <ValueRow name={name} value={count.toLocaleString()} onSelect={onSelect}>
      {most === undefined ? undefined : (
        <span
          className={css(isError && 'error')}
          style={{ width: `${Math.max(1, (count / most) * 100)}%` }}
          aria-hidden
        />
      )}
    </ValueRow>
  );
}

interface ValueRowProps {
  readonly name: string;
  readonly value: string;
  readonly onSelect: () => void;
  readonly children?: ReactNode;
}

function ValueRow({ name, value, onSelect, children }: ValueRowProps) {
  return (
    <tr>
      <th scope="row">
        <button type="button" className={css('value')} title="Filter by this value" onClick={onSelect}>
          {name}
        </button>
      </th>
      <td className={css('number')}>{value}</td>
      {children === undefined ? null : <td className={css('bar')}>{children}</td>}
    </tr>
  );
}
