import { z } from 'zod';
import type { TimeMode } from './time-words';

export const columnIds = [
  'number',
  'time',
  'direction',
  'trunk',
  'session',
  'command',
  'status',
  'sequence',
  'from',
  'to',
  'text',
  'latency',
  'length',
] as const;
export const columnId = z.enum(columnIds);
export type ColumnId = z.infer<typeof columnId>;

export interface ColumnDefinition {
  readonly id: ColumnId;
  readonly title: string;
  /** px; what it is drawn with until the user says otherwise. */
  readonly width: number;
  readonly minWidth: number;
  /** Takes so large a share of what is left, until the user gives it a width. */
  readonly share?: number;
  /** Keeps its share even then. */
  readonly isElastic?: true;
  readonly isNumber?: true;
  /** Where a list is too narrow for all, those of the lowest rank go first. */
  readonly rank: number;
  readonly isShownAtFirst: boolean;
}

export const columns: Readonly<Record<ColumnId, ColumnDefinition>> = {
  number: {
    id: 'number',
    title: 'No.',
    width: 64,
    minWidth: 36,
    isNumber: true,
    rank: 3,
    isShownAtFirst: true,
  },
  time: { id: 'time', title: 'Time', width: 96, minWidth: 60, rank: 9, isShownAtFirst: true },
  direction: { id: 'direction', title: 'Dir.', width: 44, minWidth: 18, rank: 8, isShownAtFirst: true },
  trunk: {
    id: 'trunk',
    title: 'Trunk',
    width: 112,
    minWidth: 40,
    share: 0.25,
    rank: 5,
    isShownAtFirst: true,
  },
  session: {
    id: 'session',
    title: 'Session',
    width: 56,
    minWidth: 36,
    isNumber: true,
    rank: 0,
    isShownAtFirst: false,
  },
  command: { id: 'command', title: 'Command', width: 164, minWidth: 60, rank: 10, isShownAtFirst: true },
  status: {
    id: 'status',
    title: 'Status',
    width: 110,
    minWidth: 40,
    share: 0.5,
    rank: 7,
    isShownAtFirst: true,
  },
  sequence: {
    id: 'sequence',
    title: 'Seq.',
    width: 60,
    minWidth: 32,
    isNumber: true,
    rank: 2,
    isShownAtFirst: true,
  },
  from: { id: 'from', title: 'From', width: 100, minWidth: 40, rank: 6, isShownAtFirst: true },
  to: { id: 'to', title: 'To', width: 100, minWidth: 40, rank: 6, isShownAtFirst: true },
  text: {
    id: 'text',
    title: 'Text',
    width: 160,
    minWidth: 60,
    share: 1,
    isElastic: true,
    rank: 11,
    isShownAtFirst: true,
  },
  latency: {
    id: 'latency',
    title: 'Latency',
    width: 68,
    minWidth: 40,
    isNumber: true,
    rank: 4,
    isShownAtFirst: true,
  },
  length: {
    id: 'length',
    title: 'Octets',
    width: 52,
    minWidth: 36,
    isNumber: true,
    rank: 1,
    isShownAtFirst: true,
  },
};

export const MAX_WIDTH_PX = 2000;

/** What the user chose: which columns, in which order, how wide. */
export const columnLayout = z.object({
  order: z.array(columnId),
  hidden: z.array(columnId),
  widths: z.partialRecord(columnId, z.number().min(16).max(MAX_WIDTH_PX)),
});
export type ColumnLayout = z.infer<typeof columnLayout>;

export const layoutAtFirst: ColumnLayout = {
  order: [...columnIds],
  hidden: columnIds.filter((id) => !columns[id].isShownAtFirst),
  widths: {},
};

const timeWidthsPx: Readonly<Record<TimeMode, number>> = {
  clock: 96,
  date: 172,
  reference: 112,
  delta: 112,
  bind: 112,
};
const GAP_PX = 8;
const PADDING_PX = 24;

/** Every column once, in the user's order; columns that a newer version brought stand at the end. */
export function orderedColumns({ order }: ColumnLayout): readonly ColumnId[] {
  return [...new Set([...order, ...columnIds])];
}

