import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { CommandName } from '#shared/smpp/pdu';
import { isLinkCommand } from './commands';
import type { OnOutcome } from './session-types';

/** A request that has no outcome yet. */
export interface Outstanding {
  readonly sequenceNumber: number;
  readonly command: CommandName;
  readonly sentAtMs: number;
  readonly isMessage: boolean;
  readonly isTimed: boolean;
  /** The outbox's batch it waits in: it has left once the outbox is at a later one. */
  readonly batch: number;
  readonly onOutcome: OnOutcome;
}

export interface NewOutstanding {
  readonly sequenceNumber: number;
  readonly command: CommandName;
  /** False for the requests of the link, which have timers of their own. */
  readonly isTimed: boolean;
  readonly batch: number;
  readonly onOutcome: OnOutcome;
}

/** Timed-out requests that are remembered for a late response; the oldest are forgotten first. */
const MAX_REMEMBERED = 10_000;

/**
 * The requests that have no outcome yet: the window, the response timer, and which answer belongs to which. All have
 * the same response timer, so the oldest is always the next to expire and one timer serves them all.
 */
export class OutstandingRequests {
  readonly #clock: Clock;
  readonly #responseMs: number;
  readonly #onExpired: (expired: readonly Outstanding[]) => void;
  /** In the order in which they were sent. */
  readonly #requests = new Map<number, Outstanding>();
  readonly #timedOut = new Map<number, CommandName>();
  #messages = 0;
  #timer: TimerHandle | null = null;

  constructor(clock: Clock, responseMs: number, onExpired: (expired: readonly Outstanding[]) => void) {
    this.#clock = clock;
    this.#responseMs = responseMs;
    this.#onExpired = onExpired;
  }

  /** Messages in flight: what the window counts. */
  get messages(): number {
    return this.#messages;
  }

  has(sequenceNumber: number): boolean {
    return this.#requests.has(sequenceNumber);
  }

  add({ sequenceNumber, command, isTimed, batch, onOutcome }: NewOutstanding): void {
    const isMessage = !isLinkCommand(command);
    const sentAtMs = this.#clock.now();
    this.#requests.set(sequenceNumber, {
      sequenceNumber,
      command,
      sentAtMs,
      isMessage,
      isTimed,
      batch,
      onOutcome,
    });
    if (this.#timedOut.size > 0) this.#timedOut.delete(sequenceNumber);
    if (isMessage) this.#messages += 1;
    if (isTimed && this.#timer === null && this.#responseMs > 0) this.#startTimer(this.#responseMs);
  }

  /**
   * Takes out the request that an answer belongs to: number and command must fit. Null as command stands for
   * generic_nack, which answers any. Undefined when there is none.
   */
  take(sequenceNumber: number, command: CommandName | null): Outstanding | undefined {
    const request = this.#requests.get(sequenceNumber);
    if (request === undefined || (command !== null && request.command !== command)) return undefined;
    this.#remove(request);
    return request;
  }

  /** As `take`, for requests that have timed out: each is found once. Gives the command. */
  takeTimedOut(sequenceNumber: number, command: CommandName | null): CommandName | undefined {
    const late = this.#timedOut.get(sequenceNumber);
    if (late === undefined || (command !== null && late !== command)) return undefined;
    this.#timedOut.delete(sequenceNumber);
    return late;
  }

  /** Takes out all, in the order in which they were sent: the link has ended. */
  takeAll(): Outstanding[] {
    this.#timer?.cancel();
    this.#timer = null;
    this.#timedOut.clear();
    const all = [...this.#requests.values()];
    this.#requests.clear();
    this.#messages = 0;
    return all;
  }

  #remove(request: Outstanding): void {
    this.#requests.delete(request.sequenceNumber);
    if (request.isMessage) this.#messages -= 1;
  }

  #startTimer(delayMs: number): void {
    this.#timer = this.#clock.startTimer(delayMs, () => this.#expire());
  }

  /** Answers do not touch the timer: it fires when the oldest request of its day is due, and is set for today's. */
  #expire(): void {
    this.#timer = null;
    const now = this.#clock.now();
    const expired: Outstanding[] = [];
    let nextDueMs: number | null = null;
    for (const request of this.#requests.values()) {
      if (!request.isTimed) continue;
      const dueMs = request.sentAtMs + this.#responseMs;
      if (dueMs > now) {
        nextDueMs = dueMs;
        break;
      }
      expired.push(request);
    }
    if (nextDueMs !== null) this.#startTimer(nextDueMs - now);
    for (const request of expired) {
      this.#remove(request);
      this.#remember(request);
    }
    if (expired.length > 0) this.#onExpired(expired);
  }

  #remember(request: Outstanding): void {
    this.#timedOut.set(request.sequenceNumber, request.command);
    if (this.#timedOut.size <= MAX_REMEMBERED) return;
    for (const oldest of this.#timedOut.keys()) {
      this.#timedOut.delete(oldest);
      break;
    }
  }
}
