import type { MessageStore } from '#electron/host/storage/message-store';
import type {
  NewHistoryEntry,
  PduPlace,
  SubmittedMessage,
  WireAddress,
} from '#electron/host/storage/stored-records';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { Clock, TimerHandle } from '#shared/lib/clock';
import type { MessageId } from '#shared/model/ids';
import type { MessageState, MessageView } from '#shared/model/message';
import { isFinal, stateAfterReceipt } from '#shared/model/message-state';
import { RpcError } from '#shared/rpc/errors';
import { describeCommandStatus, ESME_ROK } from '#shared/smpp/command-status';
import type { Pdu } from '#shared/smpp/pdu';
import type { MessageRefusal } from '#shared/smpp/text/message-options';
import { planMessage } from '#shared/smpp/text/message-plan';
import { stateOfNumber } from '#shared/smpp/text/receipt-state';
import { tlvInteger } from '#shared/smpp/text/user-data';
import type { LinkOutcome, MessageLink, MessageLinks, SentAs } from './message-links';
import { invalid } from './submission';

/** How often it is looked whether a query_sm is due, and how many are sent at a time. */
const LOOK_MS = 10_000;
const QUERIES_AT_ONCE = 50;

export interface MessageInquiriesOptions {
  readonly store: MessageStore;
  readonly links: MessageLinks;
  readonly clock: Clock;
  readonly run: () => number;
  readonly onError: (error: unknown) => void;
}

interface Answer {
  readonly response: Pdu;
  readonly place: PduPlace | null;
}

interface Inquiry {
  readonly messageId: MessageId;
  readonly number: number;
  readonly smscMessageId: string;
  readonly source: WireAddress;
}

/** query_sm, cancel_sm and replace_sm about messages that were sent, asked by a person or on the trunk's timer. */
export class MessageInquiries {
  readonly #options: MessageInquiriesOptions;
  #timer: TimerHandle | null = null;
  #isOpen = false;

  constructor(options: MessageInquiriesOptions) {
    this.#options = options;
  }

  open(): void {
    this.#isOpen = true;
    this.#schedule();
  }

  close(): void {
    this.#isOpen = false;
    this.#timer?.cancel();
  }

