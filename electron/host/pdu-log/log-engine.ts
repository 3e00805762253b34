import type { OpenedCapture } from '#shared/model/log-source';
import { LiveCapture } from './live-capture';
import { LogQuestions } from './log-questions';
import type { OpenView } from './open-view';
import {
  LIVE_SOURCE,
  type FromLogWorker,
  type LogCounts,
  type LogRequest,
  type LogWorkerStart,
  type ToLogWorker,
  type ViewCounts,
} from './log-protocol';
import { LogSource } from './log-source';
import { LogStore } from './log-store';
import type { LogView } from './log-view';
import { foreignNotesFolder } from '#electron/host/capture/foreign-notes';
import { OpenedCaptureSource } from './opened-capture-source';

/** At most so often are the clients told of new counts. */
const GREW_INTERVAL_MS = 150;
/** A filter runs for so long before requests have their turn. */
const SLICE_MS = 4;

type Post = (message: FromLogWorker, transfer?: readonly ArrayBuffer[]) => void;

/** What the log worker does: keeps rows, keeps views up with them, answers questions, tells of growth. */
export class LogEngine {
  readonly #post: Post;
  readonly #start: LogWorkerStart;
  readonly #live: LogSource;
  readonly #capture: LiveCapture | null;
  readonly #opened = new Map<number, OpenedCaptureSource>();
  readonly #views = new Map<number, OpenView>();
  readonly #questions: LogQuestions;
  /** What each view's client was told last. */
  readonly #told = new Map<number, string>();
  #isSliceDue = false;
  #grewTimer: NodeJS.Timeout | null = null;
  #lastToldMs = Number.NEGATIVE_INFINITY;

