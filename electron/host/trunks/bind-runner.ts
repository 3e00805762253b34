import type { Clock, TimerHandle } from '#shared/lib/clock';
import { assertNever } from '#shared/lib/assert-never';
import type { TrunkSettings } from '#shared/model/trunk';
import type { ConnectionState, LastState, LastStateKind, PortStatus } from '#shared/model/trunk-view';
import { ESME_RALYBND } from '#shared/smpp/command-status';
import { formatAddress } from '#electron/smpp/transport/socket-transport';
import type { BindHost, BindSpec } from './bind-plan';
import { HostOrder } from './host-order';
import { IdleTimer } from './idle-timer';
import { RetrySchedule } from './retry-schedule';
import { closedSentence, explainFailure, type ExplainedFailure } from './sentences';
import type { LinkEnd, LinkListener, LoggedIn, TrunkLink } from './trunk-link';

/** For so long after a drop, ESME_RALYBND is taken as the SMSC not having noticed the drop yet. */
const OWN_DROP_MS = 5 * 60_000;

/** For so long the last unbind may take, with what was in flight before it. */
const CLOSE_LIMIT_MS = 5000;

/** The runner's own state: the public one, with what has to be ended before the next one may begin. */
type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' | 'listening' | 'logging'; readonly link: TrunkLink }
  | {
      readonly kind: 'logged-in';
      readonly link: TrunkLink;
      readonly sinceMs: number;
      readonly info: LoggedIn;
      readonly warning: string | null;
    }
  | {
      readonly kind: 'waiting';
      readonly after: 'login-failed' | 'error';
      readonly retryAtMs: number;
      readonly timer: TimerHandle;
    }
  | { readonly kind: 'stopped'; readonly after: 'login-failed' | 'error' }
  | { readonly kind: 'unbinding'; readonly link: TrunkLink; readonly next: 'idle' | 'bind' };

/** What of the trunk's settings the runner itself goes by. */
export type RunnerSettings = Pick<TrunkSettings, 'isRetryAutomatic' | 'timers' | 'onDemand'>;

export interface BindRunnerOptions {
  readonly clock: Clock;
  /** From 0 up to 1; jitter of the retries. */
  readonly random: () => number;
  /** Makes a connection that has not begun; it is begun with `start`. */
  readonly createLink: (spec: BindSpec, host: BindHost, listener: LinkListener) => TrunkLink;
  /** Messages of this bind are in flight, or wait for it: a bind on demand stays while it is so. */
  readonly isBusy: () => boolean;
  /** After every change of the state, also of what it carries. */
  readonly onChanged: () => void;
}

/** Keeps one bind as the user wants it: connects, logs in, tries again, unbinds. Never throws at its caller. */
export class BindRunner {
  readonly #options: BindRunnerOptions;
  readonly #retries: RetrySchedule;
  readonly #hosts: HostOrder;
  readonly #idle: IdleTimer;
  #spec: BindSpec;
  #settings: RunnerSettings;
  #phase: Phase = { kind: 'idle' };
  #last: LastState | null = null;
  #target = '';
  #lastDropMs = Number.NEGATIVE_INFINITY;
  /** The port was open for the SMSC's call in this attempt: what failed since then was somebody's call. */
  #hasListened = false;
  /** An on-demand bind that may log in when messages wait; not so after the user's unbind. */
  #isArmed = false;
  #isClosed = false;
  #whenIdle: (() => void)[] = [];

