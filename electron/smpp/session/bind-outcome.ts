import type { Pdu, Tlv } from '#shared/smpp/pdu';
import { interfaceVersions } from '#shared/smpp/tables/versions';
import type { BindCommand } from './commands';
import type { BindOutcome, RequestOutcome, SessionEnd } from './session-types';

/** The TLV in which an SMSC says which version it speaks (SMPP 3.4 section 5.3.2.25). */
const SC_INTERFACE_VERSION = 0x0210;

export function interfaceVersionTlv(interfaceVersion: number): Tlv {
  return { tag: SC_INTERFACE_VERSION, value: Uint8Array.of(interfaceVersion) };
}

/** The `sc_interface_version` of a bind response; null is "not stated". */
function statedInterfaceVersion(response: Pdu): number | null {
  if (response.command === 'unknown') return null;
  const tlv = response.tlvs.find((candidate) => candidate.tag === SC_INTERFACE_VERSION);
  return tlv?.value[0] ?? null;
}

/**
 * The version in use between two sides: the lower one. A peer that states none (or 0) is taken at our own, and one
 * that binds as transceiver speaks at least 3.4, whatever it states.
 */
export function commonInterfaceVersion(own: number, stated: number | null, bind: BindCommand): number {
  if (stated === null || stated === 0) return own;
  const least = bind === 'bind_transceiver' ? interfaceVersions['3.4'] : interfaceVersions['3.3'];
  return Math.min(own, Math.max(stated, least));
}

/** What the outcome of the bind request means. `end` is how the link ended, if it did; `stated` null is "not stated". */
export function bindOutcomeOf(
  outcome: RequestOutcome,
  end: SessionEnd | null,
  versionInUse: (stated: number | null) => number,
): BindOutcome {
  switch (outcome.kind) {
    case 'response': {
      const { response } = outcome;
      if (response.commandStatus !== 0) {
        return { kind: 'refused', commandStatus: response.commandStatus, response };
      }
      const smscInterfaceVersion = statedInterfaceVersion(response);
      return {
        kind: 'bound',
        systemId: systemIdOf(response),
        smscInterfaceVersion,
        interfaceVersion: versionInUse(smscInterfaceVersion),
        latencyMs: outcome.latencyMs,
      };
    }
    case 'nack':
      return { kind: 'nack', commandStatus: outcome.commandStatus };
    case 'timeout':
      return { kind: 'timeout' };
    case 'link-lost':
    case 'not-sent':
      if (end !== null) return { kind: 'ended', end };
      return {
        kind: 'not-sent',
        reason: outcome.kind === 'not-sent' ? outcome.reason : 'The link was lost.',
      };
  }
}

function systemIdOf(response: Pdu): string {
  switch (response.command) {
    case 'bind_receiver_resp':
    case 'bind_transmitter_resp':
    case 'bind_transceiver_resp':
      return response.body?.systemId ?? '';
    default:
      return '';
  }
}
