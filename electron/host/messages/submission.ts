import type { NewOutbound, SegmentToSend } from '#electron/host/storage/operations';
import { addressProblem, parseAddress, type SmppAddress } from '#shared/model/address';
import type { ConversationId, MessageId, TrunkId } from '#shared/model/ids';
import type { SubmitRequest } from '#shared/model/submission';
import { RpcError } from '#shared/rpc/errors';
import type { SubmitSmBody } from '#shared/smpp/pdu';
import { dataCodingOfEncoding } from '#shared/smpp/text/data-coding';
import { countText, planSegments } from '#shared/smpp/text/segmentation';
import { ESM_CLASS_UDHI } from '#shared/smpp/text/user-data';
import type { MessageLink } from './message-links';

/** registered_delivery bits 1 and 0: a receipt on success and on failure (SMPP 3.4 section 5.2.17). */
const RECEIPT_REQUESTED = 0x01;

export interface SubmissionAddresses {
  readonly source: SmppAddress;
  readonly destination: SmppAddress;
}

/** Refuses, with the reason, what this trunk can never send; the fields at fault are named in `details`. */
export function checkSubmission(request: SubmitRequest, link: MessageLink | undefined): SubmissionAddresses {
  if (link === undefined) throw new RpcError('not-found', 'This trunk does not exist any more.');
  const availability = link.availability();
  if (availability.kind === 'unable') throw new RpcError('refused', availability.sentence);
  const source = parseAddress(request.sourceAddress);
  const destination = parseAddress(request.destinationAddress);
  const sourceProblem = addressProblem(source);
  if (sourceProblem !== null) throw invalid('sourceAddress', sourceProblem);
  const destinationProblem = addressProblem(destination);
  if (destinationProblem !== null) throw invalid('destinationAddress', destinationProblem);
  return { source, destination };
}

export interface SubmissionContext extends SubmissionAddresses {
  readonly id: MessageId;
  readonly trunkId: TrunkId;
  readonly newConversationId: ConversationId;
  readonly trunkName: string;
  readonly reason: string | null;
  readonly atMs: number;
  /** Called once for a text of several segments. */
  readonly takeReference: () => number;
}

/** The message as it is stored: GSM 7-bit or UCS-2 by its text, cut into segments with an 8-bit concatenation header. */
export function planSubmission(request: SubmitRequest, context: SubmissionContext): NewOutbound {
  const isLong = countText(request.text).segments > 1;
  const reference = isLong ? context.takeReference() : null;
  const plan = planSegments(request.text, { reference: reference ?? 0 });
  if (!plan.ok) throw invalid('text', plan.sentence);
  const { id, newConversationId, trunkName, source, destination, reason, atMs } = context;
  return {
    id,
    newConversationId,
    trunkId: context.trunkId,
    trunkName,
    source,
    destination,
    text: request.text,
    encoding: plan.encoding,
    dataCoding: dataCodingOfEncoding(plan.encoding),
    isReceiptRequested: request.isReceiptRequested,
    concatReference: reference,
    segments: plan.segments.map(({ octets, hasUdh }) => ({ octets, esmClass: hasUdh ? ESM_CLASS_UDHI : 0 })),
    reason,
    atMs,
  };
}

/** The submit_sm of one segment (SMPP 3.4 section 4.4.1). */
export function submitSmOf(segment: SegmentToSend): SubmitSmBody {
  return {
    serviceType: '',
    sourceAddrTon: segment.source.ton,
    sourceAddrNpi: segment.source.npi,
    sourceAddr: segment.source.address,
    destAddrTon: segment.destination.ton,
    destAddrNpi: segment.destination.npi,
    destinationAddr: segment.destination.address,
    esmClass: segment.esmClass,
    protocolId: 0,
    priorityFlag: 0,
    scheduleDeliveryTime: '',
    validityPeriod: '',
    registeredDelivery: segment.isReceiptRequested ? RECEIPT_REQUESTED : 0,
    replaceIfPresentFlag: 0,
    dataCoding: segment.dataCoding,
    smDefaultMsgId: 0,
    shortMessage: segment.octets,
  };
}

function invalid(field: keyof SubmitRequest, sentence: string): RpcError {
  return new RpcError('invalid-input', sentence, { [field]: sentence });
}
