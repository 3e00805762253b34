import type { SourcePolicy } from '#electron/host/sources/source-policy';
import { destinationOf } from '#electron/host/sources/source-policy';
import type { MessageFields, NewOutbound } from '#electron/host/storage/stored-records';
import { addressProblem, type SmppAddress } from '#shared/model/address';
import type { ConversationId, MessageId } from '#shared/model/ids';
import { fieldsNotIn } from '#shared/model/pdu-fields';
import { formatSmppTime } from '#shared/model/smpp-time';
import type { AdvancedOptions, SubmitManyRequest, SubmitRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import type { Tlv } from '#shared/smpp/pdu';
import {
  carrierOf,
  type MessageContent,
  type MessageOptions,
  type MessageRefusal,
} from '#shared/smpp/text/message-options';
import { planMessage, type MessagePlan } from '#shared/smpp/text/message-plan';
import type { MessageLink } from './message-links';
import { RECEIPT_REQUESTED } from './message-pdu';
import { broadcastTlvs, octetsOfHex, tlvOfEntry } from './tlv-entries';

/** What one and many submissions have in common. */
export type Submission = Omit<SubmitRequest, 'destinationAddress'> | Omit<SubmitManyRequest, 'destinations'>;

/** Bulk leaves after what a person sends now; within these the highest priority_flag first. */
const BULK_RANK = 256;
const HIGHEST_PRIORITY = 255;

const APPLICATION_PORTS_16 = 0x05;

export type SubmissionRoute = Pick<NewOutbound, 'trunkId' | 'trunkName' | 'groupId'>;

/** What of a trunk decides how a message is written. */
type SubmissionTrunk = Pick<MessageLink, 'trunkName' | 'settings'>;

/** Everything that is decided before a message has an id: who sends, how it is written, what its fields are. */
export interface PreparedSubmission {
  readonly request: Submission;
  readonly link: SubmissionTrunk;
  readonly source: SmppAddress;
  readonly fields: MessageFields | null;
  readonly esmClass: number;
  readonly isReceiptRequested: boolean;
}

/** Refuses, with the reason, what this trunk can never send so; the fields at fault are named in `details`. */
export function prepareSubmission(
  request: Submission,
  link: SubmissionTrunk,
  policy: Pick<SourcePolicy, 'check'>,
): PreparedSubmission {
  const { advanced, pdu } = request;
  refuseByVersion(request, link);
  refuseWithoutField(pdu, advanced);
  const verdict = policy.check(link.settings, request.sourceAddress, advanced.sourceNumbering ?? undefined);
  if (verdict.kind === 'refused') throw refused('sourceAddress', verdict.sentence);
  const problem = addressProblem(verdict.address);
  if (problem !== null) throw invalid('sourceAddress', problem);
  const registeredDelivery =
    advanced.registeredDelivery ?? (request.isReceiptRequested ? RECEIPT_REQUESTED : 0);
  const tlvs = [...ownTlvs(advanced), ...(pdu === 'broadcast_sm' ? broadcastTlvsOf(request) : [])];
  const { mode, messageType, isUdhi, isReplyPath } = advanced.esmClass;
  return {
    request,
    link,
    source: verdict.address,
    fields: fieldsOf(advanced, registeredDelivery, tlvs),
    esmClass: mode | (messageType << 2) | (isUdhi ? 0x40 : 0) | (isReplyPath ? 0x80 : 0),
    // broadcast_sm has no registered_delivery (SMPP 5.0 section 4.4.1.1).
    isReceiptRequested: pdu !== 'broadcast_sm' && (registeredDelivery & 0x03) !== 0,
  };
}

/** The destination as this trunk writes it. */
export function destinationFor(
  { link, request }: PreparedSubmission,
  typed: string,
  field = 'destinationAddress',
): SmppAddress {
  const address = destinationOf(link.settings, typed, request.advanced.destinationNumbering ?? undefined);
  if (address.address === '' && request.pdu !== 'broadcast_sm') {
    throw invalid(field, 'Enter a destination address.');
  }
  const problem = addressProblem(address);
  if (problem !== null) throw invalid(field, problem);
  return address;
}

/** The PDUs' texts. `takeReference` is asked once, and only for a message of several parts. */
export function planSubmission(
  { request, link }: PreparedSubmission,
  takeReference: (bits: 8 | 16) => number,
): MessagePlan {
  const { settings } = link;
  const options: MessageOptions = {
    alphabet: request.alphabet,
    isFlash: request.isFlash,
    dataCoding: request.advanced.dataCoding,
    shiftTables: request.shiftTables,
    longMethod: request.longMethod ?? settings.longMessages,
    version: settings.version,
    map: settings.alphabets,
    shortMessageOctets: settings.shortMessageOctets,
    carrier: carrierOf(request.pdu),
    headerElements: request.ports === null ? [] : [portsElement(request.ports)],
  };
  const plan = planMessage(contentOf(request), options, takeReference);
  if (!plan.ok) throw invalid(fieldAtFault(plan.kind, request), plan.sentence);
  return plan;
}

function fieldAtFault(kind: MessageRefusal['kind'], { octets, advanced }: Submission): string {
  if (kind === 'version') return 'longMethod';
  if (kind === 'data-coding') return 'alphabet';
  if (kind === 'alphabet' && advanced.dataCoding !== null) return 'advanced.dataCoding';
  return octets === null ? 'text' : 'octets';
}

export interface OutboundContext extends SubmissionRoute {
  readonly id: MessageId;
  readonly newConversationId: ConversationId;
  readonly destination: SmppAddress;
  readonly isList?: boolean;
  readonly carrierId?: MessageId | null;
  readonly isBulk: boolean;
  readonly reason: string | null;
  readonly atMs: number;
}

/** The message as it is stored. */
export function outboundOf(
  prepared: PreparedSubmission,
  plan: MessagePlan,
  context: OutboundContext,
): NewOutbound {
  const { request, source, esmClass, isReceiptRequested } = prepared;
  const { isList = false, carrierId = null, isBulk, ...rest } = context;
  const fields = isList
    ? { ...(prepared.fields ?? ordinaryFields(isReceiptRequested)), isList }
    : prepared.fields;
  const priority = Math.min(HIGHEST_PRIORITY, request.advanced.priorityFlag);
  const bits = plan.method === 'udh8' ? 8 : 16;
  return {
    ...rest,
    pdu: request.pdu,
    source,
    text: request.octets === null ? request.text : request.octets.trim(),
    encoding: plan.encoding,
    dataCoding: plan.dataCoding,
    isReceiptRequested,
    fields,
    request: isOrdinary(request, fields) ? null : JSON.stringify(withoutDestinations(request)),
    reference: plan.reference === null ? null : { number: plan.reference, bits },
    segments: plan.segments.map(({ shortMessage, esmClassBits, tlvs }) => ({
      octets: shortMessage,
      esmClass: esmClass | esmClassBits,
      tlvs,
    })),
    rank: (isBulk ? BULK_RANK : 0) + HIGHEST_PRIORITY - priority,
    carrierId,
  };
}

function refuseByVersion(
  { pdu, advanced, broadcast }: Submission,
  { trunkName, settings }: SubmissionTrunk,
): void {
  const { version } = settings;
  if (version === '3.3' && pdu === 'data_sm') {
    throw refused('pdu', `${trunkName} speaks SMPP 3.3, which has no data_sm. Choose submit_sm.`);
  }
  if (version !== '5.0' && pdu === 'broadcast_sm') {
    throw refused(
      'pdu',
      `${trunkName} speaks SMPP ${version}, and broadcast_sm came with 5.0. Choose another PDU.`,
    );
  }
  if (version === '3.3' && advanced.tlvs.length > 0) {
    throw refused('tlvs', `${trunkName} speaks SMPP 3.3, which has no TLVs. Remove them.`);
  }
  if (pdu === 'broadcast_sm' && broadcast === null) {
    throw invalid('broadcast', 'Say in which areas the message is to be broadcast.');
  }
}

function refuseWithoutField(pdu: Submission['pdu'], advanced: AdvancedOptions): void {
  const [first] = fieldsNotIn(pdu, advanced);
  if (first !== undefined) throw refused(`advanced.${first.key}`, first.sentence);
}

function ownTlvs({ tlvs }: AdvancedOptions): Tlv[] {
  return tlvs.map((entry) => {
    const found = tlvOfEntry(entry);
    if (typeof found === 'string') throw invalid('tlvs', found);
    return found;
  });
}

function broadcastTlvsOf({ broadcast }: Submission): Tlv[] {
  return broadcast === null ? [] : broadcastTlvs(broadcast);
}

/** Null where nothing but text, addresses and receipt is said, which is the usual. */
function fieldsOf(
  advanced: AdvancedOptions,
  registeredDelivery: number,
  tlvs: readonly Tlv[],
): MessageFields | null {
  const fields: MessageFields = {
    serviceType: advanced.serviceType,
    protocolId: advanced.protocolId,
    priorityFlag: advanced.priorityFlag,
    scheduleDeliveryTime: formatSmppTime(advanced.scheduleDeliveryTime),
    validityPeriod: formatSmppTime(advanced.validityPeriod),
    registeredDelivery,
    replaceIfPresentFlag: advanced.replaceIfPresentFlag,
    smDefaultMsgId: advanced.smDefaultMsgId,
    tlvs: tlvs.map(({ tag, value }) => [tag, Buffer.from(value).toString('hex')] as const),
    isList: false,
  };
  const isReceiptRequested = (registeredDelivery & 0x03) !== 0;
  const ordinary = ordinaryFields(isReceiptRequested);
  return JSON.stringify(fields) === JSON.stringify(ordinary) ? null : fields;
}

function ordinaryFields(isReceiptRequested: boolean): MessageFields {
  return {
    serviceType: '',
    protocolId: 0,
    priorityFlag: 0,
    scheduleDeliveryTime: '',
    validityPeriod: '',
    registeredDelivery: isReceiptRequested ? RECEIPT_REQUESTED : 0,
    replaceIfPresentFlag: 0,
    smDefaultMsgId: 0,
    tlvs: [],
    isList: false,
  };
}

/** True where text, addresses, receipt and target say all of it: the message can be sent again from these. */
function isOrdinary(request: Submission, fields: MessageFields | null): boolean {
  const { advanced } = request;
  return (
    fields === null &&
    request.pdu === 'submit_sm' &&
    request.octets === null &&
    request.alphabet === 'auto' &&
    request.shiftTables === 'none' &&
    request.longMethod === null &&
    request.ports === null &&
    !request.isFlash &&
    advanced.dataCoding === null &&
    advanced.sourceNumbering === null &&
    advanced.destinationNumbering === null &&
    Object.values(advanced.esmClass).every((part) => part === 0 || part === false)
  );
}

/** The other recipients are none of this message's business. */
function withoutDestinations(request: Submission): object {
  const rest: Record<string, unknown> = { ...request };
  delete rest['destinations'];
  delete rest['distributionLists'];
  delete rest['destinationAddress'];
  return rest;
}

function contentOf({ octets, text, advanced }: Submission): MessageContent {
  if (octets === null) return { text };
  return { octets: octetsOfHex(octets), hasHeader: advanced.esmClass.isUdhi };
}

/** 3GPP TS 23.040 section 9.2.3.24.4. */
function portsElement({ destination, source }: NonNullable<Submission['ports']>) {
  const data = Uint8Array.of(destination >> 8, destination & 0xff, source >> 8, source & 0xff);
  return { iei: APPLICATION_PORTS_16, data };
}

export function invalid(field: string, sentence: string): RpcError {
  return new RpcError('invalid-input', sentence, { [field]: sentence });
}

function refused(field: string, sentence: string): RpcError {
  return new RpcError('refused', sentence, { [field]: sentence });
}
