import { randomInt } from 'node:crypto';
import { TokenBucket } from '#electron/smpp/pacing/token-bucket';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import { connectTransport } from '#electron/smpp/transport/connect-transport';
import { listenForTransports, type TransportServer } from '#electron/smpp/transport/listen-for-transports';
import type { Transport } from '#electron/smpp/transport/transport';
import { parseAddress, type SmppAddress } from '#shared/model/address';
import type { Clock } from '#shared/lib/clock';
import type { HandsetMessage, SimulatorSession } from '#shared/model/simulator';
import { ESME_RTHROTTLED } from '#shared/smpp/command-status';
import { createPdu, type DeliverSmBody, type Pdu } from '#shared/smpp/pdu';
import { planMessage, type PlannedSegment } from '#shared/smpp/text/message-plan';
import type { AcceptedMessage } from './accepted-message';
import { Deliveries } from './deliveries';
import { receiptBody, receiptTlvs, wantsReceipt } from './delivery-receipt';
import { Handsets } from './handsets';
import { MessageCentre } from './message-centre';
import { SimulatedSession, type SimulatorCredentials } from './simulated-session';
import { messageStates } from './special-numbers';
import { handsetNumber } from './submissions';

/** Long enough to see the message on its way, short enough not to wait for it. */
const DELIVERY_DELAY_MS = 400;
const CALL_TIMEOUT_MS = 10_000;

export interface SmscSimulatorOptions {
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** A session appeared, bound, unbound or went. */
  readonly onSessionsChanged: () => void;
  /** A message of a handset came to be, or changed. */
  readonly onHandsetMessage: (message: HandsetMessage) => void;
  /** Where a session's octets go; left out, nowhere. */
  readonly openLog?: (transport: Transport) => { readonly sessionId: number; readonly recorder: PduRecorder };
  readonly deliveryDelayMs?: number;
}

export interface StartOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Null lets anybody in. */
  readonly credentials: SimulatorCredentials | null;
  /** Messages a second that are taken, each destination one; more are refused with ESME_RTHROTTLED. Left out: any number. */
  readonly ratePerSecond?: number | null;
}

export interface CallOptions {
  readonly host: string;
  readonly port: number;
  /** What the outbind says. */
  readonly outbind: SimulatorCredentials;
}

/** An SMSC for trying things out, with a handset behind every number. It can be started again after it was stopped. */
export class SmscSimulator {
  readonly #options: SmscSimulatorOptions;
  readonly #handsets: Handsets;
  readonly #centre: MessageCentre;
  readonly #deliveries: Deliveries;
  readonly #sessions = new Set<SimulatedSession>();
  readonly #rate: TokenBucket;
  #server: TransportServer | null = null;
  #credentials: SimulatorCredentials | null = null;
  #nextSessionId = 1;
  #reference = randomInt(256);

