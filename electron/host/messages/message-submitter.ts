import type { SourcePolicy } from '#electron/host/sources/source-policy';
import type { MessageStore } from '#electron/host/storage/message-store';
import type { CarriedDestination, NewOutbound } from '#electron/host/storage/stored-records';
import type { GroupRouter } from '#electron/host/trunk-groups/group-router';
import type { CommandOutput } from '#shared/contract/index';
import type { Clock } from '#shared/lib/clock';
import type { MessageId, TrunkGroupId, TrunkId } from '#shared/model/ids';
import type { SmppAddress } from '#shared/model/address';
import type { MessageView } from '#shared/model/message';
import type { SubmitManyRequest, SubmitPreview, SubmitRequest } from '#shared/model/submission';
import type { SendTarget } from '#shared/model/trunk-group';
import { RpcError } from '#shared/rpc/errors';
import { encode, EncodeError } from '#shared/smpp/encode';
import { createPdu, type Pdu } from '#shared/smpp/pdu';
import type { MessagePlan } from '#shared/smpp/text/message-plan';
import type { ConcatReferences } from './concat-references';
import type { GroupLanes } from './group-lanes';
import type { IdSource } from './id-source';
import type { MessageLink, MessageLinks } from './message-links';
import { requestsOf } from './outbound-requests';
import type { Outbox } from './outbox';
import { waitsForLogin } from './outcomes';
import { previewWarnings } from './preview-warnings';
import {
  destinationFor,
  invalid,
  outboundOf,
  planSubmission,
  prepareSubmission,
  type PreparedSubmission,
  type Submission,
  type SubmissionRoute,
} from './submission';

/** Destinations of a submit_multi at most (SMPP 3.4 section 4.5.1). */
const MAX_MULTI = 254;
/** Messages that are stored in one transaction of a bulk. */
const STORED_TOGETHER = 500;
/** More than so many at once leave after what a person sends. */
const BULK_FROM = 20;

export interface MessageSubmitterOptions {
  readonly store: MessageStore;
  readonly links: MessageLinks;
  readonly groups: GroupRouter;
  readonly policy: SourcePolicy;
  readonly outbox: Outbox;
  readonly lanes: GroupLanes;
  readonly references: ConcatReferences;
  readonly ids: IdSource;
  readonly clock: Clock;
}

interface Recipient {
  readonly address: SmppAddress;
  readonly isList: boolean;
}

/** What the messages of a send to many have in common. */
interface Batch {
  readonly prepared: PreparedSubmission;
  readonly route: Route;
  readonly isBulk: boolean;
}

interface Route extends SubmissionRoute {
  readonly link: MessageLink;
}

/** From what the composer hands in to messages in the queue. Rejections are `RpcError`s that name the field at fault. */
export class MessageSubmitter {
  readonly #options: MessageSubmitterOptions;

  constructor(options: MessageSubmitterOptions) {
    this.#options = options;
  }

  /** Resolves when the message is stored as queued; with it the answer of a rule that it is waits no more. */
  async submit(request: SubmitRequest, answerId?: string): Promise<MessageView> {
    const { store, references, ids, policy } = this.#options;
    const { prepared, route } = this.#prepare(request);
    const destination = destinationFor(prepared, request.destinationAddress);
    const id = ids.message();
    try {
      const plan = planSubmission(prepared, (bits) => references.take(id, [destination.address], bits));
      const message = outboundOf(prepared, plan, {
        ...this.#contextOf(route),
        id,
        destination,
        isBulk: false,
      });
      this.#refuseUnencodable(message);
      const view = await store.write(
        'insertOutbound',
        answerId === undefined ? message : { ...message, answerId },
      );
      if (route.trunkId !== null) policy.noteUsed(route.trunkId, request.sourceAddress);
      this.#notify(route, plan.segments.length);
      return view;
    } catch (error) {
      references.release(id);
      throw error;
    }
  }

