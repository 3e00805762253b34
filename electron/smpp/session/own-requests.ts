import type { Clock } from '#shared/lib/clock';
import { encode } from '#shared/smpp/encode';
import {
  requestOf,
  type Bodies,
  type CommandName,
  type Pdu,
  type RequestCommand,
  type Tlv,
} from '#shared/smpp/pdu';
import { isLinkCommand, type BindCommand, type NoticeCommand } from './commands';
import type { MessageCounters } from './message-counters';
import type { Outbox } from './outbox';
import { OutstandingRequests, type Outstanding } from './outstanding-requests';
import { SequenceNumbers } from './sequence-numbers';
import type { OnOutcome, RequestOutcome } from './session-types';

/** A request without its sequence number, which the session gives. */
export type NewRequest<C extends CommandName> = {
  [K in C]: { readonly command: K; readonly body: Bodies[K]; readonly tlvs?: readonly Tlv[] };
}[C];

/** What `SmppSession.request` takes: binds and unbind have methods of their own. */
export type MessageRequest = NewRequest<Exclude<RequestCommand, BindCommand | 'unbind'>>;

/** What `SmppSession.notify` takes: requests that are never answered. */
export type Notice = NewRequest<NoticeCommand>;

export interface OwnRequestsOptions {
  readonly clock: Clock;
  readonly responseMs: number;
  readonly outbox: Outbox;
  readonly counters: MessageCounters;
  readonly onLateResponse: (command: CommandName, sequenceNumber: number, response: Pdu) => void;
  /** Requests timed out, and their places are free. */
  readonly onExpired: () => void;
  /** Told of what an outcome's callback throws. */
  readonly onError: (error: unknown) => void;
  /** The number before the first; 0 where nothing was sent yet. */
  readonly lastSequenceNumber: number;
}

const NO_TLVS: readonly Tlv[] = [];

/** Our requests, from the sequence number to the outcome: each gets exactly one outcome. */
export class OwnRequests {
  readonly #options: OwnRequestsOptions;
  readonly #outstanding: OutstandingRequests;
  readonly #sequenceNumbers: SequenceNumbers;

  constructor(options: OwnRequestsOptions) {
    this.#options = options;
    this.#outstanding = new OutstandingRequests(options.clock, options.responseMs, (expired) => {
      for (const request of expired) {
        if (request.isMessage) options.counters.timedOut += 1;
        this.#tell(request.onOutcome, { kind: 'timeout' }, request.sequenceNumber);
      }
      options.onExpired();
    });
    this.#sequenceNumbers = new SequenceNumbers(
      (number) => this.#outstanding.has(number),
      options.lastSequenceNumber,
    );
  }

  /** Messages that wait for their response. */
  get messagesInFlight(): number {
    return this.#outstanding.messages;
  }

  /**
   * Puts a request on its way; null when its values cannot be sent, which the outcome then says. A request that
   * cannot be encoded uses up no sequence number.
   */
  send(request: NewRequest<CommandName>, isTimed: boolean, onOutcome: OnOutcome): number | null {
    const { command } = request;
    const sequenceNumber = this.#sequenceNumbers.peek();
    let octets: Uint8Array;
    try {
      octets = encode({
        command,
        commandStatus: 0,
        sequenceNumber,
        body: request.body,
        tlvs: request.tlvs ?? NO_TLVS,
      } as Pdu);
    } catch (error) {
      return this.refuse(error instanceof Error ? error.message : String(error), onOutcome);
    }
    const { outbox, counters } = this.#options;
    this.#sequenceNumbers.take(sequenceNumber);
    this.#outstanding.add({ sequenceNumber, command, isTimed, batch: outbox.batch, onOutcome });
    if (!isLinkCommand(command)) counters.sent += 1;
    outbox.push(octets);
    return sequenceNumber;
  }

  /**
   * Puts a request on its way that no answer exists for; it takes a sequence number and no place in the window. Throws
   * an `EncodeError` for values that cannot be sent.
   */
  notify({ command, body, tlvs = NO_TLVS }: Notice): void {
    const sequenceNumber = this.#sequenceNumbers.peek();
    const octets = encode({ command, commandStatus: 0, sequenceNumber, body, tlvs } as Pdu);
    this.#sequenceNumbers.take(sequenceNumber);
    this.#options.outbox.push(octets);
  }

  /** Gives a request that may not leave its outcome. */
  refuse(reason: string, onOutcome: OnOutcome): null {
    this.#tell(onOutcome, { kind: 'not-sent', reason }, 0);
    return null;
  }

  /**
   * A response or generic_nack of the peer: it completes the request whose number and command fit (SMPP 3.4 section
   * 3.2.1), is told as late, or is nothing of ours and only counted.
   */
  onAnswer(answer: Pdu): void {
    const { counters } = this.#options;
    const { sequenceNumber } = answer;
    const command = answeredCommand(answer);
    const request = command === undefined ? undefined : this.#outstanding.take(sequenceNumber, command);
    if (request !== undefined) {
      this.#complete(request, answer);
      return;
    }
    const late = command === undefined ? undefined : this.#outstanding.takeTimedOut(sequenceNumber, command);
    if (late === undefined) {
      counters.unmatched += 1;
      return;
    }
    counters.late += 1;
    try {
      this.#options.onLateResponse(late, sequenceNumber, answer);
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** Takes a request back without an outcome; for the requests of the link, whose own timers judge them. */
  forget(sequenceNumber: number): void {
    this.#outstanding.take(sequenceNumber, null);
  }

  /** The link has ended: what left is lost, what did not is not sent. */
  loseAll(): void {
    const firstUnsent = this.#options.outbox.batch;
    for (const request of this.#outstanding.takeAll()) {
      const outcome: RequestOutcome =
        request.batch < firstUnsent
          ? { kind: 'link-lost' }
          : { kind: 'not-sent', reason: 'The connection ended before the request left.' };
      this.#tell(request.onOutcome, outcome, request.sequenceNumber);
    }
  }

  #complete(request: Outstanding, answer: Pdu): void {
    const { clock, counters } = this.#options;
    const latencyMs = clock.now() - request.sentAtMs;
    if (request.isMessage) {
      if (answer.commandStatus === 0 && answer.command !== 'generic_nack') counters.accepted += 1;
      else counters.refused += 1;
    }
    const outcome: RequestOutcome =
      answer.command === 'generic_nack'
        ? { kind: 'nack', commandStatus: answer.commandStatus, latencyMs }
        : { kind: 'response', response: answer, latencyMs };
    this.#tell(request.onOutcome, outcome, request.sequenceNumber);
  }

  #tell(onOutcome: OnOutcome, outcome: RequestOutcome, sequenceNumber: number): void {
    try {
      onOutcome(outcome, sequenceNumber);
    } catch (error) {
      this.#options.onError(error);
    }
  }
}

/** The command that an answer answers; null for generic_nack, which answers any; undefined for an unknown response. */
function answeredCommand(answer: Pdu): CommandName | null | undefined {
  if (answer.command === 'generic_nack') return null;
  return answer.command === 'unknown' ? undefined : requestOf(answer.command);
}
