import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { Transport, TransportClosed } from '#electron/smpp/transport/transport';
import type { TimerHandle } from '#shared/lib/clock';
import { ESME_RINVCMDLEN, ESME_ROK } from '#shared/smpp/command-status';
import type { Decoded } from '#shared/smpp/decode';
import { EncodeError } from '#shared/smpp/encode';
import type { FramingError } from '#shared/smpp/framer';
import { isResponse, type CommandName, type Pdu, type Tlv } from '#shared/smpp/pdu';
import type { Problem } from '#shared/smpp/problems';
import { versionOf } from '#shared/smpp/tables/versions';
import { Closing } from './closing';
import { congestionLevel } from './congestion';
import { isBind, isBound } from './commands';
import { Enquiry } from './enquiry';
import { EsmeBinding } from './esme-binding';
import { brokenOff, sequenceNumberIn } from './framing-problem';
import { guardListener, guardRecorder } from './guards';
import { judgeRequest, type PeerRequest } from './judge-request';
import { LinkTimers } from './link-timers';
import { MessageCounters } from './message-counters';
import { Outbox } from './outbox';
import { OwnRequests, type MessageRequest, type Notice } from './own-requests';
import { PeerBind } from './peer-bind';
import { PeerRequests, type ResponseBody } from './peer-requests';
import { Receiver } from './receiver';
import { sendRefusal, tlvRefusal } from './send-refusal';
import type {
  BindCredentials,
  BindOutcome,
  OnOutcome,
  OutbindOutcome,
  SessionCounters,
  SessionEnd,
  SessionListener,
  SessionOptions,
  SessionRole,
  SessionState,
} from './session-types';

/** How long the peer may take to read our last words after a connection was given up. */
const LINGER_MS = 1000;

/**
 * One SMPP session over one transport, as ESME or as SMSC. It judges each PDU by the operation table of the version
 * in use, answers what the protocol itself answers, and hands on the rest. It ends once, and is not used again.
 */
export class SmppSession {
  readonly role: SessionRole;
  readonly #options: SessionOptions;
  readonly #transport: Transport;
  readonly #recorder: PduRecorder;
  readonly #listener: Required<SessionListener>;
  readonly #receiver: Receiver;
  readonly #outbox: Outbox;
  readonly #counters = new MessageCounters();
  readonly #own: OwnRequests;
  readonly #binding: EsmeBinding;
  readonly #peer: PeerRequests;
  readonly #peerBind: PeerBind;
  readonly #linkTimers: LinkTimers;
  readonly #closing: Closing;
  readonly #unbindWaiters: (() => void)[] = [];
  #state: SessionState = 'open';
  #interfaceVersion: number;
  #end: SessionEnd | null = null;
  /** How the session will have ended once the closing that has begun is through. */
  #plannedEnd: SessionEnd | null = null;
  /** session_init first; once the session has ended, the wait for the peer to read our last words. */
  #timer: TimerHandle | null = null;