  constructor(start: LogWorkerStart, post: Post) {
    this.#post = post;
    this.#start = start;
    const store = new LogStore(start);
    const capture = start.capture === null ? null : new LiveCapture(start.capture, () => this.#tellCapture());
    this.#capture = capture;
    if (capture !== null && start.capture?.settings.isOn === true) store.file = capture;
    const keeper =
      capture === null
        ? null
        : {
            keep: (number: number, note: Parameters<LiveCapture['keepNote']>[2]) =>
              capture.keepNote(store, number, note),
          };
    this.#live = new LogSource(LIVE_SOURCE, store, start.startedAtMs, keeper);
    store.onSessionForgotten = (id) => capture?.closeSession(id);
    this.#live.isInterrupted = start.lostCount > 0;
    this.#questions = new LogQuestions({
      view: (viewId) => this.#views.get(viewId),
      source: (sourceId) => this.#source(sourceId),
      counts: (open) => countsOf(open),
      application: start.capture?.application ?? 'Trunkline',
    });
  }

  receive(message: ToLogWorker): void {
    switch (message.kind) {
      case 'session':
        this.#live.store.describeSession(message.facts);
        this.#capture?.openSession(message.facts);
        return;
      case 'sessionEnded':
        this.#live.store.endSession(message.id);
        return;
      case 'batch':
        this.#takeBatch(message.buffer, message.used);
        return;
      case 'request':
        void this.#answer(message);
        return;
    }
  }

  #source(sourceId: number): LogSource | undefined {
    return sourceId === LIVE_SOURCE ? this.#live : this.#opened.get(sourceId)?.source;
  }

  #takeBatch(buffer: ArrayBuffer, used: number): void {
    const { store } = this.#live;
    const capture = this.#capture;
    const placed =
      capture === null
        ? undefined
        : (row: Parameters<LiveCapture['append']>[1]) => capture.append(store, row);
    store.appendBatch(new Uint8Array(buffer, 0, used), placed);
    this.#post({ kind: 'returned', buffer, used }, [buffer]);
    this.#retestAnswered(this.#live);
    this.#changed();
  }

  /** Requests that views have seen may match now, or no longer, since their responses are there. */
  #retestAnswered(source: LogSource): void {
    const answered = source.store.takeAnswered();
    if (answered.length === 0) return;
    for (const { view, source: of } of this.#views.values()) {
      if (of !== source || view.plan?.dependsOnPairing !== true) continue;
      for (const number of answered) view.retest(number);
    }
  }

  async #answer(request: LogRequest): Promise<void> {
    try {
      const output = this.#outputOf(request);
      this.#post({
        kind: 'answer',
        id: request.id,
        output: output instanceof Promise ? await output : output,
      });
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
        return this.#openView(request.input.viewId, request.input.sourceId, request.input.filter);
      case 'closeView':
        this.#views.delete(request.input.viewId);
        this.#told.delete(request.input.viewId);
        return null;
      case 'clear':
        this.#clear();
        return null;
      case 'flush':
        this.#capture?.flush();
        return null;
      case 'setNote':
        return this.#setNote(request.input);
      case 'captures':
        return this.#captureState();
      case 'changeCaptureSettings':
        this.#capture?.change(request.input);
        this.#live.store.file = request.input.isOn ? this.#capture : null;
        return this.#captureState();
      case 'openCapture':
        return this.#openCapture(request.input);
      case 'cancelOpen':
        this.#opened.get(request.input.captureId)?.cancel();
        return null;
      case 'closeCapture':
        this.#closeCapture(request.input.captureId);
        return null;
      case 'openedCaptures':
        return [...this.#opened.values()].map(({ facts }) => facts);
      default:
        return this.#questions.answer(request);
    }
  }

  #openView(viewId: number, sourceId: number, filter: string): LogCounts | null {
    const source = this.#source(sourceId);
    if (source === undefined) return null;
    const view = source.openView(filter);
    const open = { view, source };
    this.#views.set(viewId, open);
    // Most logs are filtered at once; a long one goes on in slices.
    this.#slice([view]);
    const counts = countsOf(open);
    this.#told.set(viewId, JSON.stringify(counts));
    if (view.isFiltering) this.#scheduleSlice();
    return counts;
  }

  #clear(): void {
    this.#live.store.clear();
    this.#live.notes.clear();
    this.#live.isInterrupted = false;
    // An answer may have told a client more than the events did: whatever it knows, it is told.
    this.#told.clear();
    this.#tell();
  }

  #setNote(input: Extract<LogRequest, { readonly name: 'setNote' }>['input']): unknown {
    const { sourceId, number, note, isMarked } = input;
    const source = this.#source(sourceId);
    const changed = source?.setNote(number, note, isMarked) ?? null;
    for (const { view, source: of } of this.#views.values()) {
      if (of === source && view.plan?.dependsOnNotes === true) view.retest(number);
    }
    this.#changed();
    return changed;
  }

  #captureState() {
    if (this.#capture === null) throw new Error('This log is not captured.');
    return this.#capture.state;
  }

  #tellCapture(): void {
    // The store tells of its first change while it is being made.
    setImmediate(() => {
      if (this.#capture !== null) this.#post({ kind: 'captureChanged', state: this.#capture.state });
    });
  }

  #openCapture({
    captureId,
    name,
    path,
  }: Extract<LogRequest, { readonly name: 'openCapture' }>['input']): OpenedCapture | null {
    const stored = path ?? this.#capture?.pathOf(name) ?? null;
    if (stored === null) return null;
    let lastToldMs = 0;
    const folder = this.#start.capture?.folder;
    const opened = new OpenedCaptureSource({
      captureId,
      name,
      path: stored,
      isOwn: path === null,
      foreignNotesFolder: folder === undefined ? null : foreignNotesFolder(folder),
      budgetBytes: this.#start.budgetBytes,
      onProgress: (capture) => {
        this.#changed();
        const now = performance.now();
        if (capture.state === 'reading' && now - lastToldMs < GREW_INTERVAL_MS) return;
        lastToldMs = now;
        this.#retestAnswered(opened.source);
        if (this.#opened.has(captureId)) this.#post({ kind: 'opened', capture });
      },
    });
    this.#opened.set(captureId, opened);
    void opened.load();
    return opened.facts;
  }

  #closeCapture(captureId: number): void {
    const opened = this.#opened.get(captureId);
    if (opened === undefined) return;
    this.#opened.delete(captureId);
    for (const [viewId, { source }] of this.#views) {
      if (source !== opened.source) continue;
      this.#views.delete(viewId);
      this.#told.delete(viewId);
    }
    opened.close();
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
    return [...this.#views.values()].map(({ view }) => view).filter((view) => view.isFiltering);
  }

  /** Lets the views see new rows in turn until the time of a slice is used. */
  #slice(views: readonly LogView[]): void {
    const end = performance.now() + SLICE_MS;
    while (performance.now() < end && views.some((view) => view.isFiltering)) {
      for (const view of views) view.advance();
    }
  }

  #tell(): void {
    this.#lastToldMs = performance.now();
    const grown: ViewCounts[] = [];
    for (const [viewId, open] of this.#views) {
      const counts = countsOf(open);
      const told = JSON.stringify(counts);
      if (told === this.#told.get(viewId)) continue;
      this.#told.set(viewId, told);
      grown.push({ viewId, ...counts });
    }
    if (grown.length > 0) this.#post({ kind: 'grew', views: grown });
  }
}

function countsOf({ view, source }: OpenView): LogCounts {
  return {
    rowCount: view.rowCount,
    totalCount: source.store.count,
    lostCount: source.store.lostCount,
    isFiltering: view.isFiltering,
  };
}
