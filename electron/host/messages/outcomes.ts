import type { SegmentOutcome } from '#electron/host/storage/operations';
import { assertNever } from '#shared/lib/assert-never';
import { describeCommandStatus, ESME_ROK } from '#shared/smpp/command-status';
import type { Pdu } from '#shared/smpp/pdu';
import type { LinkOutcome } from './message-links';

/** Why messages are in doubt after a start: what the last run left in flight. */
export const CLOSED_IN_FLIGHT =
  'Trunkline was closed before the SMSC answered, so nobody knows whether it arrived. It is not sent again by itself.';

/** Why a message waits whose trunk is not known by name yet. */
export const WAITS_FOR_ITS_TRUNK = 'Waits until its trunk is logged in.';

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
      };
    default:
      return assertNever(outcome, 'outcome');
  }
}

/** A submit_sm_resp, in time or late, or a generic_nack that came late. */
export function responseOutcome(response: Pdu): SegmentOutcome {
  const { commandStatus } = response;
  if (response.command === 'submit_sm_resp' && commandStatus === ESME_ROK) {
    const smscMessageId = response.body?.messageId ?? '';
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
