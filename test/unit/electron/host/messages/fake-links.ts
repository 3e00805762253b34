import type {
  LateResponse,
  LinkAvailability,
  LinkOutcome,
  MessageLink,
  MessageLinks,
  OnLinkOutcome,
} from '#electron/host/messages/message-links';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { trunkId, type TrunkId } from '#shared/model/ids';
import { trunkSettings, type TrunkSettings } from '#shared/model/trunk';
import { createPdu, type SubmitSmBody } from '#shared/smpp/pdu';

export interface FakeRequest {
  readonly request: MessageRequest;
  readonly sequenceNumber: number;
  readonly onOutcome: OnLinkOutcome;
}

/** A trunk that keeps what is handed to it until the test says what became of it. */
export class FakeLink implements MessageLink {
  readonly trunkId: TrunkId;
  trunkName: string;
  settings: TrunkSettings;
  isLoggedIn = true;
  /** How often it was told that messages wait. */
  wishes = 0;
  queuedCount = 0;
  /** Every submit_sm that left, in order. */
  readonly left: SubmitSmBody[] = [];
  /** Called as the octets leave, before any outcome. */
  onLeaving: (request: MessageRequest) => void = () => undefined;
  readonly #links: FakeLinks;
  readonly #windowSize: number;
  readonly #outstanding: FakeRequest[] = [];
  #lastSequenceNumber = 0;

  constructor(links: FakeLinks, name: string, windowSize: number) {
    this.trunkId = trunkId.parse(name);
    this.trunkName = name;
    this.settings = trunkSettings.parse({ name, host: 'smsc.example', systemId: 'user' });
    this.#links = links;
    this.#windowSize = windowSize;
  }

  get outstanding(): readonly FakeRequest[] {
    return this.#outstanding;
  }

  availability(): LinkAvailability {
    if (this.settings.bindType === 'receiver') {
      return {
        kind: 'unable',
        sentence: `${this.trunkName} is bound as a receiver and cannot send. Choose another trunk, or change its bind type to transceiver.`,
      };
    }
    return this.isLoggedIn ? { kind: 'up' } : { kind: 'down', sentence: 'The trunk is not logged in.' };
  }

  isThrottled(): boolean {
    return false;
  }

  freeCapacity(): number {
    return this.isLoggedIn ? this.#windowSize - this.#outstanding.length : 0;
  }

  freeWindow(): number {
    return this.freeCapacity();
  }

  exhaustedSources(): readonly string[] {
    return [];
  }

  wantsToSend(): void {
    this.wishes += 1;
  }

  reportQueued(count: number): void {
    this.queuedCount = count;
  }

  submit(request: MessageRequest, onOutcome: OnLinkOutcome): void {
    if (this.freeCapacity() <= 0) {
      onOutcome({ kind: 'held', reason: 'The trunk is not logged in.' }, null);
      return;
    }
    this.#lastSequenceNumber += 1;
    this.#outstanding.push({ request, sequenceNumber: this.#lastSequenceNumber, onOutcome });
    if (request.command === 'submit_sm') this.left.push(request.body);
    this.onLeaving(request);
  }

  accept(messageId: string): void {
    const [request] = this.#outstanding;
    const response = createPdu('submit_sm_resp', {
      sequenceNumber: request?.sequenceNumber ?? 0,
      body: { messageId },
    });
    this.conclude({ kind: 'response', response, latencyMs: 1 });
  }

  /** The oldest submit_multi in flight is accepted, but for the addresses that are named. */
  acceptMulti(messageId: string, refused: readonly string[]): void {
    const [request] = this.#outstanding;
    const response = createPdu('submit_multi_resp', {
      sequenceNumber: request?.sequenceNumber ?? 0,
      body: {
        messageId,
        unsuccessSmes: refused.map((destinationAddr) => ({
          destAddrTon: 1,
          destAddrNpi: 1,
          destinationAddr,
          errorStatusCode: 0x0b,
        })),
      },
    });
    this.conclude({ kind: 'response', response, latencyMs: 1 });
  }

  /** The oldest query_sm in flight is answered with a message_state. */
  tellState(messageId: string, messageState: number): void {
    const [request] = this.#outstanding;
    const response = createPdu('query_sm_resp', {
      sequenceNumber: request?.sequenceNumber ?? 0,
      body: { messageId, finalDate: '', messageState, errorCode: 0 },
    });
    this.conclude({ kind: 'response', response, latencyMs: 1 });
  }

  /** The newest request in flight is accepted, ahead of the others. */
  acceptLast(messageId: string): void {
    const last = this.#outstanding.pop();
    if (last !== undefined) this.#outstanding.unshift(last);
    this.accept(messageId);
  }

  refuse(commandStatus: number): void {
    const sequenceNumber = this.#outstanding[0]?.sequenceNumber ?? 0;
    const response = createPdu('submit_sm_resp', { sequenceNumber, commandStatus });
    this.conclude({ kind: 'response', response, latencyMs: 1 });
  }

  /** The oldest request in flight has this outcome; answers with its sequence number. */
  conclude(outcome: LinkOutcome): number {
    const request = this.#outstanding.shift();
    if (request === undefined) throw new Error('Nothing is in flight.');
    request.onOutcome(outcome, { sessionId: 1, sequenceNumber: request.sequenceNumber });
    this.#links.room.emit(this.trunkId);
    return request.sequenceNumber;
  }

  logIn(): void {
    this.isLoggedIn = true;
    this.#links.room.emit(this.trunkId);
  }

  /** The link ends: whatever is in flight is lost. */
  lose(): void {
    this.isLoggedIn = false;
    for (const request of this.#outstanding.splice(0)) {
      request.onOutcome({ kind: 'link-lost' }, { sessionId: 1, sequenceNumber: request.sequenceNumber });
    }
  }
}

export class FakeLinks implements MessageLinks {
  readonly room = new Emitter<TrunkId>(rethrow);
  readonly late = new Emitter<LateResponse>(rethrow);
  readonly #links = new Map<TrunkId, FakeLink>();

  add(name: string, windowSize = 10): FakeLink {
    const link = new FakeLink(this, name, windowSize);
    this.#links.set(link.trunkId, link);
    return link;
  }

  remove(link: FakeLink): void {
    this.#links.delete(link.trunkId);
  }

  find(id: TrunkId): FakeLink | undefined {
    return this.#links.get(id);
  }

  onRoom(listener: (id: TrunkId) => void): Unsubscribe {
    return this.room.on(listener);
  }

  onLateResponse(listener: (late: LateResponse) => void): Unsubscribe {
    return this.late.on(listener);
  }
}

function rethrow(error: unknown): never {
  throw error;
}
