import type { SegmentOutcome } from '#electron/host/storage/stored-records';
import { assertNever } from '#shared/lib/assert-never';
import { describeCommandStatus, ESME_ROK } from '#shared/smpp/command-status';
import type { Pdu, UnsuccessSme } from '#shared/smpp/pdu';
import type { LinkOutcome } from './message-links';

/** Why messages are in doubt after a start: what the last run left in flight. */
export const CLOSED_IN_FLIGHT =
  'Trunkline was closed before the SMSC answered, so nobody knows whether it arrived. It is not sent again by itself.';

export function waitsForLogin(trunkName: string): string {
  return `Waits until ${trunkName} is logged in.`;
}

export const TRUNK_DELETED = 'Its trunk was deleted before it could be sent.';

/** What the end of a request means for its segment. It is the message's alone: whatever it is, the link's state stays. */
export function segmentOutcome(outcome: LinkOutcome): SegmentOutcome {
  switch (outcome.kind) {
    case 'response':
      return responseOutcome(outcome.response);
    case 'nack':
      return {
        kind: 'refused',
        commandStatus: outcome.commandStatus,
        reason: `The SMSC answered with generic_nack: ${describeCommandStatus(outcome.commandStatus)}.`,
      };
    case 'timeout':
      return {
        kind: 'in-doubt',
        reason:
          'The SMSC did not answer in time, so nobody knows whether it arrived. ' +
          'A late answer still settles it; it is not sent again by itself.',
      };
    case 'link-lost':
      return {
        kind: 'in-doubt',
        reason:
          'The connection ended before the SMSC answered, so nobody knows whether it arrived. ' +
          'It is not sent again by itself.',
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

/** The response to a message, in time or late, or a generic_nack that came late. */
export function responseOutcome(response: Pdu): SegmentOutcome {
  const { commandStatus } = response;
  const isTold = response.command !== 'unknown' && response.body !== null && 'messageId' in response.body;
  if (commandStatus === ESME_ROK && (isTold || response.command === 'submit_sm_resp')) {
    const smscMessageId = isTold ? response.body.messageId : '';
    if (response.command === 'submit_multi_resp' && response.body !== null) {
      return multiOutcome(smscMessageId, response.body.unsuccessSmes);
    }
    return smscMessageId === ''
      ? {
          kind: 'accepted',
          smscMessageId: null,
          reason: 'The SMSC gave it no message_id, so no receipt can be matched to it.',
        }
      : { kind: 'accepted', smscMessageId, reason: null };
  }
  const words = describeCommandStatus(commandStatus);
  return { kind: 'refused', commandStatus, reason: `The SMSC refused it: ${words}.` };
}

/** The SMSC took the message for all addresses but those that it names (SMPP 3.4 section 4.5.2). */
function multiOutcome(smscMessageId: string, unsuccessSmes: readonly UnsuccessSme[]): SegmentOutcome {
  return {
    kind: 'accepted',
    smscMessageId: smscMessageId === '' ? null : smscMessageId,
    reason: null,
    refused: unsuccessSmes.map(({ destinationAddr, errorStatusCode }) => ({
      address: destinationAddr,
      commandStatus: errorStatusCode,
      reason: `The SMSC refused this address: ${describeCommandStatus(errorStatusCode)}.`,
    })),
  };
}