  /** The same message to many. What cannot be sent to is told and left out; the rest is stored in pieces. */
  async submitMany(request: SubmitManyRequest): Promise<CommandOutput<'message.submitMany'>> {
    const { prepared, route } = this.#prepare(request);
    const refused: { destinationAddress: string; reason: string }[] = [];
    const recipients = this.#recipients(prepared, request, refused);
    if (recipients.length === 0) return { messageIds: [], refused };
    const isBulk = recipients.length > BULK_FROM;
    const isMulti = request.pdu === 'submit_multi';
    const size = isMulti ? MAX_MULTI : 1;
    let stored: NewOutbound[] = [];
    const messageIds: MessageId[] = [];
    const store = async (): Promise<void> => {
      if (stored.length === 0) return;
      await this.#options.store.write('insertOutbounds', stored);
      for (const { id } of stored) messageIds.push(id);
      const own = stored.filter((message) => message.carrierId === null);
      this.#notify(
        route,
        own.reduce((sum, message) => sum + message.segments.length, 0),
      );
      stored = [];
    };
    const batch = { prepared, route, isBulk };
    /** What all of them share: the text in its parts, unless each has a reference of its own. */
    let shared: MessagePlan | null = null;
    for (let from = 0; from < recipients.length; from += size) {
      const [template] = stored;
      const [recipient] = recipients.slice(from, from + 1);
      if (shared !== null && !isMulti && template !== undefined && recipient?.isList === false) {
        stored.push(this.#another(template, recipient));
      } else {
        const { messages, plan } = this.#together(batch, recipients.slice(from, from + size), shared);
        if (plan.reference === null) shared = plan;
        stored.push(...messages);
      }
      if (stored.length >= STORED_TOGETHER) await store();
    }
    await store();
    if (route.trunkId !== null) this.#options.policy.noteUsed(route.trunkId, request.sourceAddress);
    return { messageIds, refused };
  }

  /** The first PDUs as they would be sent; nothing is stored and no reference is used up. */
  preview(request: SubmitManyRequest): SubmitPreview {
    const { prepared, route } = this.#prepare(request);
    const [first, ...others] = this.#previewed(prepared, request);
    const plan = planSubmission(prepared, () => 0);
    const id = this.#options.ids.message();
    const message = outboundOf(prepared, plan, {
      ...this.#contextOf(route),
      id,
      destination: first.address,
      isList: first.isList,
      isBulk: false,
    });
    const carried = others.map((recipient) => ({ messageId: id, ...recipient }));
    const pdus = pdusOf(message, carried);
    const { version } = prepared.link.settings;
    return {
      trunkName: prepared.link.trunkName,
      encoding: plan.encoding,
      dataCoding: plan.dataCoding,
      segmentCount: plan.segments.length,
      pdus: pdus.map((pdu) => ({ command: message.pdu, hex: Buffer.from(octetsOf(pdu)).toString('hex') })),
      warnings: previewWarnings(pdus, version, this.#options.clock.now()),
    };
  }

  #prepare(request: Submission): { readonly prepared: PreparedSubmission; readonly route: Route } {
    const { policy } = this.#options;
    const { target } = request;
    if (target.kind === 'trunk') {
      const route = this.#routeOf(target);
      return { prepared: prepareSubmission(request, route.link, policy), route };
    }
    const { groupId } = target;
    const members = this.#membersOf(groupId);
    const trunkName = this.#options.groups.nameOf(groupId) ?? '';
    let refusal: unknown = new RpcError(
      'refused',
      `${trunkName} has no trunk that could send. Add one to it.`,
    );
    for (const link of members) {
      try {
        const prepared = prepareSubmission(request, link, policy);
        return { prepared, route: { link, trunkId: null, trunkName, groupId } };
      } catch (error) {
        refusal = error;
      }
    }
    throw refusal;
  }

