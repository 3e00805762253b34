import { requestOf, type CommandName } from './pdu';
import { operations, type OperationSender, type OperationState } from './tables/operations';
import type { SmppVersion } from './tables/versions';

/**
 * True when the operation table of `version` lets `sender` send `command` in `state`. A response is allowed where
 * the other side's request is; the response to a bind is sent before the state changes.
 */
export function isAllowed(
  command: CommandName,
  state: OperationState,
  sender: OperationSender,
  version: SmppVersion,
): boolean {
  const request = requestOf(command);
  if (request !== undefined) {
    return isAllowed(request, state, sender === 'esme' ? 'smsc' : 'esme', version);
  }
  return operations[version][command]?.[sender].includes(state) ?? false;
}
