import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { classes } from './classes';
import styles from './time-chart.module.css';
import { useWidth } from './use-width';

const css = classes(styles);

export interface ChartSeries {
  readonly name: string;
  readonly values: readonly number[];
  /** A colour token: "--accent". */
  readonly color: string;
}

export interface TimeChartProps {
  readonly label: string;
  readonly unit: string;
  /** Milliseconds since the Unix epoch, rising; as many as each series has values. */
  readonly timesMs: readonly number[];
  readonly series: readonly ChartSeries[];
  /** A stretch of time was dragged over. */
  readonly onSelect?: (fromMs: number, toMs: number) => void;
  readonly heightPx?: number;
}

const MIN_DRAG_PX = 4;

/** Values over time. The one place that knows the chart library. */
export function TimeChart({ label, unit, timesMs, series, onSelect, heightPx = 140 }: TimeChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const chart = useRef<UPlot | null>(null);
  const select = useRef(onSelect);
  useEffect(() => {
    select.current = onSelect;
  }, [onSelect]);
  const names = series.map(({ name, color }) => `${name}:${color}`).join('|');

  useEffect(() => {
    const { current: element } = host;
    if (element === null || width === 0) return undefined;
    const token = (name: string): string => getComputedStyle(element).getPropertyValue(name).trim();
    // Canvas does not know light-dark(); a real property resolves it.
    const resolved = (name: string): string => {
      element.style.color = token(name);
      const { color } = getComputedStyle(element);
      element.style.color = '';
      return color;
    };
    const axis: UPlot.Axis = {
      stroke: resolved('--text-weak'),
      grid: { stroke: resolved('--line'), width: 1 },
      ticks: { stroke: resolved('--line'), width: 1 },
      font: '11px "Inter Variable", sans-serif',
      size: 44,
    };
    const plot = new UPlot(
      {
        width,
        height: heightPx,
        legend: { show: false },
        cursor: { drag: { x: true, y: false, setScale: false, dist: MIN_DRAG_PX }, points: { show: false } },
        scales: { x: { time: true }, y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] } },
        axes: [{ ...axis, size: 28 }, axis],
        series: [
          {},
          ...names.split('|').map((each) => {
            const [name = '', color = ''] = each.split(':');
            return { label: name, stroke: resolved(color), width: 1.5, points: { show: false } };
          }),
        ],
        hooks: {
          setSelect: [
            (self) => {
              const { left, width: size } = self.select;
              if (size < MIN_DRAG_PX) return;
              select.current?.(self.posToVal(left, 'x') * 1000, self.posToVal(left + size, 'x') * 1000);
              self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      [[], ...names.split('|').map(() => [])],
      element,
    );
    chart.current = plot;
    return () => {
      chart.current = null;
      plot.destroy();
    };
  }, [width, heightPx, names]);

  useEffect(() => {
    chart.current?.setData([timesMs.map((time) => time / 1000), ...series.map(({ values }) => [...values])]);
  }, [timesMs, series, width, names]);

  const most = series.map(({ name, values }) => `${name} at most ${Math.max(0, ...values).toLocaleString()}`);
  return (
    <figure className={css('chart')}>
      <figcaption className={css('caption')}>
        <span className={css('title')}>{label}</span>
        <span className={css('unit')}>{unit}</span>
        {series.map(({ name, color }) => (
          <span key={name} className={css('key')}>
            <span className={css('swatch')} style={{ background: `var(${color})` }} aria-hidden />
            {name}
          </span>
        ))}
      </figcaption>
      <div
        ref={host}
        className={css('plot')}
        role="img"
        aria-label={`${label}, ${unit}: ${most.join(', ')}`}
      />
    </figure>
  );
}