  constructor(spec: BindSpec, settings: RunnerSettings, options: BindRunnerOptions) {
    this.#spec = spec;
    this.#settings = settings;
    this.#options = options;
    this.#retries = new RetrySchedule(options.random);
    this.#hosts = new HostOrder(spec.hosts);
    this.#idle = new IdleTimer({
      clock: options.clock,
      idleMs: () => this.#settings.onDemand.idleSeconds * 1000,
      isBusy: options.isBusy,
      onIdle: () => this.#logOutIdle(),
    });
  }

  get spec(): BindSpec {
    return this.#spec;
  }

  get last(): LastState | null {
    return this.#last;
  }

  /** Host and port that it is tried with or stands at; empty before the first attempt. */
  get target(): string {
    return this.#target;
  }

  get port(): PortStatus {
    const { kind } = this.#phase;
    if (kind === 'listening') return 'listening';
    return kind === 'logging' || kind === 'logged-in' || kind === 'unbinding' ? 'open' : 'closed';
  }

  get connection(): ConnectionState {
    const phase = this.#phase;
    switch (phase.kind) {
      case 'idle':
      // Nothing is tried until the SMSC calls; that it may is told by the port.
      case 'listening':
        return { kind: 'idle' };
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
        return assertNever(phase, 'phase of a bind');
    }
  }

  /** The link that messages go over; null unless the bind is logged in. */
  get link(): TrunkLink | null {
    return this.#phase.kind === 'logged-in' ? this.#phase.link : null;
  }

  /** What is wrong with the certificate that the bind stands on although it was accepted; null for nothing. */
  get warning(): string | null {
    return this.#phase.kind === 'logged-in' ? this.#phase.warning : null;
  }

  /** It is idle, or on its way up, and binds when messages wait. */
  get isReadyOnDemand(): boolean {
    const { kind } = this.#phase;
    const isOnItsWay = kind === 'idle' || kind === 'connecting' || kind === 'logging' || kind === 'unbinding';
    return this.#spec.isOnDemand && this.#isArmed && isOnItsWay;
  }

  /** As saving an enabled trunk does: binds, or, on demand, is Idle until there is something to send. */
  arm(): void {
    this.#isArmed = true;
    if (!this.#spec.isOnDemand) this.bind();
    else if (this.#phase.kind === 'waiting' || this.#phase.kind === 'stopped') {
      this.#cancelWait();
      this.#becomeIdle();
      this.#options.onChanged();
    }
  }

  /** Binds now, also when it was waiting for its next attempt. Does nothing to a bind that is under way. */
  bind(): void {
    const phase = this.#phase;
    if (this.#isClosed) return;
    this.#isArmed = true;
    if (phase.kind === 'unbinding') {
      this.#phase = { ...phase, next: 'bind' };
    } else if (phase.kind === 'idle' || phase.kind === 'stopped' || phase.kind === 'waiting') {
      this.#cancelWait();
      this.#retries.reset();
      this.#hosts.restart();
      this.#connect();
    }
  }

  /** Messages wait: a bind on demand that is idle logs in. */
  wantsToSend(): void {
    if (!this.#spec.isOnDemand || !this.#isArmed) return;
    if (this.#phase.kind === 'idle' || this.#phase.kind === 'unbinding') this.bind();
  }

  /** A message left over this bind, or an answer came: its idle time begins anew. */
  noteUse(): void {
    this.#idle.noteUse();
  }

  /** The computer woke or its network changed: what stands is checked, what waits is tried at once. */
  handleWake(): void {
    if (this.#phase.kind === 'logged-in') this.#phase.link.probe();
    else if (this.#phase.kind === 'waiting') {
      this.#cancelWait();
      this.#retries.reset();
      this.#connect();
    }
  }

  /** Ends the session in an orderly way and stays idle until `bind`. */
  unbind(sentence = 'Unbound by the user.'): void {
    const phase = this.#phase;
    this.#isArmed = false;
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
      case 'listening':
      case 'logging':
        phase.link.drop();
        this.#becomeIdle();
        break;
      case 'waiting':
      case 'stopped':
        this.#cancelWait();
        this.#becomeIdle();
        break;
      default:
        assertNever(phase, 'phase of a bind');
    }
    this.#setLast('ok', sentence, null);
    this.#options.onChanged();
  }

  /** Takes settings that change nothing about the connection itself. */
  takeSettings(spec: BindSpec, settings: TrunkSettings): void {
    if ('link' in this.#phase) this.#phase.link.takeSettings(settings);
    this.#spec = spec;
    this.#settings = settings;
    this.#hosts.setHosts(spec.hosts);
  }

  /** Takes settings that the connection has to be made anew with, and binds (or, on demand, waits) with them. */
  rebind(spec: BindSpec, settings: TrunkSettings): void {
    this.takeSettings(spec, settings);
    this.#isArmed = true;
    const phase = this.#phase;
    if (phase.kind === 'logged-in') {
      this.#unbindLink(phase.link, spec.isOnDemand ? 'idle' : 'bind');
      if (spec.isOnDemand) this.#setLast('ok', 'Unbound because the trunk was changed.', null);
      this.#options.onChanged();
    } else if (phase.kind === 'connecting' || phase.kind === 'listening' || phase.kind === 'logging') {
      phase.link.drop();
      this.#phase = { kind: 'idle' };
      if (!spec.isOnDemand || this.#options.isBusy()) this.bind();
      else this.#options.onChanged();
    } else if (phase.kind === 'unbinding') {
      this.#phase = { ...phase, next: spec.isOnDemand ? phase.next : 'bind' };
    } else {
      this.arm();
    }
  }

  /** Unbinds for good. Resolves when the session has ended, or was dropped because the SMSC took too long. */
  async close(sentence = 'Unbound because Trunkline was closed.'): Promise<void> {
    this.#isClosed = true;
    this.unbind(sentence);
    if (this.#phase.kind === 'idle') return;
    const idle = new Promise<void>((resolve) => this.#whenIdle.push(resolve));
    const timer = this.#options.clock.startTimer(CLOSE_LIMIT_MS, () => {
      if ('link' in this.#phase) this.#phase.link.drop();
      this.#becomeIdle();
      this.#options.onChanged();
    });
    await idle;
    timer.cancel();
  }

  #connect(): void {
    const host = this.#hosts.current;
    this.#hasListened = false;
    const link: TrunkLink = this.#options.createLink(this.#spec, host, {
      onListening: (address) => {
        if (this.#phase.kind !== 'connecting' || this.#phase.link !== link) return;
        this.#phase = { kind: 'listening', link };
        this.#hasListened = true;
        this.#target = address;
        // What ended the bind before stays on the screen; a first wait says what it waits for.
        if (this.#last === null || this.#last.kind === 'ok') {
          this.#setLast('ok', `Listening at ${address} for the SMSC’s outbind.`, null);
        }
        this.#options.onChanged();
      },
      onCalled: () => {
        if (this.#phase.kind !== 'listening' || this.#phase.link !== link) return;
        this.#phase = { kind: 'connecting', link };
        this.#options.onChanged();
      },
      onLogging: () => {
        if (this.#phase.kind !== 'connecting' || this.#phase.link !== link) return;
        this.#phase = { kind: 'logging', link };
        this.#options.onChanged();
      },
      onLoggedIn: (info, warning) => {
        if (this.#phase.kind !== 'logging' || this.#phase.link !== link) return;
        this.#handleLoggedIn(link, info, warning);
      },
      onEnded: (end) => {
        if ('link' in this.#phase && this.#phase.link === link) this.#handleEnded(this.#phase, link, end);
      },
    });
    this.#phase = { kind: 'connecting', link };
    if (!this.#spec.isOutbind) this.#target = formatAddress(host.host, host.port);
    this.#options.onChanged();
    link.start();
  }

  #handleLoggedIn(link: TrunkLink, info: LoggedIn, warning: string | null): void {
    this.#retries.reset();
    this.#hosts.succeeded();
    this.#phase = { kind: 'logged-in', link, sinceMs: this.#options.clock.now(), info, warning };
    this.#setLast('ok', `Logged in at ${info.remoteAddress}.`, null);
    if (this.#spec.isOnDemand) this.#idle.start();
    this.#options.onChanged();
  }

  #handleEnded(phase: Phase, link: TrunkLink, end: LinkEnd): void {
    this.#idle.stop();
    if (phase.kind === 'unbinding') {
      // However it ended: it was on its way out.
      if (phase.next === 'bind' && !this.#isClosed) {
        this.#phase = { kind: 'idle' };
        this.bind();
      } else {
        this.#becomeIdle();
        this.#options.onChanged();
      }
    } else if (end.kind === 'failed') {
      const explained = explainFailure(end.failure, end.target);
      link.note(explained.sentence);
      this.#setLast(explained.last, explained.sentence, explained.commandStatus);
      this.#goOnAfter(phase.kind === 'logged-in', explained);
    } else {
      this.#becomeIdle();
      this.#setLast('ok', closedSentence(end), null);
      this.#options.onChanged();
    }
  }

  #goOnAfter(wasLoggedIn: boolean, explained: ExplainedFailure): void {
    const { after } = explained;
    const { clock } = this.#options;
    if (wasLoggedIn) this.#lastDropMs = clock.now();
    if (wasLoggedIn && this.#spec.isOnDemand && !this.#options.isBusy()) {
      // Nothing waits for it: the next message binds it again.
      this.#becomeIdle();
    } else if (explained.retry === 'never' || !this.#settings.isRetryAutomatic) {
      this.#phase = { kind: 'stopped', after };
    } else if (this.#spec.isOutbind && this.#hasListened) {
      // The SMSC calls when it likes; it must not find the port closed.
      this.#connect();
      return;
    } else {
      const isRoundOver = wasLoggedIn || this.#hosts.failed();
      const isOwnDropRecent = clock.now() - this.#lastDropMs < OWN_DROP_MS;
      const pace = explained.commandStatus === ESME_RALYBND && isOwnDropRecent ? 'normal' : explained.retry;
      const spacingMs = this.#settings.timers.connectionTimeoutSeconds * 1000;
      const delayMs = this.#retries.next(pace, spacingMs, isRoundOver);
      const timer = clock.startTimer(delayMs, () => {
        if (this.#phase.kind === 'waiting' && this.#phase.timer === timer) this.#connect();
      });
      this.#phase = { kind: 'waiting', after, retryAtMs: clock.now() + delayMs, timer };
    }
    this.#options.onChanged();
  }

  #logOutIdle(): void {
    if (this.#phase.kind !== 'logged-in') return;
    this.#unbindLink(this.#phase.link, 'idle');
    const { idleSeconds } = this.#settings.onDemand;
    const sentence = `Logged out after ${idleSeconds} s without a message; logs in when there is one to send.`;
    this.#setLast('ok', sentence, null);
    this.#options.onChanged();
  }

  #cancelWait(): void {
    if (this.#phase.kind === 'waiting') this.#phase.timer.cancel();
  }

  #unbindLink(link: TrunkLink, next: 'idle' | 'bind'): void {
    this.#idle.stop();
    // An SMSC may take a moment to notice this end as well as one that was not meant.
    this.#lastDropMs = this.#options.clock.now();
    this.#phase = { kind: 'unbinding', link, next };
    link.unbind();
  }

  #becomeIdle(): void {
    this.#idle.stop();
    this.#phase = { kind: 'idle' };
    const waiting = this.#whenIdle;
    this.#whenIdle = [];
    for (const resolve of waiting) resolve();
  }

  #setLast(kind: LastStateKind, sentence: string, commandStatus: number | null): void {
    this.#last = { kind, sentence, commandStatus, atMs: this.#options.clock.now() };
  }
}
