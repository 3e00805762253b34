import type { Clock } from '#shared/lib/clock';
import { ESME_RINVCMDID, ESME_RMSGQFUL, ESME_ROK } from '#shared/smpp/command-status';
import type { Pdu, PduOf } from '#shared/smpp/pdu';
import type { AcceptedMessage, Answer, Asker, Submission } from './accepted-message';
import { Agenda } from './agenda';
import { Broadcasts } from './broadcasts';
import { DelayLine } from './delay-line';
import { absoluteTime } from './delivery-receipt';
import { MessageIds } from './message-ids';
import { behaviourOf, messageStates } from './special-numbers';
import { handsetNumber, judgeSubmission, judgeSubmitMulti, judgeTimes } from './submissions';

const ESME_RINVMSGID = 0x0c;
const ESME_RCANCELFAIL = 0x11;
const ESME_RREPLACEFAIL = 0x13;
/** message_state of 5.0 and newer only: to older ESMEs what waits for its time is on its way. */
const SCHEDULED_SINCE = 0x50;

/** Messages that query_sm, cancel_sm and replace_sm can still find; older ones are forgotten. */
const MAX_REMEMBERED = 10_000;
/** Submissions that may wait for their time. */
const MAX_SCHEDULED = 1_000;

export interface MessageCentreOptions {
  readonly clock: Clock;
  /** From the answer to the submission to the delivery and its receipt. */
  readonly deliveryDelayMs: number;
  /** The message came to its final state, delivered or not. */
  readonly onDone: (message: AcceptedMessage) => void;
  /** A broadcast went out. */
  readonly onBroadcast: (broadcast: Submission) => void;
}

/** What a SMSC does with messages: takes them, lets them be asked about and changed, and delivers them a little later. */
export class MessageCentre {
  readonly #clock: Clock;
  readonly #onDone: (message: AcceptedMessage) => void;
  readonly #line: DelayLine<string>;
  readonly #agenda: Agenda<string>;
  readonly #broadcasts: Broadcasts;
  readonly #ids = new MessageIds();
  /** By id; a submit_multi has several under one. In the order in which they came. */
  readonly #messages = new Map<string, readonly AcceptedMessage[]>();

