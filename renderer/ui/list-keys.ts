export interface ListMove {
  readonly key: string;
  readonly index: number;
  readonly count: number;
  readonly rowsPerPage: number;
}

/** Where a key leads in a list; null if it leads nowhere. -1 is "nothing yet". */
export function listIndexAfter({ key, index, count, rowsPerPage }: ListMove): number | null {
  if (count === 0) return null;
  const within = (value: number): number => Math.min(count - 1, Math.max(0, value));
  switch (key) {
    case 'ArrowDown':
      return within(index + 1);
    case 'ArrowUp':
      return within(index < 0 ? count - 1 : index - 1);
    case 'PageDown':
      return within(Math.max(index, 0) + rowsPerPage);
    case 'PageUp':
      return within(index - rowsPerPage);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** After this long without a key, type-ahead begins anew. */
const TYPE_AHEAD_MS = 700;

/** Collects typed characters and finds the next entry that starts with them, wrapping around. */
export class TypeAhead {
  #typed = '';
  #lastMs = -Infinity;

  find(
    key: string,
    nowMs: number,
    list: { readonly index: number; readonly count: number; readonly textOf: (index: number) => string },
  ): number | null {
    this.#typed = nowMs - this.#lastMs > TYPE_AHEAD_MS ? key : this.#typed + key;
    this.#lastMs = nowMs;
    const wanted = this.#typed.toLocaleLowerCase();
    // A first letter moves on from where one is; a longer beginning may still fit the same entry.
    const from = wanted.length === 1 ? list.index + 1 : Math.max(list.index, 0);
    for (let step = 0; step < list.count; step += 1) {
      const candidate = (from + step) % list.count;
      if (list.textOf(candidate).toLocaleLowerCase().startsWith(wanted)) return candidate;
    }
    return null;
  }
}