  constructor(options: SmscSimulatorOptions) {
    this.#options = options;
    this.#handsets = new Handsets(options.onHandsetMessage);
    this.#rate = new TokenBucket(options.clock, null);
    this.#centre = new MessageCentre({
      clock: options.clock,
      deliveryDelayMs: options.deliveryDelayMs ?? DELIVERY_DELAY_MS,
      onDone: (message) => this.#onDone(message),
      onBroadcast: (broadcast) => this.#handsets.arrive(broadcast, options.clock.now()),
    });
    this.#deliveries = new Deliveries(options.clock, () => this.#receivers());
  }

  get sessions(): readonly SimulatorSession[] {
    return [...this.#sessions].map(({ view }) => view);
  }

  /** What arrived on the handsets and was typed on them, oldest first; the last 1,000. */
  get messages(): readonly HandsetMessage[] {
    return this.#handsets.messages;
  }

  get droppedMessageCount(): number {
    return this.#handsets.droppedCount;
  }

  /** Resolves to the port. Rejects with a `ListenError` only. */
  async start({ host, port, credentials, ratePerSecond = null }: StartOptions): Promise<number> {
    this.#credentials = credentials;
    this.#rate.setRate(ratePerSecond);
    this.#server = await listenForTransports({ host, port }, (transport) => this.accept(transport));
    return this.#server.port;
  }

  /** Takes a connection, from its own port or made in memory. */
  accept(transport: Transport): void {
    this.#add(transport);
  }

  /**
   * Calls an ESME that listens, and asks it with an outbind to bind on that connection. Rejects with a `ConnectError` only;
   * whether the ESME binds is its own to decide.
   */
  async call({ host, port, outbind }: CallOptions): Promise<void> {
    const { clock } = this.#options;
    const transport = await connectTransport({ host, port, connectTimeoutMs: CALL_TIMEOUT_MS }, clock);
    this.#add(transport).outbind(outbind);
  }

  #add(transport: Transport): SimulatedSession {
    const { clock, onError, onSessionsChanged, openLog } = this.#options;
    const { sessionId, recorder } = openLog?.(transport) ?? {
      sessionId: this.#nextSessionId++,
      recorder: silentRecorder,
    };
    const session = new SimulatedSession({
      id: sessionId,
      transport,
      clock,
      recorder,
      credentials: this.#credentials,
      onError,
      onRequest: (request, asker) =>
        this.#rate.tryTake(messagesIn(request))
          ? this.#centre.answer(request, asker)
          : { commandStatus: ESME_RTHROTTLED },
      onChanged: onSessionsChanged,
      onRoom: ({ systemId }) => this.#deliveries.flush(systemId),
      onEnded: (ended) => {
        this.#sessions.delete(ended);
        this.#deliveries.flush(ended.systemId);
        onSessionsChanged();
      },
    });
    this.#sessions.add(session);
    onSessionsChanged();
    return session;
  }

  /** Unbinds whoever is bound and stops listening. What was on its way is gone. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.close();
    this.#centre.clear();
    await Promise.all([...this.#sessions].map((session) => session.close()));
    this.#deliveries.clear();
  }

  /** Types a text on a handset: it goes out as deliver_sm, a long one in segments. */
  handsetSend(handset: string, to: string, text: string): HandsetMessage {
    const message = this.#handsets.typed(handset, to, text, this.#options.clock.now());
    const receiver = this.#receivers().at(-1);
    if (receiver === undefined) {
      return this.#handsets.settle(
        message,
        'failed',
        'No ESME is bound as receiver or transceiver, so nobody can take this message.',
      );
    }
    const plan = planMessage({ text }, {}, () => this.#nextReference());
    if (!plan.ok) return this.#handsets.settle(message, 'failed', plan.sentence);
    let waiting = plan.segments.length;
    let isSettled = false;
    const settle = (problem: string | null): void => {
      waiting -= 1;
      if (isSettled || (problem === null && waiting > 0)) return;
      isSettled = true;
      this.#handsets.settle(message, problem === null ? 'acknowledged' : 'failed', problem);
    };
    for (const segment of plan.segments) {
      this.#deliveries.push({
        systemId: receiver.systemId,
        preferred: receiver,
        body: deliverSmBody(parseAddress(handset), parseAddress(to), segment),
        tlvs: [],
        isKept: false,
        onSettled: settle,
      });
    }
    return this.messages.find(({ id }) => id === message.id) ?? message;
  }

  #onDone(message: AcceptedMessage): void {
    if (message.messageState === messageStates.delivered) {
      const { destination } = message;
      const toHandset = { ...destination, address: handsetNumber(destination.address) };
      this.#handsets.arrive({ ...message, destination: toHandset }, this.#options.clock.now());
    }
    if (!wantsReceipt(message)) return;
    this.#deliveries.push({
      systemId: message.submitter.systemId,
      preferred: message.submitter,
      body: receiptBody(message),
      tlvs: receiptTlvs(message),
      isKept: true,
      onSettled: () => undefined,
    });
  }

  #receivers(): readonly SimulatedSession[] {
    return [...this.#sessions].filter(({ isReceiver }) => isReceiver);
  }

  #nextReference(): number {
    this.#reference = (this.#reference + 1) % 256;
    return this.#reference;
  }
}

/** What a request costs the rate: one for each destination, nothing for what carries no message. */
function messagesIn(request: Pdu): number {
  switch (request.command) {
    case 'submit_sm':
    case 'data_sm':
    case 'broadcast_sm':
      return 1;
    case 'submit_multi':
      return request.body?.destAddresses.length ?? 1;
    default:
      return 0;
  }
}

function deliverSmBody(
  source: SmppAddress,
  destination: SmppAddress,
  segment: PlannedSegment,
): DeliverSmBody {
  const { body } = createPdu('deliver_sm', {
    sequenceNumber: 0,
    body: {
      sourceAddrTon: source.ton,
      sourceAddrNpi: source.npi,
      sourceAddr: source.address,
      destAddrTon: destination.ton,
      destAddrNpi: destination.npi,
      destinationAddr: destination.address,
      esmClass: segment.esmClassBits,
      dataCoding: segment.dataCoding,
      shortMessage: segment.shortMessage,
    },
  });
  if (body === null) throw new Error('deliver_sm has a body');
  return body;
}

const silentRecorder: PduRecorder = {
  recordPdu: () => undefined,
  recordOctets: () => undefined,
};
