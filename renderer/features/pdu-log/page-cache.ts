import type { PduRow } from '#shared/model/pdu-row';

/** Rows of one request; a screen of rows touches two pages at most. */
export const PAGE_SIZE = 100;
/** Pages kept: about 4,000 rows, however long the log is. */
const MAX_PAGES = 40;

/**
 * The rows around what is on screen. After `invalidate`, old rows are still shown until the new ones are there, so that
 * a log which grows and sheds rows does not flicker.
 */
export class PageCache {
  #fresh = new Map<number, readonly PduRow[]>();
  #stale = new Map<number, readonly PduRow[]>();

  rowAt(position: number): PduRow | undefined {
    const page = Math.floor(position / PAGE_SIZE);
    const index = position - page * PAGE_SIZE;
    return this.#fresh.get(page)?.[index] ?? this.#stale.get(page)?.[index];
  }

  put(page: number, rows: readonly PduRow[]): void {
    this.#fresh.delete(page);
    this.#fresh.set(page, rows);
    this.#stale.delete(page);
    while (this.#fresh.size > MAX_PAGES) {
      const oldest = this.#fresh.keys().next();
      if (oldest.done === true) break;
      this.#fresh.delete(oldest.value);
    }
  }

  /** Pages of the range `start` to `end` (exclusive) that miss rows which a view of `rowCount` rows has. */
  missingPages(start: number, end: number, rowCount: number): number[] {
    const missing: number[] = [];
    const last = Math.min(end, rowCount);
    for (let page = Math.floor(start / PAGE_SIZE); page * PAGE_SIZE < last; page += 1) {
      const wanted = Math.min(PAGE_SIZE, rowCount - page * PAGE_SIZE);
      const have = this.#fresh.get(page)?.length ?? 0;
      // Rows beyond `last` are not on screen: a page that grew below the visible range can wait.
      if (have < Math.min(wanted, last - page * PAGE_SIZE)) missing.push(page);
    }
    return missing;
  }

  /** Positions have moved or the log was cleared: everything must be asked for again. */
  invalidate(options: { readonly keepsShowing: boolean }): void {
    this.#stale = options.keepsShowing
      ? new Map([...this.#stale, ...this.#fresh])
      : new Map<number, readonly PduRow[]>();
    this.#fresh = new Map();
  }
}