  constructor({ clock, deliveryDelayMs, onDone, onBroadcast }: MessageCentreOptions) {
    this.#clock = clock;
    this.#onDone = onDone;
    this.#line = new DelayLine(clock, deliveryDelayMs, (id) => this.#deliver(id));
    this.#agenda = new Agenda(clock, (id) => this.#release(id));
    this.#broadcasts = new Broadcasts({ clock, deliveryDelayMs, ids: this.#ids, onBroadcast });
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
      case 'broadcast_sm':
      case 'query_broadcast_sm':
      case 'cancel_broadcast_sm':
        return this.#broadcasts.answer(request, asker);
      default:
        return { commandStatus: ESME_RINVCMDID };
    }
  }

  /** Forgets everything, what is on its way too. */
  clear(): void {
    this.#line.clear();
    this.#agenda.clear();
    this.#broadcasts.clear();
    this.#messages.clear();
  }

  #submit({ body, tlvs }: PduOf<'submit_sm'> | PduOf<'data_sm'>, asker: Asker): Answer {
    if (body === null) throw new Error('A submission without fields is refused by the session.');
    const { commandStatus, submission } = judgeSubmission(body, tlvs, this.#clock.now());
    if (submission === null) return { commandStatus };
    if (this.#isFullFor(submission)) return { commandStatus: ESME_RMSGQFUL };
    return { commandStatus, body: { messageId: this.#take([submission], asker) } };
  }

  #submitMulti(request: PduOf<'submit_multi'>, asker: Asker): Answer {
    const { commandStatus, submissions, unsuccessSmes } = judgeSubmitMulti(request, this.#clock.now());
    if (this.#isFullFor(submissions[0])) return { commandStatus: ESME_RMSGQFUL };
    const messageId = submissions.length === 0 ? '' : this.#take(submissions, asker);
    return { commandStatus, body: { messageId, unsuccessSmes } };
  }

  #isFullFor(submission: Submission | undefined): boolean {
    return (submission?.scheduledAtMs ?? null) !== null && this.#agenda.size >= MAX_SCHEDULED;
  }

  #take(submissions: readonly Submission[], submitter: Asker): string {
    const id = this.#ids.take(submitter.interfaceVersion);
    const acceptedAtMs = this.#clock.now();
    const [first] = submissions;
    const scheduledAtMs = first?.scheduledAtMs ?? null;
    const messages = submissions.map((submission) => ({
      ...submission,
      id,
      submitter,
      acceptedAtMs,
      messageState: scheduledAtMs === null ? messageStates.enroute : messageStates.scheduled,
      doneAtMs: null,
      networkError: 0,
    }));
    this.#messages.set(id, messages);
    if (this.#messages.size > MAX_REMEMBERED) this.#forgetOldest();
    if (scheduledAtMs === null) this.#line.push(id);
    else this.#agenda.set(id, firstOf(scheduledAtMs, first?.expiresAtMs));
    return id;
  }

  /** The time that a message waited for has come: it is on its way now, unless it has expired before. */
  #release(id: string): void {
    const messages = this.#messages.get(id) ?? [];
    const released = messages.map((message) =>
      message.messageState === messageStates.scheduled
        ? { ...message, messageState: messageStates.enroute }
        : message,
    );
    this.#messages.set(id, released);
    if (released.some(({ expiresAtMs }) => hasPassed(expiresAtMs, this.#clock.now()))) this.#deliver(id);
    else this.#line.push(id);
  }

  #deliver(id: string): void {
    const messages = this.#messages.get(id) ?? [];
    this.#messages.set(
      id,
      messages.map((message) => {
        if (message.messageState !== messageStates.enroute) return message;
        if (hasPassed(message.expiresAtMs, this.#clock.now())) {
          return this.#finish(message, messageStates.expired, 0);
        }
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
    const { id, doneAtMs, networkError } = message;
    const isUntold =
      message.messageState === messageStates.scheduled && asker.interfaceVersion < SCHEDULED_SINCE;
    const messageState = isUntold ? messageStates.enroute : message.messageState;
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
    const pending = candidates.filter(isPending);
    if (pending.length === 0) return { commandStatus: ESME_RCANCELFAIL };
    for (const message of pending) {
      this.#agenda.delete(message.id);
      this.#change(message, this.#finish(message, messageStates.deleted, 0));
    }
    return { commandStatus: ESME_ROK };
  }

  #replace({ body }: PduOf<'replace_sm'>, asker: Asker): Answer {
    const messages = this.#find(body?.messageId, body?.sourceAddr, asker);
    if (messages.length === 0 || body === null) return { commandStatus: ESME_RINVMSGID };
    const pending = messages.filter(isPending);
    const [first] = pending;
    if (first === undefined) return { commandStatus: ESME_RREPLACEFAIL };
    const { shortMessage, registeredDelivery } = body;
    const { commandStatus, ...given } = judgeTimes(body, this.#clock.now());
    if (commandStatus !== ESME_ROK) return { commandStatus };
    // A time that is left out stays as it was (SMPP 3.4 section 4.10.1).
    const scheduledAtMs = given.scheduledAtMs ?? first.scheduledAtMs;
    const expiresAtMs = given.expiresAtMs ?? first.expiresAtMs;
    const isWaiting = given.scheduledAtMs !== null || this.#agenda.has(first.id);
    const messageState = isWaiting ? messageStates.scheduled : messageStates.enroute;
    for (const message of pending) {
      const times = { scheduledAtMs, expiresAtMs, messageState };
      this.#change(message, { ...message, shortMessage, registeredDelivery, ...times });
    }
    if (isWaiting && scheduledAtMs !== null) this.#agenda.set(first.id, firstOf(scheduledAtMs, expiresAtMs));
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

  /** One that is still on its way is delivered now rather than lost; one that waits for its time goes on doing so. */
  #forgetOldest(): void {
    for (const id of this.#messages.keys()) {
      if (this.#agenda.has(id)) continue;
      this.#deliver(id);
      this.#messages.delete(id);
      return;
    }
  }
}

function isPending({ messageState }: AcceptedMessage): boolean {
  return messageState === messageStates.enroute || messageState === messageStates.scheduled;
}

function firstOf(scheduledAtMs: number, expiresAtMs: number | null | undefined): number {
  return Math.min(scheduledAtMs, expiresAtMs ?? scheduledAtMs);
}

function hasPassed(atMs: number | null, nowMs: number): boolean {
  return atMs !== null && atMs <= nowMs;
}
