import { describeCommandStatus, ESME_ROK } from '#shared/smpp/command-status';
import { commandById } from '#shared/smpp/pdu';
import { RESPONSE_BIT } from '#shared/smpp/tables/commands';

/** command_id in words: as the specification spells it, or in hexadecimal. */
export function commandText(commandId: number): string {
  return commandById(commandId) ?? `0x${commandId.toString(16).padStart(8, '0').toUpperCase()}`;
}

/** command_status in words; empty for a request, which has none, unless it carries one all the same. */
export function statusText(commandId: number, commandStatus: number): string {
  if (commandStatus !== ESME_ROK) return describeCommandStatus(commandStatus);
  return commandId >= RESPONSE_BIT ? 'OK' : '';
}
