import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface PlottedSeries {
  readonly name: string;
  /** A colour token: "--accent". */
  readonly color: string;
}

export interface PlotOptions {
  readonly width: number;
  readonly height: number;
  readonly series: readonly PlottedSeries[];
  readonly onSelect: (fromMs: number, toMs: number) => void;
}

const MIN_DRAG_PX = 4;
/** A time with milliseconds, and the air beside it. */
const TIME_LABEL_PX = 88;
const DIGIT_PX = 7;
const TICK_AND_GAP_PX = 18;
const LEAST_VALUE_AXIS_PX = 44;

const clock = { hourCycle: 'h23', hour: '2-digit', minute: '2-digit' } as const;
const ofMinutes = new Intl.DateTimeFormat(undefined, clock);
const ofSeconds = new Intl.DateTimeFormat(undefined, { ...clock, second: '2-digit' });
const ofFractions = new Intl.DateTimeFormat(undefined, {
  ...clock,
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** A time of the axis, as exact as the steps of the axis are. */
export function axisTime(ms: number, stepMs: number): string {
  return (stepMs < 1000 ? ofFractions : stepMs < 60_000 ? ofSeconds : ofMinutes).format(ms);
}

/** An empty chart in the colours that hold now. */
export function createPlot(element: HTMLElement, { width, height, series, onSelect }: PlotOptions): UPlot {
  // Canvas does not know light-dark(); a real property resolves it. Without its transition, which would be in between.
  const resolved = (token: string): string => {
    const probe = element.appendChild(document.createElement('span'));
    probe.style.transition = 'none';
    probe.style.color = `var(${token})`;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  };
  const axis: UPlot.Axis = {
    stroke: resolved('--text-weak'),
    grid: { stroke: resolved('--line'), width: 1 },
    ticks: { stroke: resolved('--line'), width: 1 },
    font: '11px "Inter Variable", sans-serif',
  };
  return new UPlot(
    {
      width,
      height,
      legend: { show: false },
      cursor: { drag: { x: true, y: false, setScale: false, dist: MIN_DRAG_PX }, points: { show: false } },
      scales: {
        x: { time: true },
        y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] },
      },
      axes: [
        {
          ...axis,
          size: 28,
          space: TIME_LABEL_PX,
          values: (_plot, splits, _axis, _space, step) =>
            splits.map((seconds) => axisTime(seconds * 1000, step * 1000)),
        },
        {
          ...axis,
          // Before the first drawing there are no values, whatever the types say.
          size: (_plot, values: readonly string[] | null) =>
            Math.max(
              LEAST_VALUE_AXIS_PX,
              TICK_AND_GAP_PX + DIGIT_PX * Math.max(0, ...(values ?? []).map((value) => value.length)),
            ),
        },
      ],
      series: [
        {},
        ...series.map(({ name, color }) => ({
          label: name,
          stroke: resolved(color),
          width: 1.5,
          // A value between two times without one is no line.
          points: { show: true, size: 5, filter: aloneIndexes },
        })),
      ],
      hooks: {
        setSelect: [
          (self) => {
            const { left, width: size } = self.select;
            if (size < MIN_DRAG_PX) return;
            onSelect(self.posToVal(left, 'x') * 1000, self.posToVal(left + size, 'x') * 1000);
            clearSelection(self);
          },
        ],
      },
    },
    [[], ...series.map(() => [])],
    element,
  );
}

/** Indexes of the values that have no neighbour. */
function aloneIndexes(plot: UPlot, seriesIndex: number): number[] {
  const values = plot.data[seriesIndex] ?? [];
  const isThere = (index: number): boolean => values[index] !== null && values[index] !== undefined;
  return [...values.keys()].filter((at) => isThere(at) && !isThere(at - 1) && !isThere(at + 1));
}

export function clearSelection(plot: UPlot): void {
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

/** Shows a stretch of time as selected, without selecting it. */
export function showSelection(plot: UPlot, fromMs: number, toMs: number): void {
  const left = plot.valToPos(fromMs / 1000, 'x');
  const width = Math.max(2, plot.valToPos(toMs / 1000, 'x') - left);
  plot.setSelect({ left, width, top: 0, height: plot.over.clientHeight }, false);
}