  #routeOf({ trunkId }: Extract<SendTarget, { kind: 'trunk' }>): Route {
    const link = this.#options.links.find(trunkId);
    if (link === undefined) throw new RpcError('not-found', 'This trunk does not exist any more.');
    const availability = link.availability();
    if (availability.kind === 'unable') throw new RpcError('refused', availability.sentence);
    return { link, trunkId, trunkName: link.trunkName, groupId: null };
  }

  /** Looked at without choosing: what is chosen counts towards the shares. */
  #membersOf(groupId: TrunkGroupId): MessageLink[] {
    const { groups, links } = this.#options;
    const ids: TrunkId[] = [];
    const choice = groups.choose(groupId, (id) => {
      ids.push(id);
      return 'Not asked for.';
    });
    if (choice === null) throw new RpcError('not-found', 'This trunk group does not exist any more.');
    const members = ids.flatMap((id) => links.find(id) ?? []);
    return members.filter((link) => link.availability().kind !== 'unable');
  }

  #contextOf({ link, trunkId, trunkName, groupId }: Route) {
    const isWaiting = trunkId !== null && this.#options.outbox.isWaitingForLogin(link);
    return {
      newConversationId: this.#options.ids.conversation(),
      trunkId,
      trunkName,
      groupId,
      reason: isWaiting ? waitsForLogin(trunkName) : null,
      atMs: Math.floor(this.#options.clock.now()),
    };
  }

  /** Whom the first PDU goes to: all that fit into a submit_multi, or one. What would be refused is left out. */
  #previewed(prepared: PreparedSubmission, request: SubmitManyRequest): [Recipient, ...Recipient[]] {
    const isMulti = request.pdu === 'submit_multi';
    const [typed = ''] = request.destinations;
    const isAlone = request.destinations.length + request.distributionLists.length <= 1;
    if (!isMulti || (isAlone && typed !== '')) {
      return [{ address: destinationFor(prepared, typed), isList: false }];
    }
    const refused: { destinationAddress: string; reason: string }[] = [];
    const [first, ...others] = this.#recipients(prepared, request, refused).slice(0, MAX_MULTI);
    if (first !== undefined) return [first, ...others];
    throw invalid('destinationAddress', refused[0]?.reason ?? 'Enter a destination address.');
  }

  #recipients(
    prepared: PreparedSubmission,
    request: SubmitManyRequest,
    refused: { destinationAddress: string; reason: string }[],
  ): Recipient[] {
    const seen = new Set<string>();
    const addresses = request.destinations.flatMap((typed) => {
      try {
        const address = destinationFor(prepared, typed);
        if (seen.has(address.address)) {
          refused.push({ destinationAddress: typed, reason: 'It is in the list twice.' });
          return [];
        }
        seen.add(address.address);
        return [{ address, isList: false }];
      } catch (error) {
        if (!(error instanceof RpcError)) throw error;
        refused.push({ destinationAddress: typed, reason: error.message });
        return [];
      }
    });
    if (request.distributionLists.length > 0 && request.pdu !== 'submit_multi') {
      throw invalid('distributionLists', 'Distribution lists go with submit_multi only.');
    }
    const lists = request.distributionLists.map((name) => ({
      address: { kind: 'alphanumeric' as const, address: name, ton: 0, npi: 0 },
      isList: true,
    }));
    return [...addresses, ...lists];
  }

  /** One message for each recipient; those of a submit_multi share the PDUs of the first one. */
  #together(
    { prepared, route, isBulk }: Batch,
    recipients: readonly Recipient[],
    plan: MessagePlan | null,
  ): { readonly messages: NewOutbound[]; readonly plan: MessagePlan } {
    const { references, ids } = this.#options;
    const carrierId = ids.message();
    const destinations = recipients.map(({ address }) => address.address);
    const own = plan ?? planSubmission(prepared, (bits) => references.take(carrierId, destinations, bits));
    const context = this.#contextOf(route);
    const messages = recipients.map(({ address, isList }, index) => {
      const message = outboundOf(prepared, own, {
        ...context,
        newConversationId: index === 0 ? context.newConversationId : ids.conversation(),
        id: index === 0 ? carrierId : ids.message(),
        destination: address,
        isList,
        carrierId: index === 0 ? null : carrierId,
        isBulk,
      });
      if (index === 0) this.#refuseUnencodable(message);
      return message;
    });
    return { messages, plan: own };
  }

  /** The same to one more, where the number is all that differs. */
  #another(template: NewOutbound, { address }: Recipient): NewOutbound {
    const { ids } = this.#options;
    const message = {
      ...template,
      id: ids.message(),
      newConversationId: ids.conversation(),
      destination: address,
    };
    if (!/^\d*$/.test(address.address)) this.#refuseUnencodable(message);
    return message;
  }

  /** Before it is stored: what no octets can stand for could never leave. */
  #refuseUnencodable(message: NewOutbound): void {
    for (const pdu of pdusOf(message)) octetsOf(pdu);
  }

  #notify({ trunkId, groupId }: Route, segments: number): void {
    if (trunkId !== null) this.#options.outbox.notifyQueued(trunkId, segments);
    else if (groupId !== null) this.#options.lanes.notifyQueued(groupId);
  }
}

function octetsOf(pdu: Pdu): Uint8Array {
  try {
    return encode(pdu);
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    throw new RpcError('invalid-input', `This message cannot be sent: ${error.message}.`);
  }
}

function pdusOf(message: NewOutbound, carried: readonly CarriedDestination[] = []): Pdu[] {
  return requestsOf(message, carried).map(({ command, body, tlvs }) =>
    createPdu(command, { sequenceNumber: 0, body, ...(tlvs === undefined ? {} : { tlvs }) }),
  );
}
