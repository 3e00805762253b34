import type { Clock, TimerHandle } from '#shared/lib/clock';

/** What the closing of a session asks of it. */
export interface ClosingActions {
  /** True when no request of ours waits for its response. */
  hasNothingInFlight(): boolean;
  /** True when every request of the peer that was handed on has been answered. */
  hasNothingToAnswer(): boolean;
  sendUnbind(): void;
  /** Answers the peer's unbind. */
  answerUnbind(): void;
  /** Writes what is left, then FIN. */
  endTransport(): void;
  /** Gives up waiting. */
  drop(): void;
}

type Phase =
  | 'none'
  /** We want to unbind: requests in flight, and answers that we owe, come first. */
  | 'draining'
  | 'unbind-sent'
  /**
   * The peer wants to unbind: answers that we owe come first, so that no message is delivered twice, and answers that
   * it owes us, or messages that it may have taken would be left in doubt.
   */
  | 'peer-draining'
  /** FIN was sent; the peer's is waited for. */
  | 'ending';

/**
 * The orderly end of a session (SMPP 3.4 section 4.2): drain, unbind, unbind_resp, close. Each step has the same time
 * limit, after which the next is taken, so it always comes to an end.
 */
export class Closing {
  readonly #clock: Clock;
  readonly #stepMs: number;
  readonly #actions: ClosingActions;
  #phase: Phase = 'none';
  #timer: TimerHandle | null = null;

  constructor(clock: Clock, stepMs: number, actions: ClosingActions) {
    this.#clock = clock;
    this.#stepMs = stepMs;
    this.#actions = actions;
  }

  /** True from the first wish to close, of either side: no new request leaves. */
  get isClosing(): boolean {
    return this.#phase !== 'none';
  }

  /** We unbind. */
  begin(): void {
    if (this.#phase !== 'none') return;
    this.#enter('draining', () => this.#sendUnbind());
    this.onProgress();
  }

  /** Ends a connection that is not bound, or that cannot be unbound any more. */
  endNow(): void {
    if (this.#phase === 'ending') return;
    this.#enter('ending', () => this.#actions.drop());
    this.#actions.endTransport();
  }

  onPeerUnbind(): void {
    if (this.#phase === 'unbind-sent' || this.#phase === 'ending') {
      // Both sides unbind at once: each answers the other, and ours is still waited for.
      this.#actions.answerUnbind();
      return;
    }
    this.#enter('peer-draining', () => this.#answerAndEnd());
    this.onProgress();
  }

  onUnbindAnswered(): void {
    this.endNow();
  }

  /** A request of ours got its outcome, or we answered one of the peer's. */
  onProgress(): void {
    if (!this.#actions.hasNothingInFlight() || !this.#actions.hasNothingToAnswer()) return;
    if (this.#phase === 'draining') this.#sendUnbind();
    else if (this.#phase === 'peer-draining') this.#answerAndEnd();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #enter(phase: Phase, onTimeout: () => void): void {
    this.stop();
    this.#phase = phase;
    this.#timer = this.#clock.startTimer(this.#stepMs, onTimeout);
  }

  #sendUnbind(): void {
    this.#enter('unbind-sent', () => this.endNow());
    this.#actions.sendUnbind();
  }

  #answerAndEnd(): void {
    this.#actions.answerUnbind();
    this.endNow();
  }
}
