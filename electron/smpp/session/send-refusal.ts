import { isAllowed } from '#shared/smpp/operations';
import type { CommandName, Tlv } from '#shared/smpp/pdu';
import { versionOf, type SmppVersion } from '#shared/smpp/tables/versions';
import { tlvName } from '#shared/smpp/tlv';
import { hasCommand } from './commands';
import type { SessionRole, SessionState } from './session-types';

export interface SendSituation {
  readonly role: SessionRole;
  readonly state: SessionState;
  readonly interfaceVersion: number;
  /** One side wants to close. */
  readonly isClosing: boolean;
}

/** Why a request of ours may not be sent now, as a sentence; null when it may. */
export function sendRefusal(
  command: CommandName,
  tlvs: readonly Tlv[] | undefined,
  { role, state, interfaceVersion, isClosing }: SendSituation,
): string | null {
  if (state === 'closed') return 'The session has ended.';
  if (isClosing) return 'The session is being closed.';
  const version = versionOf(interfaceVersion);
  if (!hasCommand(command, interfaceVersion)) return `SMPP ${version} has no ${command}.`;
  if (!isAllowed(command, state, role, version)) {
    return `SMPP ${version} does not allow ${command} in the state ${state}.`;
  }
  return tlvRefusal(tlvs, version);
}

/** Towards a peer of 3.3 no TLV may leave, in a request or in a response (SMPP 3.4 section 3.4). */
export function tlvRefusal(tlvs: readonly Tlv[] | undefined, version: SmppVersion): string | null {
  if (version !== '3.3' || tlvs === undefined || tlvs.length === 0) return null;
  const names = [...new Set(tlvs.map(({ tag }) => tlvName(tag)))];
  return `SMPP 3.3 has no TLVs, so ${names.join(', ')} cannot be sent.`;
}