  /** Asks about every part that the SMSC has; answers with what it said of the last one. */
  async query(id: MessageId): Promise<string> {
    const { message, link } = await this.#find(id);
    const isBroadcast = message.view.pdu === 'broadcast_sm';
    return forEachPart(message, (part, name) => this.#queryPart(link, part, isBroadcast, name));
  }

  async cancel(id: MessageId): Promise<string> {
    const { message, link } = await this.#find(id);
    const { serviceType, destination } = message;
    return forEachPart(message, async (part, name) => {
      const sender = senderOf(part.source);
      const request: MessageRequest =
        message.view.pdu === 'broadcast_sm'
          ? {
              command: 'cancel_broadcast_sm',
              body: { serviceType, messageId: part.smscMessageId, ...sender },
            }
          : {
              command: 'cancel_sm',
              body: {
                serviceType,
                messageId: part.smscMessageId,
                ...sender,
                destAddrTon: destination.ton,
                destAddrNpi: destination.npi,
                destinationAddr: destination.address,
              },
            };
      const { response, place } = await this.#ask(link, request, part, 'cancel');
      const isDone = response.commandStatus === ESME_ROK;
      const sentence = isDone
        ? `The SMSC cancelled ${name}.`
        : `The SMSC did not cancel ${name}: ${describeCommandStatus(response.commandStatus)}.`;
      await this.#note(part, 'cancel', sentence, place, isDone ? 'deleted' : null);
      return sentence;
    });
  }

  async replace(id: MessageId, text: string): Promise<string> {
    const { message, link } = await this.#find(id);
    const { view, fields } = message;
    const [part] = partsOf(message);
    if (part === undefined || view.segmentTotal !== 1 || view.pdu !== 'submit_sm') {
      throw new RpcError('refused', 'Only a message of one part that left as submit_sm can be replaced.');
    }
    // replace_sm has no data_coding: the SMSC reads the new text as it read the old one.
    const plan = planMessage(
      { text },
      {
        alphabet: view.encoding,
        dataCoding: view.dataCoding,
        longMethod: 'refuse',
        version: link.settings.version,
        map: link.settings.alphabets,
        shortMessageOctets: link.settings.shortMessageOctets,
      },
      () => 0,
    );
    if (!plan.ok) throw invalid('text', unreplaceable(plan));
    const request: MessageRequest = {
      command: 'replace_sm',
      body: {
        messageId: part.smscMessageId,
        ...senderOf(part.source),
        scheduleDeliveryTime: fields?.scheduleDeliveryTime ?? '',
        validityPeriod: fields?.validityPeriod ?? '',
        registeredDelivery: fields?.registeredDelivery ?? (view.isReceiptRequested ? 1 : 0),
        smDefaultMsgId: 0,
        shortMessage: plan.segments[0]?.shortMessage ?? new Uint8Array(0),
      },
    };
    const { response, place } = await this.#ask(link, request, part, 'replace');
    const isDone = response.commandStatus === ESME_ROK;
    const sentence = isDone
      ? `The SMSC replaced the text “${view.text}”.`
      : `The SMSC did not replace it: ${describeCommandStatus(response.commandStatus)}.`;
    await this.#note(part, 'replace', sentence, place, null, isDone ? text : undefined);
    return sentence;
  }

  #schedule(): void {
    this.#timer = this.#options.clock.startTimer(
      LOOK_MS,
      () => {
        void this.#queryDue()
          .catch(this.#options.onError)
          .finally(() => {
            if (this.#isOpen) this.#schedule();
          });
      },
      { isBackground: true },
    );
  }

  async #queryDue(): Promise<void> {
    const { store, links } = this.#options;
    const due = await store.read('dueQueries', { nowMs: this.#nowMs(), limit: QUERIES_AT_ONCE });
    for (const each of due) {
      const link = links.find(each.trunkId);
      if (!this.#isOpen || link === undefined || link.freeWindow() === 0) continue;
      const { query } = link.settings;
      const isLast = !query.isEnabled || each.queryCount + 1 >= query.times;
      const nextMs = isLast ? null : this.#nowMs() + query.everySeconds * 1000;
      try {
        await this.#queryPart(link, each, false, 'the message', nextMs);
      } catch (error) {
        // Its history has it.
        if (!(error instanceof RpcError)) throw error;
      }
    }
  }

  async #queryPart(
    link: MessageLink,
    part: Inquiry,
    isBroadcast: boolean,
    name: string,
    nextMs?: number | null,
  ): Promise<string> {
    const body = { messageId: part.smscMessageId, ...senderOf(part.source) };
    const request: MessageRequest = isBroadcast
      ? { command: 'query_broadcast_sm', body }
      : { command: 'query_sm', body };
    const { response, place } = await this.#ask(link, request, part, 'query', nextMs);
    const number = stateNumberOf(response);
    const state = number === null ? null : stateOfNumber(number);
    const isAnswered = response.commandStatus === ESME_ROK && state !== null;
    const sentence = isAnswered
      ? `The SMSC says of ${name}: ${state}${errorOf(response)}.`
      : `The SMSC said nothing of ${name}${whyNothing(response, number)}.`;
    const isOver = isAnswered && isFinal(state);
    const next = nextMs === undefined ? undefined : isOver ? null : nextMs;
    await this.#note(part, 'query', sentence, place, isAnswered ? state : null, undefined, next);
    return sentence;
  }

  /** Rejects when nothing was answered, which the history tells as well: nobody knows then whether it was done. */
  async #ask(
    link: MessageLink,
    request: MessageRequest,
    part: Inquiry,
    kind: NewHistoryEntry['kind'],
    queryAtMs?: number | null,
  ): Promise<Answer> {
    const { outcome, sent } = await new Promise<{ outcome: LinkOutcome; sent: SentAs | null }>((resolve) =>
      link.submit(request, (outcome, sent) => resolve({ outcome, sent })),
    );
    const place = this.#placeOf(sent);
    if (outcome.kind === 'response') return { response: outcome.response, place };
    const sentence = unanswered(request, outcome);
    await this.#note(part, kind, sentence, place, null, undefined, queryAtMs);
    throw new RpcError('unavailable', sentence);
  }

  async #note(
    { messageId, number }: Inquiry,
    kind: NewHistoryEntry['kind'],
    sentence: string,
    place: PduPlace | null,
    told: MessageState | null,
    text?: string,
    queryAtMs?: number | null,
  ): Promise<void> {
    const { store } = this.#options;
    const found = told === null ? null : await store.read('getMessage', { id: messageId });
    const current = found?.view.segments.find((segment) => segment.number === number)?.state;
    const state = told === null || current === undefined ? null : stateAfterReceipt(current, told);
    await store.write('setSegmentState', {
      messageId,
      number,
      state,
      reason: state === null ? null : sentence,
      ...(text === undefined ? {} : { text }),
      ...(queryAtMs === undefined ? {} : { queryAtMs }),
      history: { messageId, kind, segment: number, sentence, place, atMs: this.#nowMs() },
    });
  }

  async #find(id: MessageId): Promise<{ readonly message: SubmittedMessage; readonly link: MessageLink }> {
    const message = await this.#options.store.read('getMessage', { id });
    if (message === null) throw new RpcError('not-found', 'This message does not exist any more.');
    if (partsOf(message).length === 0) {
      throw new RpcError('refused', 'The SMSC gave it no message_id, so it cannot be asked about it.');
    }
    const { trunkId } = message.view;
    const link = trunkId === null ? undefined : this.#options.links.find(trunkId);
    if (link === undefined) throw new RpcError('not-found', 'Its trunk does not exist any more.');
    const { version } = link.settings;
    if (message.view.pdu === 'broadcast_sm' && version !== '5.0') {
      throw new RpcError('refused', `${link.trunkName} speaks SMPP ${version}, which has no broadcasts.`);
    }
    if (link.freeWindow() === 0) {
      throw new RpcError('unavailable', `${link.trunkName} cannot send now. Try again when it is logged in.`);
    }
    return { message, link };
  }

