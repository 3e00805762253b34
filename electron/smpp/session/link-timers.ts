import { watchClockJumps } from '#electron/smpp/clock-jumps';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { SessionTimers } from './session-types';

/** What a timer that ran out asks of the session. */
export interface LinkTimerActions {
  sendEnquireLink(): void;
  onEnquireLinkTimeout(): void;
  onInactive(): void;
}

/**
 * The timers that watch the link of a bound session (SMPP 3.4 sections 2.9 and 7.2): enquire_link, the wait for
 * anything valid after it, inactivity, and a sleep of the computer, after which the link is checked at once. A PDU that comes in only notes the time; the timers look at it when they
 * fire, so that a busy link costs nothing.
 */
export class LinkTimers {
  readonly #clock: Clock;
  readonly #timers: SessionTimers;
  readonly #actions: LinkTimerActions;
  #enquire: TimerHandle | null = null;
  #answer: TimerHandle | null = null;
  #inactivity: TimerHandle | null = null;
  #jumps: TimerHandle | null = null;
  #lastHeardMs = 0;
  #lastActiveMs = 0;

  constructor(clock: Clock, timers: SessionTimers, actions: LinkTimerActions) {
    this.#clock = clock;
    this.#timers = timers;
    this.#actions = actions;
  }

  /** The session is bound. */
  start(): void {
    const now = this.#clock.now();
    this.#lastHeardMs = now;
    this.#lastActiveMs = now;
    this.#scheduleEnquiry(this.#timers.enquireLinkMs);
    this.#scheduleInactivity(this.#timers.inactivityMs);
    // Nobody answers for a link that was asleep: it is looked at before it is used.
    if (this.#timers.enquireLinkMs > 0) this.#jumps = watchClockJumps(this.#clock, () => this.#enquireNow());
  }

  stop(): void {
    for (const timer of [this.#enquire, this.#answer, this.#inactivity, this.#jumps]) timer?.cancel();
    this.#enquire = null;
    this.#answer = null;
    this.#inactivity = null;
    this.#jumps = null;
  }

  /**
   * A valid PDU came. Answers to our own enquire_link prove that the link lives, but are no activity: otherwise our
   * own enquiries would keep an idle session for ever.
   */
  onHeard(nowMs: number, isActivity: boolean): void {
    this.#lastHeardMs = nowMs;
    if (isActivity) this.#lastActiveMs = nowMs;
    if (this.#answer === null) return;
    this.#answer.cancel();
    this.#answer = null;
  }

  #scheduleEnquiry(delayMs: number): void {
    if (this.#timers.enquireLinkMs === 0) return;
    this.#enquire = this.#clock.startTimer(delayMs, () => this.#onEnquiryDue(), { isBackground: true });
  }

  #onEnquiryDue(): void {
    const { enquireLinkMs, enquireLinkMode } = this.#timers;
    const silentMs = this.#clock.now() - this.#lastHeardMs;
    if (enquireLinkMode === 'when-silent' && silentMs < enquireLinkMs) {
      this.#scheduleEnquiry(enquireLinkMs - silentMs);
      return;
    }
    this.#scheduleEnquiry(enquireLinkMs);
    this.#enquireNow();
  }

  /** Sends an enquire_link outside its turn; something valid must come within the usual time. */
  probe(): void {
    this.#enquireNow();
  }

  #enquireNow(): void {
    const { enquireLinkResponseMs } = this.#timers;
    this.#actions.sendEnquireLink();
    // While an earlier enquiry waits, its time goes on: a new one must not give a dead link another chance.
    if (enquireLinkResponseMs === 0 || this.#answer !== null) return;
    this.#answer = this.#clock.startTimer(enquireLinkResponseMs, () => {
      this.#answer = null;
      this.#actions.onEnquireLinkTimeout();
    });
  }

  #scheduleInactivity(delayMs: number): void {
    const { inactivityMs } = this.#timers;
    if (inactivityMs === 0) return;
    this.#inactivity = this.#clock.startTimer(
      delayMs,
      () => {
        const idleMs = this.#clock.now() - this.#lastActiveMs;
        if (idleMs < inactivityMs) this.#scheduleInactivity(inactivityMs - idleMs);
        else this.#actions.onInactive();
      },
      { isBackground: true },
    );
  }
}
