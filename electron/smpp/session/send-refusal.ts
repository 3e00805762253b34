import { isAllowed } from '#shared/smpp/operations';
import type { CommandName, Tlv } from '#shared/smpp/pdu';
import { versionOf } from '#shared/smpp/tables/versions';
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
  if (!isAllowed(command, state, role, version)) {
    return `SMPP ${version} does not allow ${command} in the state ${state}.`;
  }
  if (version === '3.3' && tlvs !== undefined && tlvs.length > 0) return 'SMPP 3.3 has no TLVs.';
  return null;
}