  #placeOf(sent: SentAs | null): PduPlace | null {
    if (sent === null) return null;
    const { sessionId, sequenceNumber } = sent;
    return { run: this.#options.run(), sessionId, sequenceNumber };
  }

  #nowMs(): number {
    return Math.floor(this.#options.clock.now());
  }
}

function partsOf({ view, source }: SubmittedMessage): Inquiry[] {
  return view.segments.flatMap(({ number, smscMessageId }) =>
    smscMessageId === null ? [] : [{ messageId: view.id, number, smscMessageId, source }],
  );
}

function senderOf({ address, ton, npi }: WireAddress) {
  return { sourceAddrTon: ton, sourceAddrNpi: npi, sourceAddr: address };
}

/** Rejects at the first part that is not answered, with what was said of those before it. */
async function forEachPart(
  message: SubmittedMessage,
  ask: (part: Inquiry, name: string) => Promise<string>,
): Promise<string> {
  const sentences: string[] = [];
  for (const part of partsOf(message)) {
    try {
      sentences.push(await ask(part, partName(message.view, part.number)));
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      throw new RpcError(error.code, [...sentences, error.message].join(' '));
    }
  }
  return sentences.join(' ');
}

/** replace_sm has neither an alphabet nor segments of its own, so that the composer's advice is of no use. */
function unreplaceable({ kind, sentence, problem }: MessageRefusal): string {
  if (kind === 'long-refused' || kind === 'too-long') {
    return 'The text does not fit one segment, and replace_sm has no more. Shorten it.';
  }
  const advice =
    'replace_sm keeps the alphabet of the message: replace it, or take the message back and send another.';
  return problem === null ? sentence : `${problem.sentence} ${advice}`;
}

function partName(view: MessageView, number: number): string {
  return view.segmentTotal === 1 ? 'the message' : `part ${number}`;
}

/** message_state is a field of query_sm_resp and a TLV of query_broadcast_sm_resp. */
function stateNumberOf(response: Pdu): number | null {
  if (response.command === 'query_sm_resp') return response.body?.messageState ?? null;
  return response.command === 'query_broadcast_sm_resp' ? tlvInteger(response.tlvs, 'message_state') : null;
}

function whyNothing({ commandStatus }: Pdu, number: number | null): string {
  if (commandStatus !== ESME_ROK) return `: ${describeCommandStatus(commandStatus)}`;
  return number === null ? '' : `: message_state ${number} does not exist`;
}

function errorOf(response: Pdu): string {
  const error = response.command === 'query_sm_resp' ? (response.body?.errorCode ?? 0) : 0;
  return error === 0 ? '' : ` with error ${error}`;
}

function unanswered(
  { command }: MessageRequest,
  outcome: Exclude<LinkOutcome, { kind: 'response' }>,
): string {
  const isQuery = command === 'query_sm' || command === 'query_broadcast_sm';
  const next = isQuery ? '' : ' Nobody knows whether it was done: ask for the state.';
  switch (outcome.kind) {
    case 'nack':
      return `The SMSC answered ${command} with generic_nack: ${describeCommandStatus(outcome.commandStatus)}.`;
    case 'timeout':
      return `The SMSC did not answer ${command} in time.${next}`;
    case 'link-lost':
      return `The connection ended before the SMSC answered ${command}.${next}`;
    case 'throttled':
      return `The SMSC is throttling (${describeCommandStatus(outcome.commandStatus)}). Try again later.`;
    case 'held':
    case 'not-sent':
      return `${command} was not sent: ${outcome.reason}`;
  }
}
