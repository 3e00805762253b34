import type { PduDetail, PduRow } from '#shared/model/pdu-row';
import { compileFilter } from './log-filter';
import type {
  FromLogWorker,
  LogCounts,
  LogRequest,
  LogWorkerStart,
  ToLogWorker,
  ViewCounts,
} from './log-protocol';
import { LogStore } from './log-store';
import { LogView } from './log-view';
import { lossRow, readDetail, readRow } from './row-reader';

/** At most so often are the clients told of new counts. */
const GREW_INTERVAL_MS = 150;
/** A filter runs for so long before requests have their turn. */
const SLICE_MS = 5;
const SLICE_ROWS = 256;

type Post = (message: FromLogWorker, transfer?: readonly ArrayBuffer[]) => void;

/** What the log worker does: keeps rows, keeps views up with them, answers questions, tells of growth. */
export class LogEngine {
  readonly #post: Post;
  readonly #store: LogStore;
  readonly #startedAtMs: number;
  readonly #views = new Map<number, LogView>();
  /** What each view's client was told last. */
  readonly #told = new Map<number, string>();
  /** Some of what is lost went with a worker that died. */
  #isInterrupted: boolean;
  #isSliceDue = false;
  #grewTimer: NodeJS.Timeout | null = null;
  #lastToldMs = Number.NEGATIVE_INFINITY;

  constructor(start: LogWorkerStart, post: Post) {
    this.#post = post;
    this.#store = new LogStore(start);
    this.#startedAtMs = start.startedAtMs;
    this.#isInterrupted = start.lostCount > 0;
  }

  receive(message: ToLogWorker): void {
    switch (message.kind) {
      case 'session':
        this.#store.sessionNames.set(message.id, message.name);
        return;
      case 'batch':
        this.#takeBatch(message.buffer, message.used);
        return;
      case 'request':
        this.#answer(message);
        return;
    }
  }

  #takeBatch(buffer: ArrayBuffer, used: number): void {
    this.#store.appendBatch(new Uint8Array(buffer, 0, used));
    this.#post({ kind: 'returned', buffer, used }, [buffer]);
    this.#changed();
  }

  #answer(request: LogRequest): void {
    try {
      this.#post({ kind: 'answer', id: request.id, output: this.#outputOf(request) });
    } catch (error) {
      this.#post({
        kind: 'failed',
        id: request.id,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #outputOf(request: LogRequest): unknown {
    switch (request.name) {
      case 'openView':
        return this.#openView(request.input.viewId, request.input.filter);
      case 'closeView':
        this.#views.delete(request.input.viewId);
        this.#told.delete(request.input.viewId);
        return null;
      case 'rows':
        return this.#rows(request.input.viewId, request.input.start, request.input.count);
      case 'locate':
        return this.#views.get(request.input.viewId)?.positionOf(request.input.number) ?? null;
      case 'pdu':
        return this.#detail(request.input.number);
      case 'clear':
        this.#clear();
        return null;
      case 'flush':
        return null;
    }
  }

  #openView(viewId: number, filter: string): LogCounts {
    const view = new LogView(this.#store, compileFilter(this.#store, filter));
    this.#views.set(viewId, view);
    // Most logs are filtered at once; a long one goes on in slices.
    this.#slice([view]);
    const counts = this.#countsOf(view);
    this.#told.set(viewId, JSON.stringify(counts));
    if (view.isFiltering) this.#scheduleSlice();
    return counts;
  }

  #rows(viewId: number, start: number, count: number): (LogCounts & { readonly rows: PduRow[] }) | null {
    const view = this.#views.get(viewId);
    if (view === undefined) return null;
    const rows: PduRow[] = [];
    for (let position = start; position < start + count; position += 1) {
      const number = view.numberAt(position);
      if (number === undefined) break;
      rows.push(
        number === 'loss'
          ? lossRow(this.#store, this.#isInterrupted, this.#startedAtMs)
          : readRow(this.#store, number),
      );
    }
    return { ...this.#countsOf(view), rows };
  }

  #detail(number: number): PduDetail | null {
    return this.#store.find(number) === undefined ? null : readDetail(this.#store, number);
  }

  #clear(): void {
    this.#store.clear();
    this.#isInterrupted = false;
    // An answer may have told a client more than the events did: whatever it knows, it is told.
    this.#told.clear();
    this.#tell();
  }

  #countsOf(view: LogView): LogCounts {
    return {
      rowCount: view.rowCount,
      totalCount: this.#store.count,
      lostCount: this.#store.lostCount,
      isFiltering: view.isFiltering,
    };
  }

  /** Rows came, or a filter got further. */
  #changed(): void {
    if (this.#views.size === 0) return;
    if (!this.#isSliceDue && this.#unfinishedViews().length > 0) this.#scheduleSlice();
    if (this.#grewTimer !== null) return;
    const waitMs = Math.max(0, this.#lastToldMs + GREW_INTERVAL_MS - performance.now());
    this.#grewTimer = setTimeout(() => {
      this.#grewTimer = null;
      this.#tell();
    }, waitMs);
  }

  #scheduleSlice(): void {
    this.#isSliceDue = true;
    setImmediate(() => {
      this.#isSliceDue = false;
      this.#slice(this.#unfinishedViews());
      this.#changed();
    });
  }

  #unfinishedViews(): LogView[] {
    return [...this.#views.values()].filter((view) => view.isFiltering);
  }

  /** Lets the views see new rows in turn until the time of a slice is used. */
  #slice(views: readonly LogView[]): void {
    const end = performance.now() + SLICE_MS;
    while (performance.now() < end && views.some((view) => view.isFiltering)) {
      for (const view of views) view.advance(SLICE_ROWS);
    }
  }

  #tell(): void {
    this.#lastToldMs = performance.now();
    const grown: ViewCounts[] = [];
    for (const [viewId, view] of this.#views) {
      const counts = this.#countsOf(view);
      const told = JSON.stringify(counts);
      if (told === this.#told.get(viewId)) continue;
      this.#told.set(viewId, told);
      grown.push({ viewId, ...counts });
    }
    if (grown.length > 0) this.#post({ kind: 'grew', views: grown });
  }
}
