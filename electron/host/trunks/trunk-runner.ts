import type { Clock, TimerHandle } from '#shared/lib/clock';
import { assertNever } from '#shared/lib/assert-never';
import type { TrunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState, LastStateKind } from '#shared/model/trunk-view';
import type { LinkEnd, LinkListener, LoggedIn, TrunkLink } from './trunk-link';
import { ESME_RALYBND } from '#shared/smpp/command-status';
import { RetrySchedule } from './retry-schedule';
import { explainFailure, type ExplainedFailure } from './sentences';

/** For so long after a drop, ESME_RALYBND is taken as the SMSC not having noticed the drop yet. */
const OWN_DROP_MS = 5 * 60_000;

/** For so long the last unbind may take, with what was in flight before it. */
const CLOSE_LIMIT_MS = 5000;

/** The runner's own state: the public one, with what has to be ended before the next one may begin. */
type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' | 'logging'; readonly link: TrunkLink }
  | {
      readonly kind: 'logged-in';
      readonly link: TrunkLink;
      readonly sinceMs: number;
      readonly info: LoggedIn;
    }
  | {
      readonly kind: 'waiting';
      readonly after: 'login-failed' | 'error';
      readonly retryAtMs: number;
      readonly timer: TimerHandle;
    }
  | { readonly kind: 'stopped'; readonly after: 'login-failed' | 'error' }
  | { readonly kind: 'unbinding'; readonly link: TrunkLink; readonly next: 'idle' | 'bind' };

export interface TrunkRunnerOptions {
  readonly clock: Clock;
  /** From 0 up to 1; jitter of the retries. */
  readonly random: () => number;
  /** Makes a connection that has not begun; it is begun with `start`. */
  readonly createLink: (settings: TrunkSettings, listener: LinkListener) => TrunkLink;
  /** After every change of the state, also of what it carries. */
  readonly onChanged: (connection: ConnectionState, last: LastState | null) => void;
}

/** Keeps one trunk's bind as the user wants it: connects, logs in, tries again, unbinds. Never throws at its caller. */
export class TrunkRunner {
  readonly #options: TrunkRunnerOptions;
  readonly #retries: RetrySchedule;
  #settings: TrunkSettings;
  #phase: Phase = { kind: 'idle' };
  #last: LastState | null = null;
  #lastDropMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;
  #whenIdle: (() => void)[] = [];

  constructor(settings: TrunkSettings, options: TrunkRunnerOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#retries = new RetrySchedule(options.random);
  }

  get settings(): TrunkSettings {
    return this.#settings;
  }

  get last(): LastState | null {
    return this.#last;
  }

  get connection(): ConnectionState {
    const phase = this.#phase;
    switch (phase.kind) {
      case 'idle':
      case 'connecting':
      case 'logging':
      case 'unbinding':
        return { kind: phase.kind };
      case 'logged-in':
        return { kind: 'logged-in', sinceMs: phase.sinceMs, ...phase.info };
      case 'waiting':
        return { kind: 'waiting', after: phase.after, retryAtMs: phase.retryAtMs };
      case 'stopped':
        return { kind: phase.after };
      default:
        return assertNever(phase, 'phase of a trunk');
    }
  }

  /** The link that messages go over; null unless the trunk is logged in. */
  get link(): TrunkLink | null {
    return this.#phase.kind === 'logged-in' ? this.#phase.link : null;
  }

