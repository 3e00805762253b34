import type { Clock, TimerHandle } from '#shared/lib/clock';
import { requestOf, responseOf, type Pdu } from '#shared/smpp/pdu';
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
  readonly #outcomeOf: (outcome: RequestOutcome, command: BindCommand) => BindOutcome;
  #pending: PendingBind | null = null;
  /** The last answer under a number that nothing was asked under: told if no other comes. */
  #stray: Pdu | null = null;

  constructor(
    clock: Clock,
    bindMs: number,
    own: OwnRequests,
    outcomeOf: (outcome: RequestOutcome, command: BindCommand) => BindOutcome,
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
      if (this.#pending === null) settle(this.#outcomeOf(outcome, command));
      else this.#settle(this.#outcomeOf(outcome, command));
    });
    if (sequenceNumber === null) return;
    const timer =
      this.#bindMs === 0
        ? null
        : this.#clock.startTimer(this.#bindMs, () => {
            this.#own.forget(sequenceNumber);
            if (this.#stray === null) this.#settle({ kind: 'timeout' });
            else this.#settleWrong(this.#stray);
          });
    this.#pending = { command, sequenceNumber, timer, settle };
  }

  /**
   * True for an answer that ends the bind though it is no response to it: one with the bind's number to something else,
   * or a generic_nack with the number 0, which says that a header could not be read (SMPP 3.4 section 4.3.1), and
   * nothing but the bind was sent.
   */
  takeWrongAnswer(answer: Pdu): boolean {
    const pending = this.#pending;
    if (pending === null) return false;
    const isNack = answer.command === 'generic_nack';
    if (isNack && answer.sequenceNumber === 0) {
      this.#own.forget(pending.sequenceNumber);
      this.#settle({ kind: 'nack', commandStatus: answer.commandStatus });
      return true;
    }
    if (answer.sequenceNumber !== pending.sequenceNumber) {
      if (!isNack) this.#stray = answer;
      return false;
    }
    if (isNack) return false;
    if (answer.command !== 'unknown' && requestOf(answer.command) === pending.command) return false;
    this.#own.forget(pending.sequenceNumber);
    this.#settleWrong(answer);
    return true;
  }

  #settleWrong(response: Pdu): void {
    if (this.#pending === null) return;
    const { command, sequenceNumber } = this.#pending;
    const expected = { command: responseOf(command), sequenceNumber };
    this.#settle({ kind: 'wrong-answer', response, expected });
  }

  #settle(outcome: BindOutcome): void {
    const pending = this.#pending;
    this.#pending = null;
    this.#stray = null;
    pending?.timer?.cancel();
    pending?.settle(outcome);
  }
}
