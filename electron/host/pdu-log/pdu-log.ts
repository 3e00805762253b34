import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { type SessionId, sessionId as sessionIdSchema } from '#shared/model/ids';
import type { PduDetail, PduDirection, PduRow } from '#shared/model/pdu-row';
import { RpcError } from '#shared/rpc/errors';
import { recordKinds, type RecordKind } from './batch-layout';
import { BATCH_OCTETS, BatchWriter } from './batch-writer';
import type { LogCounts, ViewCounts } from './log-protocol';
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
}

export interface LogSession {
  readonly sessionId: SessionId;
  readonly recorder: PduRecorder;
}

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
  readonly #sessionNames = new Map<number, string>();
  readonly #filters = new Map<number, string>();
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
    this.#link = new WorkerLink({
      workersDir: options.workersDir,
      clock: options.clock,
      onError: options.onError,
      startWith: () => ({
        budgetBytes: options.budgetBytes ?? DEFAULT_LOG_BUDGET_BYTES,
        firstNumber: this.#recorded + 1,
        lostCount: this.#recorded - this.#clearedThrough,
        startedAtMs: options.clock.now(),
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
    });
    this.#link.start();
  }

  /**
   * Registers a session under the name that its rows carry: a trunk's, or the simulator's. A trunk opens one for each
   * connection attempt, so that a note about a failed one has its place.
   */
  openSession(name: string, side: 'trunk' | 'simulator' = 'trunk'): LogSession {
    const sessionId = sessionIdSchema.parse(this.#nextSessionId);
    this.#nextSessionId += 1;
    if (side === 'simulator' && !this.#isSimulatorRecorded) return { sessionId, recorder: silentRecorder };
    this.#sessionNames.set(sessionId, name);
    this.#link.post({ kind: 'session', id: sessionId, name });
    return {
      sessionId,
      recorder: {
        recordPdu: (direction, octets, timeMs) =>
          this.#record(recordKinds.pdu, direction, sessionId, timeMs, octets, ''),
        recordOctets: (direction, octets, timeMs, reason) =>
          this.#record(recordKinds.octets, direction, sessionId, timeMs, octets, reason),
      },
    };
  }

  /** A row without octets: what happened to a connection before a PDU could go by, as a sentence. */
  note(sessionId: SessionId, timeMs: number, sentence: string, direction: PduDirection = 'out'): void {
    if (!this.#sessionNames.has(sessionId)) return;
    this.#record(recordKinds.octets, direction, sessionId, timeMs, noOctets, sentence);
  }

  /** Opens a view of the rows that match the filter; the empty filter is the whole log. Close it when it is not used. */
  openView(filter: string): { readonly viewId: number; readonly counts: Promise<LogCounts> } {
    const viewId = this.#nextViewId;
    this.#nextViewId += 1;
    this.#filters.set(viewId, filter);
    this.#flush();
    return { viewId, counts: this.#link.ask('openView', { viewId, filter }) };
  }

  async closeView(viewId: number): Promise<void> {
    if (!this.#filters.delete(viewId)) return;
    await this.#link.ask('closeView', { viewId });
  }

  /** Rows from position `start` of the view, in order; fewer than `count` at its end. */
  async rows(viewId: number, start: number, count: number): Promise<LogCounts & { readonly rows: PduRow[] }> {
    this.#flush();
    const page = await this.#link.ask('rows', { viewId, start, count });
    if (page === null) throw new RpcError('not-found', 'This view of the PDU log is closed.');
    return page;
  }

  /** Position of a row in the view; null when its filter hides it or it left memory. */
  locate(viewId: number, number: number): Promise<number | null> {
    this.#flush();
    return this.#link.ask('locate', { viewId, number });
  }

  /** One PDU with its octets, passwords masked; null when it left memory. */
  pdu(number: number): Promise<PduDetail | null> {
    this.#flush();
    return this.#link.ask('pdu', { number });
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
    for (const [id, name] of this.#sessionNames) this.#link.post({ kind: 'session', id, name });
    for (const [viewId, filter] of this.#filters) {
      this.#link
        .ask('openView', { viewId, filter })
        .then((counts) => this.#grew.emit({ viewId, ...counts }))
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

const silentRecorder: PduRecorder = {
  recordPdu: () => undefined,
  recordOctets: () => undefined,
};