  constructor(options: SessionOptions) {
    const { clock, timers, transport, onError, lastSequenceNumber = 0 } = options;
    this.role = options.role;
    this.#options = options;
    this.#transport = transport;
    this.#interfaceVersion = options.interfaceVersion;
    this.#recorder = guardRecorder(options.recorder, onError);
    this.#listener = guardListener(options.listener, onError);
    this.#receiver = new Receiver(clock, this.#recorder, options.maxPduOctets, {
      onPdu: (decoded, receivedAtMs) => this.#onPdu(decoded, receivedAtMs),
      onFramingError: (error) => this.#onFramingError(error),
    });
    this.#outbox = new Outbox(transport, this.#recorder, clock);
    this.#peer = new PeerRequests(this.#outbox);
    this.#peerBind = new PeerBind(this.#peer, options.interfaceVersion);
    this.#own = new OwnRequests({
      clock,
      responseMs: timers.responseMs,
      outbox: this.#outbox,
      counters: this.#counters,
      onLateResponse: (command, sequenceNumber, response) =>
        this.#listener.onLateResponse(command, sequenceNumber, response),
      onExpired: () => this.#onRequestsSettled(),
      onError,
      lastSequenceNumber,
    });
    this.#binding = new EsmeBinding(options, this.#own, {
      refusal: (command) => this.#refusal(command, undefined),
      end: () => this.#end,
      onBound: (state, interfaceVersion) => {
        this.#interfaceVersion = interfaceVersion;
        this.#onBound(state);
      },
    });
    const enquiry = new Enquiry(this.#own);
    this.#linkTimers = new LinkTimers(clock, timers, {
      sendEnquireLink: () => enquiry.send(),
      onEnquireLinkTimeout: () => this.#drop({ kind: 'enquire-link-timeout' }),
      onInactive: () => {
        this.#plannedEnd ??= { kind: 'inactivity-timeout' };
        this.#closing.begin();
      },
    });
    this.#closing = new Closing(clock, timers.unbindMs, {
      hasNothingInFlight: () => this.#own.messagesInFlight === 0,
      hasNothingToAnswer: () => this.#peer.unanswered === 0,
      sendUnbind: () => this.#sendUnbind(),
      answerUnbind: () => this.#peer.answerUnbinds(),
      endTransport: () => this.#endTransport(),
      drop: () => this.#drop(this.#plannedEnd ?? { kind: 'closed-by-us' }),
    });
    const isCalled = this.role === 'smsc' || options.awaitsOutbind === true;
    if (isCalled && timers.sessionInitMs > 0) {
      const end = { kind: 'session-init-timeout' } as const;
      this.#timer = clock.startTimer(timers.sessionInitMs, () => this.#giveUp(end));
    }
    transport.listen({
      onData: (chunk) => this.#onData(chunk),
      onDrain: () => this.#onDrained(),
      onClosed: (closed) => this.#onClosed(closed),
    });
  }

  get state(): SessionState {
    return this.#state;
  }

  /** What is spoken: our own version, or the peer's if that is lower and it has said so. */
  get interfaceVersion(): number {
    return this.#interfaceVersion;
  }

  /** The peer has sent something, a PDU or not. */
  get hasHeard(): boolean {
    return this.#receiver.hasHeard;
  }

  get counters(): SessionCounters {
    return this.#counters;
  }

  /** Message requests that may leave now: 0 unless the session is bound for sending and the peer keeps up. */
  freeWindow(): number {
    const sending = this.role === 'esme' ? 'bound_tx' : 'bound_rx';
    const isSending = this.#state === 'bound_trx' || this.#state === sending;
    if (!isSending || this.#outbox.isBlocked || this.#closing.isClosing) return 0;
    return Math.max(0, this.#options.windowSize - this.#own.messagesInFlight);
  }

  /**
   * Sends a request. `onOutcome` is called exactly once: within this call (with 'not-sent', and null is returned) when
   * the request may not or cannot be sent, else later. Never throws.
   */
  request(request: MessageRequest, onOutcome: OnOutcome): number | null {
    const reason = this.#refusal(request.command, request.tlvs);
    if (reason !== null) return this.#own.refuse(reason, onOutcome);
    if (request.command !== 'enquire_link' && this.#own.messagesInFlight >= this.#options.windowSize) {
      const waiting = `${this.#options.windowSize} requests wait for their response, and the window takes no more.`;
      return this.#own.refuse(waiting, onOutcome);
    }
    return this.#own.send(request, true, onOutcome);
  }

  /**
   * ESME role: binds. Never rejects; the link stays open whatever the outcome, and is the caller's to close. What the
   * SMSC sends right after its answer may be handed on before the promise has resolved.
   */
  async bind(
    type: 'transceiver' | 'transmitter' | 'receiver',
    credentials: BindCredentials,
  ): Promise<BindOutcome> {
    return await this.#binding.bind(type, credentials);
  }

  /**
   * ESME role, with `awaitsOutbind`: resolves when the SMSC has sent its outbind, or the session has ended. Whoever is
   * not wanted is turned away with `unbind`, which closes: outbind has no response (SMPP 3.4 section 2.2.1).
   */
  async waitForOutbind(): Promise<OutbindOutcome> {
    return await this.#binding.waitForOutbind();
  }

  /**
   * SMSC role: sends an outbind or an alert_notification, which have no response. Null when it is on its way, else why
   * it may not go, as a sentence. Throws an `EncodeError` for values that cannot be sent.
   */
  notify(notice: Notice): string | null {
    const reason = this.#refusal(notice.command, notice.tlvs);
    if (reason !== null) return reason;
    this.#own.notify(notice);
    if (notice.command === 'outbind') this.#setState('outbound');
    return null;
  }

  /** Checks a bound link now, with an enquire_link and its timer: after a sleep, say, or a changed network. */
  probe(): void {
    if (isBound(this.#state) && !this.#closing.isClosing) this.#linkTimers.probe();
  }

  /** SMSC role: lets the peer in. False when this bind no longer waits for an answer. */
  acceptBind(request: Pdu, systemId: string): boolean {
    const accepted = this.#peerBind.accept(request, systemId);
    if (accepted === null) return false;
    this.#interfaceVersion = accepted.interfaceVersion;
    this.#onBound(accepted.state);
    return true;
  }

  /** SMSC role: the session stays open, so the peer may try again until session_init runs out. */
  refuseBind(request: Pdu, commandStatus: number): boolean {
    return this.#peerBind.refuse(request, commandStatus);
  }

  /**
   * Answers a request that was handed on. With status 0 the fields left out of `body` are 0 or empty; with another,
   * the response has no fields unless `body` is given. False when the request has been answered or the link is gone.
   * Throws an `EncodeError` for values that cannot be sent, TLVs towards 3.3 among them; the request waits on then.
   */
  respond(request: Pdu, commandStatus: number, body?: ResponseBody | null, tlvs?: readonly Tlv[]): boolean {
    const reason = tlvRefusal(tlvs, versionOf(this.#interfaceVersion));
    if (reason !== null) throw new EncodeError('TLV', `cannot be sent: ${reason}`);
    if (this.#peerBind.isOf(request) || !this.#peer.respond(request, commandStatus, body, tlvs)) return false;
    this.#counters.answered += 1;
    this.#closing.onProgress();
    return true;
  }

  /**
   * Ends the session in good order: waits for what is in flight, sends unbind, waits for unbind_resp, closes. Each
   * step takes unbindMs at most. Resolves when the session has ended, however it did.
   */
  async unbind(): Promise<void> {
    if (this.#end !== null) return;
    const ended = new Promise<void>((resolve) => this.#unbindWaiters.push(resolve));
    this.#plannedEnd ??= { kind: 'closed-by-us' };
    if (isBound(this.#state)) this.#closing.begin();
    else this.#closing.endNow();
    await ended;
  }

  /** Ends the session now, without a word to the peer. */
  destroy(): void {
    this.#drop({ kind: 'closed-by-us' });
  }

  #refusal(command: CommandName, tlvs: readonly Tlv[] | undefined): string | null {
    return sendRefusal(command, tlvs, {
      role: this.role,
      state: this.#state,
      interfaceVersion: this.#interfaceVersion,
      isClosing: this.#closing.isClosing,
    });
  }

  #onBound(state: SessionState): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#linkTimers.start();
    this.#setState(state);
  }

  #setState(state: SessionState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.onStateChanged(state);
  }

  #onData(chunk: Uint8Array): void {
    const inFlight = this.#own.messagesInFlight;
    this.#receiver.receive(chunk);
    if (this.#own.messagesInFlight < inFlight) this.#onRequestsSettled();
    this.#outbox.flush();
  }

  #onPdu({ pdu, problems }: Decoded, receivedAtMs: number): void {
    this.#linkTimers.onHeard(receivedAtMs, pdu.command !== 'enquire_link_resp');
    if (!isResponse(pdu)) {
      this.#onPeerRequest(pdu, problems);
      return;
    }
    const level = congestionLevel(pdu);
    if (level !== null) this.#listener.onCongestion(level);
    if (!this.#binding.takeWrongAnswer(pdu)) this.#own.onAnswer(pdu);
  }

  #onPeerRequest(pdu: Pdu, problems: readonly Problem[]): void {
    const verdict = judgeRequest(pdu, problems, {
      role: this.role,
      state: this.#state,
      interfaceVersion: this.#interfaceVersion,
      isBindPending: this.#peerBind.isPending,
    });
    if (verdict.kind === 'handle') this.#handle(verdict.request);
    else if (verdict.kind === 'nack') this.#peer.nack(pdu.sequenceNumber, verdict.commandStatus);
    else if (verdict.kind === 'answer') {
      this.#peer.answer(verdict.request.command, pdu.sequenceNumber, verdict.commandStatus);
    }
  }

  #handle(request: PeerRequest): void {
    switch (request.command) {
      case 'enquire_link':
        this.#peer.answer('enquire_link', request.sequenceNumber, ESME_ROK);
        return;
      case 'unbind':
        this.#peer.expectUnbindAnswer(request.sequenceNumber);
        this.#plannedEnd ??= { kind: 'closed-by-peer', isOrderly: true, error: null };
        this.#closing.onPeerUnbind();
        return;
      case 'outbind':
        this.#setState('outbound');
        this.#binding.onOutbind(request);
        break;
      default:
        if (request.command !== 'alert_notification') this.#peer.expectAnswer(request);
        if (isBind(request)) this.#peerBind.expectAnswer(request);
        else this.#counters.received += 1;
    }
    this.#listener.onRequest(request);
  }

  /** Requests got their outcomes: there may be room, or a closing that waited for them may go on. */
  #onRequestsSettled(): void {
    if (this.#end !== null) return;
    this.#closing.onProgress();
    if (this.freeWindow() > 0) this.#listener.onRoom();
  }

  #onDrained(): void {
    this.#outbox.onDrained();
    if (this.#end === null && this.freeWindow() > 0) this.#listener.onRoom();
  }

  #onFramingError(error: FramingError): void {
    this.#peer.nack(sequenceNumberIn(error.octets), ESME_RINVCMDLEN);
    this.#giveUp({ kind: 'framing-error', reason: error.message, octets: error.octets });
  }

  #sendUnbind(): void {
    // From here on the closing has its own time limits.
    this.#linkTimers.stop();
    this.#own.send({ command: 'unbind', body: null }, false, (outcome) => {
      if (outcome.kind === 'response' || outcome.kind === 'nack') this.#closing.onUnbindAnswered();
    });
  }

  #endTransport(): void {
    if (isBound(this.#state)) this.#setState('unbound');
    this.#linkTimers.stop();
    this.#outbox.flush();
    this.#outbox.close();
    this.#transport.end();
  }

  #onClosed({ error }: TransportClosed): void {
    this.#timer?.cancel();
    this.#finish(this.#plannedEnd ?? brokenOff(error, this.#receiver.halfPdu()));
  }

  /** Says the last words that are in the outbox, closes, and does not wait for the peer. */
  #giveUp(end: SessionEnd): void {
    this.#outbox.flush();
    this.#finish(end);
    this.#timer = this.#options.clock.startTimer(LINGER_MS, () => this.#transport.destroy());
    this.#transport.end();
  }

  #drop(end: SessionEnd): void {
    this.#finish(end);
    this.#transport.destroy();
  }

  #finish(end: SessionEnd): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#timer?.cancel();
    this.#linkTimers.stop();
    this.#closing.stop();
    this.#receiver.stop();
    this.#outbox.close();
    this.#peer.clear();
    this.#setState('closed');
    this.#own.loseAll();
    this.#binding.onEnded(end);
    this.#listener.onEnded(end);
    for (const resolve of this.#unbindWaiters) resolve();
  }
}
