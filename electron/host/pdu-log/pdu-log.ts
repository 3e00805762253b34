import type { Clock, TimerHandle } from '#shared/lib/clock';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { type SessionId, sessionId as sessionIdSchema } from '#shared/model/ids';
import type { CaptureSettings, CaptureState, OpenedCapture } from '#shared/model/log-source';
import type { PduDetail, PduDirection, PduRow } from '#shared/model/pdu-row';
import { RpcError } from '#shared/rpc/errors';
import { recordKinds, type RecordKind } from './batch-layout';
import { BATCH_OCTETS, BatchWriter } from './batch-writer';
import {
  LIVE_SOURCE,
  type CaptureStart,
  type LogCounts,
  type LogRequestName,
  type LogRequests,
  type RowNote,
  type RowOf,
  type ViewCounts,
} from './log-protocol';
import { silentSession, type LogSession, type SessionDetails } from './log-session';
import type { SessionFacts } from '#shared/session/session-track';
import { WorkerLink } from './worker-link';

/** Octets of memory for PDUs and their index, unless the host is told otherwise: about 1.3 million of 115 octets. */
export const DEFAULT_LOG_BUDGET_BYTES = 192 * 1024 * 1024;

/** A batch leaves when it is this old or nearly fills its buffer, whichever comes first. */
const FLUSH_MS = 10;
const FLUSH_OCTETS = BATCH_OCTETS - 16 * 1024;
/** Octets handed over and not yet read by the worker; beyond, records are counted instead of kept. */
const MAX_IN_FLIGHT_OCTETS = 64 * 1024 * 1024;

const noOctets = new Uint8Array(0);

export interface PduLogOptions {
  /** Folder with `log-worker.js`. */
  readonly workersDir: string;
  readonly budgetBytes?: number;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /**
   * The built-in simulator sees every PDU of a trunk that talks to it a second time, from the other side. Those are left
   * out unless this is set.
   */
  readonly isSimulatorRecorded?: boolean;
  /** Where the log goes on disk as well; left out, it is in memory only. */
  readonly capture?: CaptureStart;
}

/** What the worker answers a question that it can always answer. */
type Answer<N extends LogRequestName> = Promise<NonNullable<LogRequests[N]['output']>>;

/**
 * The live log: sessions record into it, views look at it. The octets lie in a worker thread, within a budget; here they
 * are only collected, and handed over a batch at a time.
 */
export class PduLog {
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  readonly #isSimulatorRecorded: boolean;
  readonly #writer = new BatchWriter();
  readonly #link: WorkerLink;
  readonly #grew: Emitter<ViewCounts>;
  readonly #opened: Emitter<OpenedCapture>;
  readonly #captureChanged: Emitter<CaptureState>;
  readonly #noted: Emitter<RowNote & RowOf>;
  readonly #sessions = new Map<number, SessionFacts>();
  readonly #views = new Map<number, { readonly sourceId: number; readonly filter: string }>();
  #capture: CaptureStart | null;
  #nextCaptureId = LIVE_SOURCE + 1;
  #nextSessionId = 1;
  #nextViewId = 1;
  #flushTimer: TimerHandle | null = null;
  /** Rows that were given a number, the ones still in the batch included. */
  #recorded = 0;
  #clearedThrough = 0;
  #inFlight = 0;
  /** Records that could not be kept since the last one that could. */
  #dropped = 0;

  static open(options: PduLogOptions): PduLog {
    return new PduLog(options);
  }

