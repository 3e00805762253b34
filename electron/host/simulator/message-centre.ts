import type { ResponseBody } from '#electron/smpp/session/peer-requests';
import type { Clock } from '#shared/lib/clock';
import { ESME_RINVCMDID, ESME_ROK } from '#shared/smpp/command-status';
import type { Pdu, PduOf } from '#shared/smpp/pdu';
import type { AcceptedMessage, Asker, Submission } from './accepted-message';
import { DelayLine } from './delay-line';
import { absoluteTime } from './delivery-receipt';
import { MessageIds } from './message-ids';
import { behaviourOf, messageStates } from './special-numbers';
import { handsetNumber, judgeSubmission, judgeSubmitMulti } from './submissions';

const ESME_RINVMSGID = 0x0c;
const ESME_RCANCELFAIL = 0x11;
const ESME_RREPLACEFAIL = 0x13;

/** Messages that query_sm, cancel_sm and replace_sm can still find; older ones are forgotten. */
const MAX_REMEMBERED = 10_000;

/** The answer to a request: its command_status, and the fields of its response. */
export interface Answer {
  readonly commandStatus: number;
  readonly body?: ResponseBody;
}

export interface MessageCentreOptions {
  readonly clock: Clock;
  /** From the answer to the submission to the delivery and its receipt. */
  readonly deliveryDelayMs: number;
  /** The message came to its final state, delivered or not. */
  readonly onDone: (message: AcceptedMessage) => void;
}

/** What a SMSC does with messages: takes them, lets them be asked about and changed, and delivers them a little later. */
export class MessageCentre {
  readonly #clock: Clock;
  readonly #onDone: (message: AcceptedMessage) => void;
  readonly #line: DelayLine<string>;
  readonly #ids = new MessageIds();
  /** By id; a submit_multi has several under one. In the order in which they came. */
  readonly #messages = new Map<string, readonly AcceptedMessage[]>();

  constructor({ clock, deliveryDelayMs, onDone }: MessageCentreOptions) {
    this.#clock = clock;
    this.#onDone = onDone;
    this.#line = new DelayLine(clock, deliveryDelayMs, (id) => this.#deliver(id));
  }

  answer(request: Pdu, asker: Asker): Answer {
    switch (request.command) {
      case 'submit_sm':
      case 'data_sm':
        return this.#submit(request, asker);
      case 'submit_multi':
        return this.#submitMulti(request, asker);
      case 'query_sm':
        return this.#query(request, asker);
      case 'cancel_sm':
        return this.#cancel(request, asker);
      case 'replace_sm':
        return this.#replace(request, asker);
      default:
        return { commandStatus: ESME_RINVCMDID };
    }
  }

  /** Forgets everything, what is on its way too. */
  clear(): void {
    this.#line.clear();
    this.#messages.clear();
  }

  #submit({ body, tlvs }: PduOf<'submit_sm'> | PduOf<'data_sm'>, asker: Asker): Answer {
    if (body === null) throw new Error('A submission without fields is refused by the session.');
    const { commandStatus, submission } = judgeSubmission(body, tlvs);
    if (submission === null) return { commandStatus };
    return { commandStatus, body: { messageId: this.#take([submission], asker) } };
  }

  #submitMulti(request: PduOf<'submit_multi'>, asker: Asker): Answer {
    const { commandStatus, submissions, unsuccessSmes } = judgeSubmitMulti(request);
    const messageId = submissions.length === 0 ? '' : this.#take(submissions, asker);
    return { commandStatus, body: { messageId, unsuccessSmes } };
  }

  #take(submissions: readonly Submission[], submitter: Asker): string {
    const id = this.#ids.take(submitter.interfaceVersion);
    const acceptedAtMs = this.#clock.now();
    const messages = submissions.map((submission) => ({
      ...submission,
      id,
      submitter,
      acceptedAtMs,
      messageState: messageStates.enroute,
      doneAtMs: null,
      networkError: 0,
    }));
    this.#messages.set(id, messages);
    if (this.#messages.size > MAX_REMEMBERED) this.#forgetOldest();
    this.#line.push(id);
    return id;
  }

  #deliver(id: string): void {
    const messages = this.#messages.get(id) ?? [];
    this.#messages.set(
      id,
      messages.map((message) => {
        if (message.messageState !== messageStates.enroute) return message;
        const { messageState, networkError } = behaviourOf(handsetNumber(message.destination.address));
        return this.#finish(message, messageState, networkError);
      }),
    );
  }

  #finish(message: AcceptedMessage, messageState: number, networkError: number): AcceptedMessage {
    const done = { ...message, messageState, networkError, doneAtMs: this.#clock.now() };
    this.#onDone(done);
    return done;
  }

  #query({ body }: PduOf<'query_sm'>, asker: Asker): Answer {
    const [message] = this.#find(body?.messageId, body?.sourceAddr, asker);
    if (message === undefined) return { commandStatus: ESME_RINVMSGID };
    const { id, doneAtMs, messageState, networkError } = message;
    const finalDate = doneAtMs === null ? '' : absoluteTime(doneAtMs);
    return {
      commandStatus: ESME_ROK,
      body: { messageId: id, finalDate, messageState, errorCode: networkError },
    };
  }

  /** With an empty message_id, all on their way from this source to this destination (SMPP 3.4 section 4.9). */
  #cancel({ body }: PduOf<'cancel_sm'>, asker: Asker): Answer {
    const { messageId = '', sourceAddr = '', destinationAddr = '' } = body ?? {};
    const candidates =
      messageId === ''
        ? [...this.#messages.values()]
            .flat()
            .filter(
              (message) =>
                message.submitter.systemId === asker.systemId &&
                message.source.address === sourceAddr &&
                message.destination.address === destinationAddr,
            )
        : this.#find(messageId, sourceAddr, asker);
    if (candidates.length === 0 && messageId !== '') return { commandStatus: ESME_RINVMSGID };
    const enroute = candidates.filter(({ messageState }) => messageState === messageStates.enroute);
    if (enroute.length === 0) return { commandStatus: ESME_RCANCELFAIL };
    for (const message of enroute) this.#change(message, this.#finish(message, messageStates.deleted, 0));
    return { commandStatus: ESME_ROK };
  }

  #replace({ body }: PduOf<'replace_sm'>, asker: Asker): Answer {
    const messages = this.#find(body?.messageId, body?.sourceAddr, asker);
    if (messages.length === 0 || body === null) return { commandStatus: ESME_RINVMSGID };
    const enroute = messages.filter(({ messageState }) => messageState === messageStates.enroute);
    if (enroute.length === 0) return { commandStatus: ESME_RREPLACEFAIL };
    const { shortMessage, registeredDelivery } = body;
    for (const message of enroute) this.#change(message, { ...message, shortMessage, registeredDelivery });
    return { commandStatus: ESME_ROK };
  }

  #find(id = '', sourceAddress = '', { systemId }: Asker): readonly AcceptedMessage[] {
    const messages = this.#messages.get(id) ?? [];
    return messages.filter(
      (message) => message.submitter.systemId === systemId && message.source.address === sourceAddress,
    );
  }

  #change(before: AcceptedMessage, after: AcceptedMessage): void {
    const messages = this.#messages.get(before.id) ?? [];
    this.#messages.set(
      before.id,
      messages.map((message) => (message === before ? after : message)),
    );
  }

  /** One that is still on its way is delivered now rather than lost. */
  #forgetOldest(): void {
    const [oldest] = this.#messages.keys();
    if (oldest === undefined) return;
    this.#deliver(oldest);
    this.#messages.delete(oldest);
  }
}