export function widthOf(layout: ColumnLayout, id: ColumnId): number {
  return Math.max(columns[id].minWidth, layout.widths[id] ?? columns[id].width);
}

/** With room for the times as they are told, where the user gave them none. */
export function layoutFor(layout: ColumnLayout, mode: TimeMode): ColumnLayout {
  if (layout.widths.time !== undefined) return layout;
  return { ...layout, widths: { ...layout.widths, time: timeWidthsPx[mode] } };
}

/** The columns that are drawn in a list so wide (0: not known yet): the chosen ones, without the least important where they do not fit. */
export function shownColumns(layout: ColumnLayout, availablePx: number): readonly ColumnId[] {
  let shown = orderedColumns(layout).filter((id) => !layout.hidden.includes(id));
  const needed = (): number =>
    shown.reduce((sum, id) => sum + widthOf(layout, id) + GAP_PX, PADDING_PX - GAP_PX);
  while (availablePx > 0 && shown.length > 2 && needed() > availablePx) {
    const least = shown.reduce((a, b) => (columns[b].rank < columns[a].rank ? b : a));
    shown = shown.filter((id) => id !== least);
  }
  return shown;
}

/** For `grid-template-columns`. */
export function gridTemplate(layout: ColumnLayout, shown: readonly ColumnId[]): string {
  const shareOf = (id: ColumnId): number | undefined => {
    const { share, isElastic } = columns[id];
    return isElastic === true || layout.widths[id] === undefined ? share : undefined;
  };
  const isShared = shown.some((id) => shareOf(id) !== undefined);
  return shown
    .map((id, index) => {
      const width = widthOf(layout, id);
      const share = isShared ? shareOf(id) : index === shown.length - 1 ? 1 : undefined;
      return share === undefined ? `${width}px` : `minmax(${width}px, ${share}fr)`;
    })
    .join(' ');
}

/** Where most of these columns stand beside each other, the end exclusive; null where none of them is shown. */
export function longestRun(
  shown: readonly ColumnId[],
  wanted: readonly ColumnId[],
): { readonly start: number; readonly end: number } | null {
  let longest: { readonly start: number; readonly end: number } | null = null;
  let start = 0;
  for (let at = 0; at <= shown.length; at += 1) {
    const id = shown[at];
    if (id !== undefined && wanted.includes(id)) continue;
    if (at > start && (longest === null || at - start > longest.end - longest.start))
      longest = { start, end: at };
    start = at + 1;
  }
  return longest;
}

export function withWidth(layout: ColumnLayout, id: ColumnId, width: number): ColumnLayout {
  const rounded = Math.round(Math.min(MAX_WIDTH_PX, Math.max(columns[id].minWidth, width)));
  return { ...layout, widths: { ...layout.widths, [id]: rounded } };
}

export function withVisibility(layout: ColumnLayout, id: ColumnId, isShown: boolean): ColumnLayout {
  const hidden = layout.hidden.filter((each) => each !== id);
  return { ...layout, hidden: isShown ? hidden : [...hidden, id] };
}

/** The column before another one, or at the end for null. */
export function withMoved(layout: ColumnLayout, id: ColumnId, before: ColumnId | null): ColumnLayout {
  if (id === before) return layout;
  const rest = orderedColumns(layout).filter((each) => each !== id);
  const at = before === null ? rest.length : rest.indexOf(before);
  return { ...layout, order: [...rest.slice(0, at), id, ...rest.slice(at)] };
}

/** One place to the left (-1) or right (1) among the columns that are shown. */
export function withStep(layout: ColumnLayout, id: ColumnId, step: -1 | 1): ColumnLayout {
  const shown = orderedColumns(layout).filter((each) => !layout.hidden.includes(each));
  const index = shown.indexOf(id);
  if (step === -1) return index > 0 ? withMoved(layout, id, shown[index - 1] ?? null) : layout;
  return index < shown.length - 1 ? withMoved(layout, id, shown[index + 2] ?? null) : layout;
}
