import type { CommandName, Pdu } from '#shared/smpp/pdu';
import { operations } from '#shared/smpp/tables/operations';
import { versionOf } from '#shared/smpp/tables/versions';
import type { SessionState } from './session-types';

export type BindCommand = 'bind_receiver' | 'bind_transmitter' | 'bind_transceiver';

export function isBindCommand(command: string): command is BindCommand {
  return command === 'bind_receiver' || command === 'bind_transmitter' || command === 'bind_transceiver';
}

export function isBind(pdu: Pdu): pdu is Extract<Pdu, { readonly command: BindCommand }> {
  return isBindCommand(pdu.command);
}

/** The state that an accepted bind leads to. */
export const boundStates: Readonly<Record<BindCommand, SessionState>> = {
  bind_receiver: 'bound_rx',
  bind_transmitter: 'bound_tx',
  bind_transceiver: 'bound_trx',
};

export function isBound(state: SessionState): boolean {
  return state === 'bound_tx' || state === 'bound_rx' || state === 'bound_trx';
}

/** What a SMSC sends without expecting an answer: none exists (SMPP 3.4 section 2.8). */
export type NoticeCommand = 'outbind' | 'alert_notification';

/** Requests of the link itself. All others carry or concern messages: these are what a window counts. */
export function isLinkCommand(command: CommandName): boolean {
  return command === 'enquire_link' || command === 'unbind' || isBindCommand(command);
}

/** True when the version that an `interface_version` octet means has the command at all, from either side. */
export function hasCommand(command: CommandName, interfaceVersion: number): boolean {
  return operations[versionOf(interfaceVersion)][command] !== undefined;
}
