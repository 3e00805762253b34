import { ESME_RALYBND, ESME_RINVBNDSTS, ESME_RINVCMDID } from '#shared/smpp/command-status';
import { isAllowed } from '#shared/smpp/operations';
import { responseOf, type Pdu, type PduOf, type RequestCommand } from '#shared/smpp/pdu';
import { answerStatus, type Problem } from '#shared/smpp/problems';
import { versionOf } from '#shared/smpp/tables/versions';
import { hasCommand, isBindCommand, isBound } from './commands';
import type { SessionRole, SessionState } from './session-types';

/** A request that came in and may be handled: it is known, allowed now, and its shape is right. */
export type PeerRequest = { [C in RequestCommand | 'outbind' | 'alert_notification']: PduOf<C> }[
  RequestCommand | 'outbind' | 'alert_notification'];

export type Verdict =
  | { readonly kind: 'handle'; readonly request: PeerRequest }
  /** Answer with the request's own response and this status. */
  | { readonly kind: 'answer'; readonly request: PeerRequest; readonly commandStatus: number }
  | { readonly kind: 'nack'; readonly commandStatus: number }
  /** No answer exists for it (outbind, alert_notification). */
  | { readonly kind: 'ignore' };

/** What the verdict depends on. */
export interface Situation {
  readonly role: SessionRole;
  readonly state: SessionState;
  readonly interfaceVersion: number;
  /** A bind of the peer waits for its answer. */
  readonly isBindPending: boolean;
}

/**
 * What to do with a request of the peer: SMPP 3.4 sections 2.3, 3.3 and 4.3; 5.0 sections 2.4 and 2.8.2. The state is
 * judged before the shape, since a PDU that may not come now is refused whatever it holds.
 */
export function judgeRequest(pdu: Pdu, problems: readonly Problem[], situation: Situation): Verdict {
  if (!isPeerRequest(pdu) || !hasCommand(pdu.command, situation.interfaceVersion)) {
    return { kind: 'nack', commandStatus: ESME_RINVCMDID };
  }
  const commandStatus = refusalStatus(pdu, problems, situation);
  if (commandStatus === 0) return { kind: 'handle', request: pdu };
  if (responseOf(pdu.command) === undefined) return { kind: 'ignore' };
  return { kind: 'answer', request: pdu, commandStatus };
}

function refusalStatus(pdu: PeerRequest, problems: readonly Problem[], situation: Situation): number {
  const { role, state, interfaceVersion, isBindPending } = situation;
  // An enquire_link is answered in any state and in any shape: the link works, which is all it asks.
  if (pdu.command === 'enquire_link') return 0;
  if (isBindCommand(pdu.command) && (isBound(state) || isBindPending)) return ESME_RALYBND;
  const sender: SessionRole = role === 'esme' ? 'smsc' : 'esme';
  if (!isAllowed(pdu.command, state, sender, versionOf(interfaceVersion))) return ESME_RINVBNDSTS;
  return answerStatus(problems);
}

function isPeerRequest(pdu: Pdu): pdu is PeerRequest {
  if (pdu.command === 'unknown') return false;
  return (
    pdu.command === 'outbind' || pdu.command === 'alert_notification' || responseOf(pdu.command) !== undefined
  );
}
