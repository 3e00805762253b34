import type { TrunkAlphabets } from '#shared/model/alphabets';
import { decode } from '#shared/smpp/decode';
import { latin1FromOctets } from '#shared/smpp/latin1';
import { maskPasswords } from '#shared/smpp/mask-passwords';
import { HEADER_OCTETS } from '#shared/smpp/pdu';
import {
  destinationAddressOf,
  emptySummary,
  type PduSummary,
  sourceAddressOf,
  summarize,
  textOctetsOf,
} from '#shared/smpp/summarize';
import { type CommandDefinition, commands } from '#shared/smpp/tables/commands';
import { readUserData } from '#shared/smpp/text/user-data';

/** What a row says of a PDU beyond its header. Never a password. */
export interface PduWords {
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  /** The whole text of a message, or the id that the PDU is about. */
  readonly text: string;
}

/** Used again for each PDU, so that a filter over a million of them leaves nothing to collect. */
const summary = emptySummary();
const noTlvs = [] as const;
const SUBMIT_MULTI = commands.submit_multi.id;

/** Reads the octets of a PDU, header included. */
export function wordsOf(octets: Uint8Array, alphabets?: TrunkAlphabets): PduWords {
  const masked = maskPasswords(octets);
  summarize(masked, summary);
  return {
    sourceAddress: sourceAddressOf(masked, summary),
    destinationAddress:
      summary.commandId === SUBMIT_MULTI ? destinationsOf(masked) : destinationAddressOf(masked, summary),
    text:
      summary.textLength > 0 ? messageText(masked, summary, alphabets) : idText(masked, summary.commandId),
  };
}

/** The text of a message in the alphabet that its data_coding means on the trunk. */
export function messageText(octets: Uint8Array, message: PduSummary, alphabets?: TrunkAlphabets): string {
  const { esmClass, dataCoding } = message;
  const shortMessage = textOctetsOf(octets, message);
  return readUserData({ esmClass, dataCoding, shortMessage, tlvs: noTlvs }, alphabets).text;
}

/** The id that a PDU is about, where that is its first field: a message's, or who binds. */
function idText(octets: Uint8Array, commandId: number): string {
  const name = idNameOf(commandId);
  if (name === null || octets.length === HEADER_OCTETS) return '';
  const nul = octets.indexOf(0, HEADER_OCTETS);
  const value = latin1FromOctets(octets, HEADER_OCTETS, nul < 0 ? octets.length : nul);
  return value === '' ? '' : `${name} ${value}`;
}

const idNames = new Map<number, 'message_id' | 'system_id'>();
for (const { id, fields } of Object.values<CommandDefinition>(commands)) {
  const first = fields[0]?.name;
  if (first === 'message_id' || first === 'system_id') idNames.set(id, first);
}

/** Name of the id that a command starts with; null where it starts with something else. */
export function idNameOf(commandId: number): 'message_id' | 'system_id' | null {
  return idNames.get(commandId) ?? null;
}

/** All whom a PDU is for: numbers, and names of distribution lists. */
export function destinationsIn(octets: Uint8Array): readonly string[] {
  summarize(octets, summary);
  if (summary.commandId !== SUBMIT_MULTI) return [destinationAddressOf(octets, summary)];
  const { pdu } = decode(octets);
  const addresses = pdu.command === 'submit_multi' ? (pdu.body?.destAddresses ?? []) : [];
  return addresses.map((to) => ('dlName' in to ? to.dlName : to.destinationAddr));
}

/** The first destination, and how many there are besides. */
function destinationsOf(octets: Uint8Array): string {
  const [first = '', ...others] = destinationsIn(octets);
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
