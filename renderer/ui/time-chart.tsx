import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type UPlot from 'uplot';
import { rangeAfter, rangeOver, rangeTimes, type ChartRange } from './chart-range';
import { classes } from './classes';
import styles from './time-chart.module.css';
import { axisTime, clearSelection, createPlot, showSelection, type PlottedSeries } from './time-chart-plot';
import { useThemeKey } from './use-theme-key';
import { useWidth } from './use-width';

const css = classes(styles);

export interface ChartSeries extends PlottedSeries {
  /** Null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface TimeChartProps {
  readonly label: string;
  readonly unit: string;
  /** Milliseconds since the Unix epoch, rising evenly; as many as each series has values. */
  readonly timesMs: readonly number[];
  /** From one time to the next. */
  readonly stepMs: number;
  readonly series: readonly ChartSeries[];
  /** A stretch of time was dragged over, or chosen with the arrow keys. */
  readonly onSelect: (fromMs: number, toMs: number) => void;
  readonly heightPx?: number;
}

const rounded = (value: number): string => value.toLocaleString(undefined, { maximumFractionDigits: 2 });
const told = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'none' : rounded(value);

/** Values over time. */
export function TimeChart({
  label,
  unit,
  timesMs,
  stepMs,
  series,
  onSelect,
  heightPx = 140,
}: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const theme = useThemeKey();
  const chart = useRef<UPlot | null>(null);
  const [range, setRange] = useState<ChartRange | null>(null);
  const select = useRef(onSelect);
  useEffect(() => {
    select.current = (fromMs, toMs) => {
      const over = rangeOver(fromMs, toMs, timesMs, stepMs);
      const times = over === null ? null : rangeTimes(over, timesMs, stepMs);
      if (times !== null) onSelect(times.fromMs, times.toMs);
    };
  }, [onSelect, timesMs, stepMs]);
  const names = series.map(({ name, color }) => `${name}:${color}`).join('|');

  useEffect(() => {
    const { current: element } = host;
    if (element === null || width === 0) return undefined;
    const plot = createPlot(element, {
      width,
      height: heightPx,
      series: names.split('|').map((each) => {
        const [name = '', color = ''] = each.split(':');
        return { name, color };
      }),
      onSelect: (fromMs, toMs) => select.current(fromMs, toMs),
    });
    chart.current = plot;
    return () => {
      chart.current = null;
      plot.destroy();
    };
  }, [width, heightPx, names, theme]);

  const times = range === null ? null : rangeTimes(range, timesMs, stepMs);
  const fromMs = times?.fromMs ?? null;
  const toMs = times?.toMs ?? null;
  useEffect(() => {
    const { current: plot } = chart;
    if (plot === null) return;
    // A value stands for its whole step: the axis goes to the end of the last one.
    const plotted = [...timesMs, (timesMs.at(-1) ?? 0) + stepMs];
    plot.setData([plotted.map((time) => time / 1000), ...series.map(({ values }) => [...values, null])]);
    if (fromMs === null || toMs === null) clearSelection(plot);
    else showSelection(plot, fromMs, toMs);
  }, [timesMs, stepMs, series, width, names, theme, fromMs, toMs]);

  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = rangeAfter(range, event, timesMs.length);
    if (next !== range) setRange(next);
    else if (event.key === 'Enter' && times !== null) onSelect(times.fromMs, times.toMs);
    else if (event.key === 'Escape' && range !== null) setRange(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const chosen = times === null ? '' : `${axisTime(times.fromMs, stepMs)}–${axisTime(times.toMs, stepMs)}`;
  const at = range === null ? null : series.map(({ name, values }) => `${name} ${told(values[range.head])}`);
  const most = series.map(
    ({ name, values }) =>
      `${name} at most ${rounded(values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0))}`,
  );
  return (
    <figure className={css('chart')}>
      <figcaption className={css('caption')}>
        <span className={css('title')}>{label}</span>
        {chosen === '' ? <span>{unit}</span> : null}
        {series.map(({ name, color }) => (
          <span key={name} className={css('key')}>
            <span className={css('swatch')} style={{ background: `var(${color})` }} aria-hidden />
            {name}
          </span>
        ))}
        {chosen === '' ? null : <span className={css('chosen')}>{chosen}</span>}
      </figcaption>
      <div
        ref={host}
        className={css('plot')}
        tabIndex={0}
        role="slider"
        aria-label={`${label}, ${unit}: ${most.join(', ')}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, timesMs.length - 1)}
        aria-valuenow={range?.head ?? 0}
        aria-valuetext={at === null ? 'No time chosen' : `${chosen}: ${at.join(', ')}`}
        onKeyDown={handleKeyDown}
        onBlur={() => setRange(null)}
      />
    </figure>
  );
}
