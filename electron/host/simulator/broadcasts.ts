import type { Clock } from '#shared/lib/clock';
import { HANDSET_NUMBER } from '#shared/model/simulator';
import { ESME_RMSGQFUL, ESME_ROK } from '#shared/smpp/command-status';
import type { PduOf, Tlv } from '#shared/smpp/pdu';
import { tlvDefinitions, type TlvName } from '#shared/smpp/tables/tlvs';
import { findTlv, tlv } from '#shared/smpp/tlv';
import type { Answer, Asker, Submission } from './accepted-message';
import { Agenda } from './agenda';
import { absoluteTime } from './delivery-receipt';
import type { MessageIds } from './message-ids';
import { messageStates } from './special-numbers';
import { judgeTimes } from './submissions';

const ESME_RINVMSGID = 0x0c;
const ESME_RMISSINGTLV = 0xc3;
const ESME_RINVBCASTAREAFMT = 0x109;
const ESME_RBCASTCANCELFAIL = 0x10f;

/** broadcast_area_success: every phone was reached, or it is not known (SMPP 5.0 section 4.8.4.5). */
const ALL_REACHED = 100;
const NOT_KNOWN = 255;
/** Formats of broadcast_area_identifier: name, ellipsoid arc, polygon (SMPP 5.0 section 4.8.4.4). */
const LAST_AREA_FORMAT = 2;
const MAX_REMEMBERED = 1_000;

const required: readonly TlvName[] = [
  'broadcast_area_identifier',
  'broadcast_content_type',
  'broadcast_rep_num',
  'broadcast_frequency_interval',
];

interface Broadcast extends Submission {
  readonly id: string;
  readonly systemId: string;
  readonly serviceType: string;
  readonly areas: readonly Uint8Array[];
  readonly messageState: number;
  readonly doneAtMs: number | null;
}

type BroadcastRequest = PduOf<'broadcast_sm'> | PduOf<'query_broadcast_sm'> | PduOf<'cancel_broadcast_sm'>;

export interface BroadcastsOptions {
  readonly clock: Clock;
  readonly deliveryDelayMs: number;
  readonly ids: MessageIds;
  /** It went out. */
  readonly onBroadcast: (broadcast: Submission) => void;
}

/** Cell broadcasts of SMPP 5.0 (sections 4.4 and 4.6): taken, sent out once, asked about and cancelled. */
export class Broadcasts {
  readonly #options: BroadcastsOptions;
  readonly #agenda: Agenda<string>;
  /** By id, in the order in which they came. */
  readonly #broadcasts = new Map<string, Broadcast>();

  constructor(options: BroadcastsOptions) {
    this.#options = options;
    this.#agenda = new Agenda(options.clock, (id) => this.#send(id));
  }

  answer(request: BroadcastRequest, asker: Asker): Answer {
    switch (request.command) {
      case 'broadcast_sm':
        return this.#take(request, asker);
      case 'query_broadcast_sm':
        return this.#query(request, asker);
      case 'cancel_broadcast_sm':
        return this.#cancel(request, asker);
    }
  }

  /** Forgets everything, what is on its way too. */
  clear(): void {
    this.#agenda.clear();
    this.#broadcasts.clear();
  }