  private constructor(options: PduLogOptions) {
    this.#clock = options.clock;
    this.#onError = options.onError;
    this.#isSimulatorRecorded = options.isSimulatorRecorded ?? false;
    this.#grew = new Emitter(options.onError);
    this.#opened = new Emitter(options.onError);
    this.#captureChanged = new Emitter(options.onError);
    this.#noted = new Emitter(options.onError);
    this.#capture = options.capture ?? null;
    this.#link = new WorkerLink({
      workersDir: options.workersDir,
      clock: options.clock,
      onError: options.onError,
      startWith: () => ({
        budgetBytes: options.budgetBytes ?? DEFAULT_LOG_BUDGET_BYTES,
        firstNumber: this.#recorded + 1,
        lostCount: this.#recorded - this.#clearedThrough,
        startedAtMs: options.clock.now(),
        capture: this.#capture,
      }),
      onStarted: () => this.#introduce(),
      onLost: () => this.#handleLost(),
      onReturned: (buffer, used) => {
        this.#inFlight -= used;
        this.#writer.giveBack(buffer);
        this.#recordGap();
      },
      onGrew: (views) => {
        for (const view of views) this.#grew.emit(view);
      },
      onOpened: (capture) => this.#opened.emit(capture),
      onCaptureChanged: (state) => this.#captureChanged.emit(state),
    });
    this.#link.start();
  }

  /**
   * Registers a session under the name that its rows carry: a trunk's, or the simulator's. A trunk opens one for each
   * connection attempt, so that a note about a failed one has its place.
   */
  openSession(name: string, side: 'trunk' | 'simulator' = 'trunk', details: SessionDetails = {}): LogSession {
    const sessionId = sessionIdSchema.parse(this.#nextSessionId);
    this.#nextSessionId += 1;
    if (side === 'simulator' && !this.#isSimulatorRecorded) return silentSession(sessionId);
    const role = side === 'trunk' ? 'esme' : 'smsc';
    let facts: SessionFacts = { id: sessionId, name, role, ...details };
    this.#introduceSession(facts);
    return {
      sessionId,
      recorder: {
        recordPdu: (direction, octets, timeMs) =>
          this.#record(recordKinds.pdu, direction, sessionId, timeMs, octets, ''),
        recordOctets: (direction, octets, timeMs, reason) =>
          this.#record(recordKinds.octets, direction, sessionId, timeMs, octets, reason),
      },
      describe: (more) => {
        facts = { ...facts, ...more };
        if (this.#sessions.has(sessionId)) this.#introduceSession(facts);
      },
      end: () => {
        if (!this.#sessions.delete(sessionId)) return;
        this.#flush();
        this.#link.post({ kind: 'sessionEnded', id: sessionId });
      },
    };
  }

  #introduceSession(facts: SessionFacts): void {
    this.#sessions.set(facts.id, facts);
    this.#flush();
    this.#link.post({ kind: 'session', facts });
  }

  /** A row without octets: what happened to a connection before a PDU could go by, as a sentence. */
  note(sessionId: SessionId, timeMs: number, sentence: string, direction: PduDirection = 'out'): void {
    if (!this.#sessions.has(sessionId)) return;
    this.#record(recordKinds.octets, direction, sessionId, timeMs, noOctets, sentence);
  }

  /**
   * Opens a view of the rows of a source that match the filter; the empty filter is the whole log. Close it when it is
   * not used. Rejects with `not-found` when there is no such source.
   */
  openView(
    filter: string,
    sourceId: number = LIVE_SOURCE,
  ): { readonly viewId: number; readonly counts: Promise<LogCounts> } {
    const viewId = this.#nextViewId;
    this.#nextViewId += 1;
    this.#views.set(viewId, { sourceId, filter });
    this.#flush();
    const asked = this.#link.ask('openView', { viewId, sourceId, filter });
    return { viewId, counts: asked.then((counts) => present(counts, captureClosed)) };
  }

  async closeView(viewId: number): Promise<void> {
    if (!this.#views.delete(viewId)) return;
    await this.#link.ask('closeView', { viewId });
  }

  /** Rows from position `start` of the view, in order; fewer than `count` at its end. */
  async rows(viewId: number, start: number, count: number): Promise<LogCounts & { readonly rows: PduRow[] }> {
    return present(await this.#ask('rows', { viewId, start, count }), viewClosed);
  }

  /** Position of a row in the view; null when its filter hides it or it is gone. */
  locate(viewId: number, number: number): Promise<number | null> {
    return this.#ask('locate', { viewId, number });
  }

  /** Position of the first row at or after a time; null when there is none. */
  locateTime(viewId: number, timeMs: number): Promise<number | null> {
    return this.#ask('locateTime', { viewId, timeMs });
  }

  /** One PDU with its octets, passwords masked; null when it is gone. */
  pdu(number: number, sourceId: number = LIVE_SOURCE): Promise<PduDetail | null> {
    return this.#ask('pdu', { sourceId, number });
  }

  find(input: LogRequests['find']['input']): Answer<'find'> {
    return this.#ask('find', input);
  }

  related(row: RowOf): Promise<LogRequests['related']['output']> {
    return this.#ask('related', row);
  }

  async statistics(input: LogRequests['statistics']['input']): Answer<'statistics'> {
    return present(await this.#ask('statistics', input), viewClosed);
  }

  async ladder(input: LogRequests['ladder']['input']): Answer<'ladder'> {
    return present(await this.#ask('ladder', input), viewClosed);
  }

  /** Writes rows to a file at `path`. */
  async export(input: LogRequests['export']['input']): Answer<'export'> {
    return present(await this.#ask('export', input), viewClosed);
  }

  async setNote(input: LogRequests['setNote']['input']): Promise<void> {
    const changed = present(await this.#ask('setNote', input), rowGone);
    this.#noted.emit({ ...changed, sourceId: input.sourceId });
  }

  async notes(sourceId: number): Answer<'notes'> {
    return present(await this.#ask('notes', { sourceId }), captureClosed);
  }

  /** Where the log is captured. Refused for a log that is not. */
  captures(): Promise<CaptureState> {
    this.#needCapture();
    return this.#link.ask('captures', null);
  }

  async changeCaptureSettings(settings: CaptureSettings): Promise<CaptureState> {
    this.#capture = { ...this.#needCapture(), settings };
    this.#flush();
    const state = await this.#link.ask('changeCaptureSettings', settings);
    this.#captureChanged.emit(state);
    return state;
  }

  /** Begins to read a capture: a file at `path`, or with null the capture of ours of this name. */
  async openCapture(name: string, path: string | null): Answer<'openCapture'> {
    const captureId = this.#nextCaptureId;
    this.#nextCaptureId += 1;
    return present(
      await this.#ask('openCapture', { captureId, name, path }),
      () => new RpcError('not-found', 'There is no capture of this name any more.'),
    );
  }

  async cancelOpen(captureId: number): Promise<void> {
    await this.#link.ask('cancelOpen', { captureId });
  }

  async closeCapture(captureId: number): Promise<void> {
    for (const [viewId, { sourceId }] of this.#views) if (sourceId === captureId) this.#views.delete(viewId);
    await this.#link.ask('closeCapture', { captureId });
  }

  openedCaptures(): Answer<'openedCaptures'> {
    return this.#link.ask('openedCaptures', null);
  }

  onOpened(listener: (capture: OpenedCapture) => void): Unsubscribe {
    return this.#opened.on(listener);
  }

  onCaptureChanged(listener: (state: CaptureState) => void): Unsubscribe {
    return this.#captureChanged.on(listener);
  }

  onNoted(listener: (note: RowNote & RowOf) => void): Unsubscribe {
    return this.#noted.on(listener);
  }

  #needCapture(): CaptureStart {
    if (this.#capture === null) throw new RpcError('refused', 'This log is not captured on disk.');
    return this.#capture;
  }

  /** A question that sees every PDU that was recorded before it. */
  #ask<N extends LogRequestName>(name: N, input: LogRequests[N]['input']): Promise<LogRequests[N]['output']> {
    this.#flush();
    return this.#link.ask(name, input);
  }

  /** Empties the log. Numbers go on where they were. */
  async clear(): Promise<void> {
    this.#flush();
    this.#clearedThrough = this.#recorded;
    await this.#link.ask('clear', null);
  }

  /** Counts of a view that changed: a few times a second at most, and once more when they rest. */
  onGrew(listener: (view: ViewCounts) => void): Unsubscribe {
    return this.#grew.on(listener);
  }

  /** Hands over what is still collected and ends the worker. */
  async close(): Promise<void> {
    this.#flush();
    if (this.#link.isRunning) await this.#link.ask('flush', null).catch(() => undefined);
    await this.#link.close();
  }

  #record(
    kind: RecordKind,
    direction: PduDirection,
    sessionId: number,
    timeMs: number,
    octets: Uint8Array,
    sentence: string,
  ): void {
    if (!this.#link.isRunning || this.#inFlight > MAX_IN_FLIGHT_OCTETS) {
      this.#dropped += 1;
      return;
    }
    this.#recordGap();
    try {
      this.#writer.append(kind, direction, sessionId, timeMs, octets, sentence);
    } catch (error) {
      // No memory for a batch: the session that recorded goes on, the log says what it lacks.
      this.#dropped += 1;
      this.#onError(error);
      return;
    }
    this.#recorded += 1;
    if (this.#writer.used >= FLUSH_OCTETS) this.#flush();
    else this.#flushLater();
  }

  /** Where records could not be kept, a row says how many, as soon as one can be kept again. */
  #recordGap(): void {
    if (this.#dropped === 0 || this.#inFlight > MAX_IN_FLIGHT_OCTETS) return;
    const what = this.#dropped === 1 ? '1 PDU was' : `${this.#dropped.toLocaleString('en')} PDUs were`;
    const sentence = `${what} not recorded here: the log could not take them.`;
    this.#dropped = 0;
    this.#recorded += 1;
    this.#writer.append(recordKinds.loss, 'in', 0, this.#clock.now(), noOctets, sentence);
    this.#flushLater();
  }

  #flushLater(): void {
    this.#flushTimer ??= this.#clock.startTimer(FLUSH_MS, () => this.#flush(), { isBackground: true });
  }

  #flush(): void {
    this.#flushTimer?.cancel();
    this.#flushTimer = null;
    if (!this.#link.isRunning) return;
    const batch = this.#writer.take();
    if (batch === null) return;
    this.#inFlight += batch.used;
    this.#link.post({ kind: 'batch', buffer: batch.buffer, used: batch.used }, [batch.buffer]);
  }

  #introduce(): void {
    this.#recordGap();
    for (const facts of this.#sessions.values()) this.#link.post({ kind: 'session', facts });
    for (const [viewId, { sourceId, filter }] of this.#views) {
      // Captures that were open went with the worker.
      if (sourceId !== LIVE_SOURCE) {
        this.#views.delete(viewId);
        continue;
      }
      this.#link
        .ask('openView', { viewId, sourceId, filter })
        .then((counts) => counts !== null && this.#grew.emit({ viewId, ...counts }))
        // Interrupted again: the next start opens it.
        .catch(() => undefined);
    }
  }

  #handleLost(): void {
    this.#inFlight = 0;
    // What was collected has its numbers already, and goes with the rows that the worker held.
    this.#writer.take();
  }
}

const viewClosed = (): RpcError => new RpcError('not-found', 'This view of the PDU log is closed.');
const captureClosed = (): RpcError => new RpcError('not-found', 'This capture is not open.');
const rowGone = (): RpcError => new RpcError('not-found', 'This PDU is no longer in the log.');

function present<T>(answer: T | null, missing: () => RpcError): T {
  if (answer === null) throw missing();
  return answer;
}
