import type { LateResponse, MessageLink, MessageLinks } from '#electron/host/messages/message-links';
import type { OnOutcome, RequestOutcome } from '#electron/smpp/session/session-types';
import { Emitter, type Unsubscribe } from '#shared/lib/emitter';
import { trunkId, type TrunkId } from '#shared/model/ids';
import type { BindType } from '#shared/model/trunk';
import { createPdu, type SubmitSmBody } from '#shared/smpp/pdu';

export interface FakeRequest {
  readonly body: SubmitSmBody;
  readonly sequenceNumber: number;
  readonly onOutcome: OnOutcome;
}

/** A trunk that keeps what is handed to it until the test says what became of it. */
export class FakeLink implements MessageLink {
  readonly trunkId: TrunkId;
  readonly trunkName: string;
  bindType: BindType = 'transceiver';
  isLoggedIn = true;
  /** Everything that left, in order. */
  readonly left: SubmitSmBody[] = [];
  /** Called as the octets leave, before any outcome. */
  onLeaving: (body: SubmitSmBody) => void = () => undefined;
  readonly #links: FakeLinks;
  readonly #windowSize: number;
  readonly #outstanding: FakeRequest[] = [];
  #lastSequenceNumber = 0;

  constructor(links: FakeLinks, name: string, windowSize: number) {
    this.trunkId = trunkId.parse(name);
    this.trunkName = name;
    this.#links = links;
    this.#windowSize = windowSize;
  }

  get outstanding(): readonly FakeRequest[] {
    return this.#outstanding;
  }

  freeWindow(): number {
    return this.isLoggedIn ? this.#windowSize - this.#outstanding.length : 0;
  }

  submit(body: SubmitSmBody, _tlvs: unknown, onOutcome: OnOutcome): void {
    if (this.freeWindow() <= 0) {
      onOutcome({ kind: 'not-sent', reason: 'The trunk is not logged in.' }, 0);
      return;
    }
    this.#lastSequenceNumber += 1;
    this.#outstanding.push({ body, sequenceNumber: this.#lastSequenceNumber, onOutcome });
    this.left.push(body);
    this.onLeaving(body);
  }

  accept(messageId: string): void {
    const [request] = this.#outstanding;
    const response = createPdu('submit_sm_resp', {
      sequenceNumber: request?.sequenceNumber ?? 0,
      body: { messageId },
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
  conclude(outcome: RequestOutcome): number {
    const request = this.#outstanding.shift();
    if (request === undefined) throw new Error('Nothing is in flight.');
    request.onOutcome(outcome, request.sequenceNumber);
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
      request.onOutcome({ kind: 'link-lost' }, request.sequenceNumber);
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
