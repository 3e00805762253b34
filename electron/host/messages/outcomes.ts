import type { SegmentOutcome } from '#electron/host/storage/stored-records';
import { assertNever } from '#shared/lib/assert-never';
import { describeCommandStatus, ESME_ROK } from '#shared/smpp/command-status';
import type { Pdu, UnsuccessSme } from '#shared/smpp/pdu';
import type { LinkOutcome } from './message-links';

const NOT_AGAIN =
  'It is not sent again by itself: ask the recipient, or send it again if twice does no harm.';

/** Why messages are in doubt after a start: what the last run left in flight. */
export const CLOSED_IN_FLIGHT = `Trunkline was closed before the SMSC answered, so nobody knows whether it arrived. ${NOT_AGAIN}`;

export function waitsForLogin(trunkName: string): string {
  return `Waits until ${trunkName} is logged in.`;
}

export const NO_MESSAGE_ID = 'The SMSC gave it no message_id, so no receipt can be matched to it.';

export const TRUNK_DELETED = 'Its trunk was deleted before it could be sent.';

/** What the end of a request means for its segment. It is the message's alone: whatever it is, the link's state stays. */
export function segmentOutcome(outcome: LinkOutcome): SegmentOutcome {
  switch (outcome.kind) {
    case 'response':
      return responseOutcome(outcome.response);
    case 'nack':
      return nackOutcome(outcome.commandStatus);
    case 'timeout':
      return {
        kind: 'in-doubt',
        reason:
          'The SMSC did not answer in time, so nobody knows whether it arrived. ' +
          `A late answer still settles it. ${NOT_AGAIN}`,
      };
    case 'link-lost':
      return {
        kind: 'in-doubt',
        reason:
          'The connection ended before the SMSC answered, so nobody knows whether it arrived. ' + NOT_AGAIN,
      };
    case 'not-sent':
      return { kind: 'refused', commandStatus: null, reason: `It could not be sent: ${outcome.reason}` };
    case 'held':
      return { kind: 'queued', reason: `Not sent yet: ${outcome.reason}` };
    case 'throttled':
      return {
        kind: 'queued',
        reason: `The SMSC asked to be slower (${describeCommandStatus(outcome.commandStatus)}); it is tried again.`,
        isThrottled: true,
      };
    default:
      return assertNever(outcome, 'outcome');
  }
}

/**
 * The response to a message, in time or late, or a generic_nack that came late. It is command_status that takes or refuses
 * a message (SMPP 3.4 section 3.2): one that is taken in a response without a body, or with an empty message_id, is
 * accepted and has no id, whichever PDU it left in. A generic_nack takes nothing, whatever its status.
 */
export function responseOutcome(response: Pdu): SegmentOutcome {
  const { commandStatus } = response;
  switch (response.command) {
    case 'submit_sm_resp':
    case 'data_sm_resp':
    case 'broadcast_sm_resp':
      if (commandStatus !== ESME_ROK) break;
      return acceptedAs(response.body?.messageId);
    case 'submit_multi_resp':
      if (commandStatus !== ESME_ROK) break;
      return { ...acceptedAs(response.body?.messageId), refused: refusedOf(response.body?.unsuccessSmes) };
    case 'generic_nack':
      return nackOutcome(commandStatus);
    default:
  }
  const words = describeCommandStatus(commandStatus);
  return { kind: 'refused', commandStatus, reason: `The SMSC refused it: ${words}.` };
}

function nackOutcome(commandStatus: number): SegmentOutcome {
  const words = describeCommandStatus(commandStatus);
  return { kind: 'refused', commandStatus, reason: `The SMSC answered with generic_nack: ${words}.` };
}

function acceptedAs(id = ''): Extract<SegmentOutcome, { kind: 'accepted' }> {
  return id === ''
    ? { kind: 'accepted', smscMessageId: null, reason: NO_MESSAGE_ID }
    : { kind: 'accepted', smscMessageId: id, reason: null };
}

/** The SMSC took the message for all addresses but those that it names (SMPP 3.4 section 4.5.2). */
function refusedOf(unsuccessSmes: readonly UnsuccessSme[] = []) {
  return unsuccessSmes.map(({ destinationAddr, errorStatusCode }) => ({
    address: destinationAddr,
    commandStatus: errorStatusCode,
    reason: `The SMSC refused this address: ${describeCommandStatus(errorStatusCode)}.`,
  }));
}