  #take(request: PduOf<'broadcast_sm'>, { systemId, interfaceVersion }: Asker): Answer {
    const { body, tlvs } = request;
    if (body === null) throw new Error('A broadcast without fields is refused by the session.');
    if (required.some((name) => findTlv(request, name) === undefined)) {
      return { commandStatus: ESME_RMISSINGTLV };
    }
    const areas = tlvs.filter(({ tag }) => tag === areaTag).map(({ value }) => value.slice());
    if (areas.some(([format = NOT_KNOWN]) => format > LAST_AREA_FORMAT)) {
      return { commandStatus: ESME_RINVBCASTAREAFMT };
    }
    const { clock, ids, deliveryDelayMs } = this.#options;
    const { commandStatus, ...times } = judgeTimes(body, clock.now());
    if (commandStatus !== ESME_ROK) return { commandStatus };
    if (this.#broadcasts.size >= MAX_REMEMBERED && !this.#forgetOldest()) {
      return { commandStatus: ESME_RMSGQFUL };
    }
    const id = ids.take(interfaceVersion);
    this.#broadcasts.set(id, {
      ...times,
      id,
      systemId,
      serviceType: body.serviceType,
      source: { ton: body.sourceAddrTon, npi: body.sourceAddrNpi, address: body.sourceAddr },
      destination: { ton: 1, npi: 1, address: HANDSET_NUMBER },
      esmClass: 0,
      dataCoding: body.dataCoding,
      registeredDelivery: 0,
      shortMessage: new Uint8Array(0),
      tlvs: tlvs.map(({ tag, value }) => ({ tag, value: value.slice() })),
      areas,
      messageState: times.scheduledAtMs === null ? messageStates.enroute : messageStates.scheduled,
      doneAtMs: null,
    });
    this.#agenda.set(id, (times.scheduledAtMs ?? clock.now()) + deliveryDelayMs);
    return { commandStatus: ESME_ROK, body: { messageId: id } };
  }

  /** It repeats itself on no phone: once is what can be seen. */
  #send(id: string): void {
    const broadcast = this.#broadcasts.get(id);
    if (broadcast === undefined) return;
    const nowMs = this.#options.clock.now();
    const isExpired = broadcast.expiresAtMs !== null && broadcast.expiresAtMs <= nowMs;
    const messageState = isExpired ? messageStates.expired : messageStates.delivered;
    this.#broadcasts.set(id, { ...broadcast, messageState, doneAtMs: nowMs });
    if (!isExpired) this.#options.onBroadcast(broadcast);
  }

  #query({ body, tlvs }: PduOf<'query_broadcast_sm'>, asker: Asker): Answer {
    const { messageId = '', sourceAddr = '' } = body ?? {};
    const found = this.#find(messageId, sourceAddr, asker);
    if (found === null) return { commandStatus: ESME_RINVMSGID };
    const { messageState, areas, doneAtMs } = found;
    const success = messageState === messageStates.delivered ? ALL_REACHED : NOT_KNOWN;
    const answer: Tlv[] = [tlv('message_state', Uint8Array.of(messageState))];
    for (const area of areas) answer.push(tlv('broadcast_area_identifier', area));
    for (const _ of areas) answer.push(tlv('broadcast_area_success', Uint8Array.of(success)));
    if (doneAtMs !== null) {
      answer.push(
        tlv('broadcast_end_time', new Uint8Array(Buffer.from(`${absoluteTime(doneAtMs)}\0`, 'latin1'))),
      );
    }
    answer.push(...tlvs.filter(({ tag }) => tag === referenceTag));
    return { commandStatus: ESME_ROK, body: { messageId }, tlvs: answer };
  }

  /** With an empty message_id, all of this source and service_type (SMPP 5.0 section 4.6.2.1). */
  #cancel({ body }: PduOf<'cancel_broadcast_sm'>, asker: Asker): Answer {
    const { messageId = '', sourceAddr = '', serviceType = '' } = body ?? {};
    const own = [...this.#broadcasts.values()].filter(
      (broadcast) => broadcast.systemId === asker.systemId && broadcast.source.address === sourceAddr,
    );
    const meant = own.filter((broadcast) =>
      messageId === '' ? broadcast.serviceType === serviceType : broadcast.id === messageId,
    );
    if (meant.length === 0 && messageId !== '') return { commandStatus: ESME_RINVMSGID };
    const pending = meant.filter(({ doneAtMs }) => doneAtMs === null);
    if (pending.length === 0) return { commandStatus: ESME_RBCASTCANCELFAIL };
    for (const broadcast of pending) {
      this.#agenda.delete(broadcast.id);
      const doneAtMs = this.#options.clock.now();
      this.#broadcasts.set(broadcast.id, { ...broadcast, messageState: messageStates.deleted, doneAtMs });
    }
    return { commandStatus: ESME_ROK };
  }

  #find(id: string, sourceAddress: string, { systemId }: Asker): Broadcast | null {
    const found = this.#broadcasts.get(id);
    const isOwn = found?.systemId === systemId && found.source.address === sourceAddress;
    return isOwn ? found : null;
  }

  /** The oldest that is through; false when none is. */
  #forgetOldest(): boolean {
    for (const [id, { doneAtMs }] of this.#broadcasts) {
      if (doneAtMs !== null) return this.#broadcasts.delete(id);
    }
    return false;
  }
}

const { tag: areaTag } = tlvDefinitions.broadcast_area_identifier;
const { tag: referenceTag } = tlvDefinitions.user_message_reference;
