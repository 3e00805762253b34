import { exportRows } from './log-export';
import type { OpenView } from './open-view';
import type {
  LogCounts,
  LogRequest,
  LogRequestName,
  LogRequestOf,
  LogRequests,
  LogSelection,
} from './log-protocol';
import type { LogSource } from './log-source';
import { statisticsOf } from './log-statistics';
import type { LogView } from './log-view';
import { relatedRows } from './related-rows';

/** Rows that a search looks at before others have their turn. */
const FIND_SLICE_ROWS = 4096;
const ALL_ROWS = Number.MAX_SAFE_INTEGER;

type Output<N extends LogRequestName> = LogRequests[N]['output'];
type Input<N extends LogRequestName> = LogRequests[N]['input'];
/** The questions that change nothing. */
type Question = LogRequestOf<
  'rows' | 'locate' | 'locateTime' | 'pdu' | 'find' | 'related' | 'statistics' | 'ladder' | 'export' | 'notes'
>;

export interface QuestionsContext {
  readonly view: (viewId: number) => OpenView | undefined;
  readonly source: (sourceId: number) => LogSource | undefined;
  readonly counts: (open: OpenView) => LogCounts;
  readonly application: string;
}

/** Answers what is asked about sources and views. What takes long is done in slices. */
export class LogQuestions {
  readonly #context: QuestionsContext;
  /** The last session that a ladder was asked of, so that its pages do not filter anew. */
  #sessionView: { readonly source: LogSource; readonly sessionId: number; readonly view: LogView } | null =
    null;

  constructor(context: QuestionsContext) {
    this.#context = context;
  }

  answer(request: Extract<LogRequest, Question>): unknown {
    switch (request.name) {
      case 'rows':
        return this.#rows(request.input);
      case 'locate':
        return this.#context.view(request.input.viewId)?.view.positionOf(request.input.number) ?? null;
      case 'locateTime':
        return this.#locateTime(request.input);
      case 'pdu':
        return this.#context.source(request.input.sourceId)?.detail(request.input.number) ?? null;
      case 'find':
        return this.#find(request.input);
      case 'related':
        return this.#related(request.input);
      case 'statistics':
        return this.#statistics(request.input);
      case 'ladder':
        return this.#ladder(request.input);
      case 'export':
        return this.#export(request.input);
      case 'notes':
        return this.#context.source(request.input.sourceId)?.notes.all() ?? null;
    }
  }

  #rows({ viewId, start, count }: Input<'rows'>): Output<'rows'> {
    const open = this.#context.view(viewId);
    if (open === undefined) return null;
    return { ...this.#context.counts(open), rows: open.source.page(open.view, start, count) };
  }

  #locateTime({ viewId, timeMs }: Input<'locateTime'>): number | null {
    const open = this.#context.view(viewId);
    if (open === undefined) return null;
    const { view, source } = open;
    const index = view.indexAtTime((timeMs - source.store.epochMs) * 1e6);
    return index < view.matchCount ? index + view.lossRows : null;
  }

  async #find({ viewId, from, direction, expression }: Input<'find'>): Promise<Output<'find'>> {
    const nothing = { position: null, number: null, isWrapped: false };
    const open = this.#context.view(viewId);
    if (open === undefined) return nothing;
    const { view, source } = open;
    const isMatch = source.matcher(expression);
    const count = view.matchCount;
    const step = direction === 'next' ? 1 : -1;
    const origin = from < 0 && step < 0 ? count : from - (from < 0 ? 0 : view.lossRows);
    for (let seen = 1; seen <= count; seen += 1) {
      const index = (((origin + step * seen) % count) + count) % count;
      const number = view.matchAt(index);
      if (number !== undefined && isMatch(number)) {
        const isWrapped = step > 0 ? origin + seen >= count : origin - seen < 0;
        return { position: view.positionOf(number), number, isWrapped };
      }
      if (seen % FIND_SLICE_ROWS === 0) await turn();
    }
    return nothing;
  }

  async #related({ sourceId, number }: Input<'related'>): Promise<Output<'related'>> {
    const store = this.#context.source(sourceId)?.store;
    const place = store?.find(number);
    if (store === undefined || place === undefined) return null;
    return inSlices(relatedRows(store, place));
  }

  async #statistics({ viewId, range, buckets }: Input<'statistics'>): Promise<Output<'statistics'>> {
    const open = this.#context.view(viewId);
    if (open === undefined) return null;
    return inSlices(statisticsOf(open.source.store, open.view, range, buckets));
  }

  async #ladder({ of, start, count }: Input<'ladder'>): Promise<Output<'ladder'>> {
    if (of.kind === 'numbers') {
      const source = this.#context.source(of.sourceId);
      const sorted = of.numbers.toSorted((left, right) => left - right);
      if (source === undefined) return null;
      return { total: sorted.length, rows: source.rowsOf(sorted.slice(start, start + count)) };
    }
    const open = await this.#open(of);
    if (open === null) return null;
    const { view, source } = open;
    return { total: view.matchCount, rows: source.page(view, start + view.lossRows, count) };
  }

  async #export({ of, format, masking, path }: Input<'export'>): Promise<Output<'export'>> {
    const { application } = this.#context;
    if (of.kind === 'numbers') {
      const source = this.#context.source(of.sourceId);
      const numbers = of.numbers.toSorted((left, right) => left - right);
      if (source === undefined) return null;
      return { rowCount: await exportRows({ source, numbers, format, masking, path, application }) };
    }
    const open = await this.#open(of);
    if (open === null) return null;
    const { source, view } = open;
    const numbers = numbersOf(view);
    return { rowCount: await exportRows({ source, numbers, format, masking, path, application }) };
  }

  /** The view of a selection, filtered to its end. */
  async #open(of: Extract<LogSelection, { readonly kind: 'view' | 'session' }>): Promise<OpenView | null> {
    const open =
      of.kind === 'view' ? this.#context.view(of.viewId) : this.#openSession(of.sourceId, of.sessionId);
    if (open === undefined || open === null) return null;
    while (open.view.isFiltering) {
      open.view.advance();
      await turn();
    }
    return open;
  }

  #openSession(sourceId: number, sessionId: number): OpenView | null {
    const source = this.#context.source(sourceId);
    if (source === undefined) return null;
    const known = this.#sessionView;
    if (known?.source === source && known.sessionId === sessionId) return known;
    const view = source.sessionView(sessionId);
    this.#sessionView = { source, sessionId, view };
    return { source, view };
  }
}

/** Rows that come while they are being told are left for the next time. */
function* numbersOf(view: LogView): Generator<number> {
  const last = view.matchAt(view.matchCount - 1) ?? 0;
  let number = view.matchAt(0) ?? ALL_ROWS;
  while (number <= last) {
    yield number;
    number = view.matchAfter(number) ?? ALL_ROWS;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function inSlices<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await turn();
  }
}
