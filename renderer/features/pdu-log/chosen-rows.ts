/** `toggle`: this row as well, or no longer. `range`: all from the row that was selected alone to this one. */
export type ChoiceKind = 'toggle' | 'range';

export const noneChosen: ReadonlySet<number> = new Set();

/** Rows of one range at most: what the window holds of a log at a time. */
export const MAX_RANGE = 2000;

export interface ToggledChoice {
  /** Empty where at most one row remains. */
  readonly chosen: ReadonlySet<number>;
  /** The row whose inside is shown; null where none remains. */
  readonly current: number | null;
}

/** What is selected after a row was added to it or taken away. What is taken away is shown no longer. */
export function toggled(chosen: ReadonlySet<number>, selected: number, number: number): ToggledChoice {
  const next = new Set(chosen.size === 0 ? [selected] : chosen);
  if (!next.delete(number)) return { chosen: next.add(number), current: number };
  const current = next.has(selected) ? selected : ([...next].at(-1) ?? null);
  return { chosen: next.size < 2 ? noneChosen : next, current };
}

/** Positions from one row to another, the end exclusive; cut at the far end of the other where there are too many. */
export function choiceRange(from: number, to: number): { readonly start: number; readonly end: number } {
  return from <= to
    ? { start: Math.max(from, to - MAX_RANGE + 1), end: to + 1 }
    : { start: to, end: Math.min(from + 1, to + MAX_RANGE) };
}
