import type {
  InboundSink,
  MessageLink,
  MessageLinks,
  OnLinkOutcome,
} from '#electron/host/messages/message-links';
import type { PduRecorder } from '#electron/smpp/pdu-recorder';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import type { SmppSession } from '#electron/smpp/session/smpp-session';
import type { Unsubscribe } from '#shared/lib/emitter';
import { trunkId, type TrunkId } from '#shared/model/ids';
import { trunkSettings } from '#shared/model/trunk';
import type { Pdu } from '#shared/smpp/pdu';
import { openSession } from './session-clients';

const noRecorder: PduRecorder = { recordPdu: () => undefined, recordOctets: () => undefined };

/** One trunk over one session, without a log and without rates: what the message service needs of it and no more. */
export class SessionLink implements MessageLink, MessageLinks {
  static readonly id = trunkId.parse('bench');
  readonly trunkId = SessionLink.id;
  readonly trunkName = 'Benchmark';
  readonly settings = trunkSettings.parse({ name: 'Benchmark', host: '127.0.0.1', systemId: 'bench' });
  /** From a deliver_sm to its response, in milliseconds. */
  readonly answerMs: number[] = [];
  readonly #windowSize: number;
  #session: SmppSession | null = null;
  #inFlight = 0;
  #answered = 0;
  #waited = Number.POSITIVE_INFINITY;
  #whenAnswered: () => void = () => undefined;

  constructor(windowSize: number) {
    this.#windowSize = windowSize;
  }

  async open(port: number, inbound: InboundSink): Promise<void> {
    this.#session = await openSession(
      { port, windowSize: this.#windowSize, durationMs: 0 },
      noRecorder,
      '',
      (session, request) => void this.#answer(session, request, inbound),
    );
  }

  async close(): Promise<void> {
    await this.#session?.unbind();
  }

  /** Resolves with the response to the delivery that is so many after the last one that was waited for. */
  whenAnswered(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waited = count;
      this.#whenAnswered = resolve;
      if (this.#answered >= count) resolve();
    });
  }

  find(id: TrunkId): MessageLink | undefined {
    return id === this.trunkId ? this : undefined;
  }

  onRoom(): Unsubscribe {
    return () => undefined;
  }

  onLateResponse(): Unsubscribe {
    return () => undefined;
  }

  availability() {
    return { kind: 'up' } as const;
  }

  isThrottled(): boolean {
    return false;
  }

  freeCapacity(): number {
    return this.#session === null ? 0 : this.#windowSize - this.#inFlight;
  }

  freeWindow(): number {
    return this.freeCapacity();
  }

  exhaustedSources(): readonly string[] {
    return [];
  }

  wantsToSend(): void {
    // It is logged in, always.
  }

  reportQueued(): void {
    // Nobody looks.
  }

  submit(request: MessageRequest, onOutcome: OnLinkOutcome): void {
    this.#inFlight += 1;
    this.#session?.request(request, (outcome, sequenceNumber) => {
      this.#inFlight -= 1;
      onOutcome(outcome, { sessionId: 1, sequenceNumber });
    });
  }

  async #answer(session: SmppSession, request: Pdu, inbound: InboundSink): Promise<void> {
    const from = performance.now();
    const status = await inbound.receive(this.trunkId, this.trunkName, request, 1);
    session.respond(request, status);
    this.answerMs.push(performance.now() - from);
    this.#answered += 1;
    if (this.#answered >= this.#waited) this.#whenAnswered();
  }
}