  /** Binds now, also when the trunk was waiting for its next attempt. Does nothing to a bind that is under way. */
  bind(): void {
    const phase = this.#phase;
    if (this.#isClosed) return;
    if (phase.kind === 'unbinding') {
      this.#phase = { ...phase, next: 'bind' };
    } else if (phase.kind === 'idle' || phase.kind === 'stopped' || phase.kind === 'waiting') {
      if (phase.kind === 'waiting') phase.timer.cancel();
      this.#retries.reset();
      this.#connect();
    }
  }

  /** Ends the session in an orderly way and stays idle until `bind`. */
  unbind(sentence = 'Unbound by the user.'): void {
    const phase = this.#phase;
    switch (phase.kind) {
      case 'idle':
        return;
      case 'logged-in':
        this.#unbindLink(phase.link, 'idle');
        break;
      case 'unbinding':
        this.#phase = { ...phase, next: 'idle' };
        break;
      case 'connecting':
      case 'logging':
        phase.link.drop();
        this.#becomeIdle();
        break;
      case 'waiting':
        phase.timer.cancel();
        this.#becomeIdle();
        break;
      case 'stopped':
        this.#becomeIdle();
        break;
      default:
        assertNever(phase, 'phase of a trunk');
    }
    this.#setLast('ok', sentence, null);
    this.#changed();
  }

  /** Takes settings that change nothing about the connection itself: the name, or whether it tries again. */
  takeSettings(settings: TrunkSettings): void {
    this.#settings = settings;
  }

  /** Takes settings that the connection has to be made anew with, and binds with them. */
  rebind(settings: TrunkSettings): void {
    this.#settings = settings;
    const phase = this.#phase;
    if (phase.kind === 'logged-in') {
      this.#unbindLink(phase.link, 'bind');
      this.#changed();
    } else if (phase.kind === 'connecting' || phase.kind === 'logging') {
      phase.link.drop();
      this.#retries.reset();
      this.#connect();
    } else {
      this.bind();
    }
  }

  /** Unbinds for good. Resolves when the session has ended, or was dropped because the SMSC took too long. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.unbind('Unbound because Trunkline was closed.');
    if (this.#phase.kind === 'idle') return;
    const idle = new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    const timer = this.#options.clock.startTimer(CLOSE_LIMIT_MS, () => {
      if ('link' in this.#phase) this.#phase.link.drop();
      this.#becomeIdle();
      this.#changed();
    });
    await idle;
    timer.cancel();
  }

  #connect(): void {
    const link: TrunkLink = this.#options.createLink(this.#settings, {
      onLogging: () => {
        if (this.#phase.kind !== 'connecting' || this.#phase.link !== link) return;
        this.#phase = { kind: 'logging', link };
        this.#changed();
      },
      onLoggedIn: (info) => {
        if (this.#phase.kind !== 'logging' || this.#phase.link !== link) return;
        this.#retries.reset();
        this.#phase = { kind: 'logged-in', link, sinceMs: this.#options.clock.now(), info };
        this.#setLast('ok', `Logged in at ${info.remoteAddress}.`, null);
        this.#changed();
      },
      onEnded: (end) => {
        if ('link' in this.#phase && this.#phase.link === link) this.#handleEnded(this.#phase, link, end);
      },
    });
    this.#phase = { kind: 'connecting', link };
    this.#changed();
    link.start();
  }

  #handleEnded(phase: Phase, link: TrunkLink, end: LinkEnd): void {
    if (phase.kind === 'unbinding') {
      // However it ended: it was on its way out.
      if (phase.next === 'bind' && !this.#isClosed) {
        this.#retries.reset();
        this.#connect();
      } else {
        this.#becomeIdle();
        this.#changed();
      }
    } else if (end.kind === 'failed') {
      if (phase.kind === 'logged-in') this.#lastDropMs = this.#options.clock.now();
      const explained = explainFailure(end.failure, end.target);
      link.note(explained.sentence);
      this.#setLast(explained.last, explained.sentence, explained.commandStatus);
      this.#waitOrStop(explained);
      this.#changed();
    } else {
      this.#becomeIdle();
      this.#setLast('ok', closedSentence(end), null);
      this.#changed();
    }
  }

  #waitOrStop(explained: ExplainedFailure): void {
    const { after } = explained;
    if (explained.retry === 'never' || !this.#settings.isRetryAutomatic) {
      this.#phase = { kind: 'stopped', after };
      return;
    }
    const { clock } = this.#options;
    const isOwnDropRecent = clock.now() - this.#lastDropMs < OWN_DROP_MS;
    const pace = explained.commandStatus === ESME_RALYBND && isOwnDropRecent ? 'normal' : explained.retry;
    const delayMs = this.#retries.next(pace, this.#settings.timers.connectionTimeoutSeconds * 1000);
    const timer = clock.startTimer(delayMs, () => {
      if (this.#phase.kind === 'waiting' && this.#phase.timer === timer) this.#connect();
    });
    this.#phase = { kind: 'waiting', after, retryAtMs: clock.now() + delayMs, timer };
  }

  #unbindLink(link: TrunkLink, next: 'idle' | 'bind'): void {
    this.#phase = { kind: 'unbinding', link, next };
    link.unbind();
  }

  #becomeIdle(): void {
    this.#phase = { kind: 'idle' };
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }

  #setLast(kind: LastStateKind, sentence: string, commandStatus: number | null): void {
    this.#last = { kind, sentence, commandStatus, atMs: this.#options.clock.now() };
  }

  #changed(): void {
    this.#options.onChanged(this.connection, this.#last);
  }
}

function closedSentence(end: Exclude<LinkEnd, { kind: 'failed' }>): string {
  return end.kind === 'inactive'
    ? `Closed after ${end.seconds} s without a message, as the inactivity timer says. Bind to use the trunk again.`
    : 'Closed from this side.';
}
