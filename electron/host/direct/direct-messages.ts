import { randomInt, randomUUID } from 'node:crypto';
import { requestsOf } from '#electron/host/messages/outbound-requests';
import {
  destinationFor,
  outboundOf,
  planSubmission,
  prepareSubmission,
  type PreparedSubmission,
} from '#electron/host/messages/submission';
import type { SourcePolicy } from '#electron/host/sources/source-policy';
import type { MessageRequest } from '#electron/smpp/session/own-requests';
import { parseAddress, withNumbering, type SmppAddress } from '#shared/model/address';
import { conversationId, messageId } from '#shared/model/ids';
import type { SubmitManyRequest } from '#shared/model/submission';
import type { TrunkSettings } from '#shared/model/trunk';
import { RpcError } from '#shared/rpc/errors';
import { encode, EncodeError } from '#shared/smpp/encode';
import { checkLimits } from '#shared/smpp/limits';
import { createPdu, type Pdu } from '#shared/smpp/pdu';

/** Destinations of a submit_multi at most (SMPP 3.4 section 4.5.1). */
const MAX_MULTI = 254;

/** A message as it leaves: one PDU for each segment. */
export interface DirectMessage {
  /** One destination; several share the PDUs of a submit_multi. */
  readonly destinations: readonly string[];
  readonly requests: readonly MessageRequest[];
  /** What goes beyond the specification and is sent all the same, each as a sentence. */
  readonly warnings: readonly string[];
}

/** Where no address book says who may send from what. */
export const anySource: Pick<SourcePolicy, 'check'> = {
  check: (trunk, typed, override) => ({
    kind: 'allowed',
    address: withNumbering(parseAddress(typed), trunk.numbering.source, override),
  }),
};

/**
 * The PDUs of a submission, planned as the message service plans them, without a store. Throws an `RpcError` that names
 * the field at fault.
 */
export function directMessages(
  request: SubmitManyRequest,
  settings: TrunkSettings,
  policy: Pick<SourcePolicy, 'check'>,
): DirectMessage[] {
  const prepared = prepareSubmission(request, { trunkName: settings.name, settings }, policy);
  const recipients = recipientsOf(prepared, request);
  const size = request.pdu === 'submit_multi' ? MAX_MULTI : 1;
  const messages: DirectMessage[] = [];
  for (let from = 0; from < recipients.length; from += size) {
    messages.push(messageTo(prepared, settings, recipients.slice(from, from + size)));
  }
  return messages;
}

/** In the order given; an address that is given twice is one. */
function recipientsOf(prepared: PreparedSubmission, { destinations }: SubmitManyRequest): SmppAddress[] {
  const addresses = new Map<string, SmppAddress>();
  for (const typed of destinations) {
    const address = destinationFor(prepared, typed, 'destinations');
    addresses.set(address.address, address);
  }
  return [...addresses.values()];
}

function messageTo(
  prepared: PreparedSubmission,
  { name, version }: TrunkSettings,
  recipients: readonly SmppAddress[],
): DirectMessage {
  const [first, ...others] = recipients;
  if (first === undefined) throw new Error('A message has a destination.');
  const plan = planSubmission(prepared, (bits) => randomInt(2 ** bits));
  const message = outboundOf(prepared, plan, {
    id: messageId.parse(randomUUID()),
    newConversationId: conversationId.parse(randomUUID()),
    trunkId: null,
    trunkName: name,
    groupId: null,
    destination: first,
    isBulk: false,
    reason: null,
    atMs: 0,
  });
  const carried = others.map((address) => ({ messageId: message.id, address, isList: false }));
  const requests = requestsOf(message, carried);
  const problems = requests.map(encodable).flatMap((pdu) => checkLimits(pdu, version));
  return {
    destinations: recipients.map(({ address }) => address),
    requests,
    warnings: problems.map(({ sentence }) => sentence),
  };
}

/** What no octets can stand for could never leave. */
function encodable({ command, body, tlvs = [] }: MessageRequest): Pdu {
  const pdu = createPdu(command, { sequenceNumber: 1, body, tlvs });
  try {
    encode(pdu);
    return pdu;
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    throw new RpcError('invalid-input', `This message cannot be sent: ${error.message}.`);
  }
}
