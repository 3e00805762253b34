import type { Clock, TimerHandle } from '#shared/lib/clock';
import { requestOf, type Pdu } from '#shared/smpp/pdu';
import type { BindCommand } from './commands';
import type { OwnRequests } from './own-requests';
import type { BindCredentials, BindOutcome, RequestOutcome } from './session-types';

interface PendingBind {
  readonly command: BindCommand;
  readonly sequenceNumber: number;
  readonly timer: TimerHandle | null;
  readonly settle: (outcome: BindOutcome) => void;
}

/** The bind of an ESME, from the request to its outcome. */
export class OwnBind {
  readonly #clock: Clock;
  readonly #bindMs: number;
  readonly #own: OwnRequests;
  readonly #outcomeOf: (outcome: RequestOutcome) => BindOutcome;
  #pending: PendingBind | null = null;

  constructor(
    clock: Clock,
    bindMs: number,
    own: OwnRequests,
    outcomeOf: (outcome: RequestOutcome) => BindOutcome,
  ) {
    this.#clock = clock;
    this.#bindMs = bindMs;
    this.#own = own;
    this.#outcomeOf = outcomeOf;
  }

  get isPending(): boolean {
    return this.#pending !== null;
  }

  start(
    command: BindCommand,
    credentials: BindCredentials,
    interfaceVersion: number,
    settle: (outcome: BindOutcome) => void,
  ): void {
    const body = { ...credentials, interfaceVersion };
    const sequenceNumber = this.#own.send({ command, body }, false, (outcome) => {
      if (this.#pending === null) settle(this.#outcomeOf(outcome));
      else this.#settle(this.#outcomeOf(outcome));
    });
    if (sequenceNumber === null) return;
    const timer =
      this.#bindMs === 0
        ? null
        : this.#clock.startTimer(this.#bindMs, () => {
            this.#own.forget(sequenceNumber);
            this.#settle({ kind: 'timeout' });
          });
    this.#pending = { command, sequenceNumber, timer, settle };
  }

  /**
   * True for a response that carries the bind's number but is no response to a bind of that kind: the SMSC answered,
   * and not what was asked. It ends the bind.
   */
  takeWrongAnswer(answer: Pdu): boolean {
    const pending = this.#pending;
    if (pending?.sequenceNumber !== answer.sequenceNumber || answer.command === 'generic_nack') return false;
    if (answer.command !== 'unknown' && requestOf(answer.command) === pending.command) return false;
    this.#own.forget(pending.sequenceNumber);
    this.#settle({ kind: 'wrong-answer', response: answer });
    return true;
  }

  #settle(outcome: BindOutcome): void {
    const pending = this.#pending;
    this.#pending = null;
    pending?.timer?.cancel();
    pending?.settle(outcome);
  }
}
