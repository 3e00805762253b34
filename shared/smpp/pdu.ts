import type { Bodies } from './bodies';
import { completeMessageBody } from './codec/message-body';
import { commands, GENERIC_NACK_ID, RESPONSE_BIT, type CommandName } from './tables/commands';
import type { Field } from './tables/fields';

export type { Bodies, CommandName };

/** An optional parameter as it stands on the wire; the value is kept octet for octet (SMPP 3.4 section 3.2.4.1). */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

export type SubmitSmBody = Bodies['submit_sm'];
export type DeliverSmBody = Bodies['deliver_sm'];
export type DataSmBody = Bodies['data_sm'];
/** A destination of submit_multi: an address (dest_flag 1) or the name of a distribution list (2). */
export type DestAddress = Bodies['submit_multi']['destAddresses'][number];
export type UnsuccessSme = Bodies['submit_multi_resp']['unsuccessSmes'][number];

/**
 * A decoded PDU. `body` is null for commands without fields, and for a PDU that came as a bare header or as a header
 * with TLVs only (SMPP 3.4 section 4.4.2 asks for that when command_status is not 0; both forms occur for every
 * response).
 */
export interface PduOf<C extends CommandName> {
  readonly command: C;
  readonly commandStatus: number;
  readonly sequenceNumber: number;
  readonly body: Bodies[C] | null;
  /** In the order of the wire; a tag may come more than once. */
  readonly tlvs: readonly Tlv[];
}
export interface UnknownPdu {
  readonly command: 'unknown';
  readonly commandId: number;
  readonly commandStatus: number;
  readonly sequenceNumber: number;
  /** Everything after the header. */
  readonly rest: Uint8Array;
}
/** One of the PDUs of several commands; of a single command, that one. */
export type AnyPduOf<C extends CommandName> = { [K in C]: PduOf<K> }[C];
export type KnownPdu = AnyPduOf<CommandName>;
export type Pdu = KnownPdu | UnknownPdu;

/** Octets of the header, and so the shortest PDU there is (SMPP 3.4 section 3.2.1). */
export const HEADER_OCTETS = 16;
/** Sequence numbers run from 1 to this; peers that go beyond are echoed (SMPP 3.4 section 5.1.4). */
export const MAX_SEQUENCE_NUMBER = 0x7fffffff;

const NO_TLVS: readonly Tlv[] = Object.freeze([]);
const EMPTY_OCTETS = new Uint8Array(0);
const nameById = new Map<number, CommandName>();
for (const name of Object.keys(commands) as CommandName[]) nameById.set(commands[name].id, name);

/** Undefined for an id that the table does not have. */
export function commandById(commandId: number): CommandName | undefined {
  return nameById.get(commandId);
}

export function commandIdOf(pdu: Pdu): number {
  return pdu.command === 'unknown' ? pdu.commandId : commands[pdu.command].id;
}

/** Bit 31 of the command_id: true for every `…_resp` and for generic_nack, known or not. */
export function isResponse(pdu: Pdu): boolean {
  return commandIdOf(pdu) >= RESPONSE_BIT;
}

function isResponseCommand(command: CommandName): boolean {
  return commands[command].id >= RESPONSE_BIT;
}

/** Commands that have a response, told from the table: outbind and alert_notification have none. */
export type RequestCommand = {
  [C in CommandName]: `${C}_resp` extends CommandName ? C : never;
}[CommandName];
export type ResponseCommandOf<C extends RequestCommand> = Extract<`${C}_resp`, CommandName>;

/** The command that answers this one; undefined when there is none (responses, outbind, alert_notification). */
export function responseOf<C extends RequestCommand>(command: C): ResponseCommandOf<C>;
export function responseOf(command: CommandName): CommandName | undefined;
export function responseOf(command: CommandName): CommandName | undefined {
  const { id } = commands[command];
  return id >= RESPONSE_BIT ? undefined : nameById.get(id + RESPONSE_BIT);
}

/** The command that this one answers; undefined for requests and for generic_nack, which answers any. */
export function requestOf(command: CommandName): RequestCommand | undefined {
  const { id } = commands[command];
  if (id < RESPONSE_BIT || id === GENERIC_NACK_ID) return undefined;
  return nameById.get(id - RESPONSE_BIT) as RequestCommand | undefined;
}

function defaultOf(field: Field): unknown {
  switch (field.kind) {
    case 'integer':
      return 0;
    case 'cString':
      return '';
    case 'octets':
      return EMPTY_OCTETS;
    case 'list':
      return [];
  }
}

/** Fields of the table only: what else an object may carry is left behind. */
function completeBody(fields: readonly Field[], given: Readonly<Record<string, unknown>>): object {
  const body: Record<string, unknown> = {};
  for (const field of fields) body[field.key] = given[field.key] ?? defaultOf(field);
  return body;
}

export interface PduInit<C extends CommandName> {
  readonly sequenceNumber: number;
  /** Default 0. */
  readonly commandStatus?: number;
  /**
   * Fields left out are 0 or empty. Left out altogether: all fields are, but for a response with a command_status
   * other than 0, which becomes a bare header. Null asks for a bare header.
   */
  readonly body?: Partial<Bodies[C]> | null;
  readonly tlvs?: readonly Tlv[];
}

/** A PDU of the table, ready for `encode`. */
export function createPdu<C extends CommandName>(command: C, init: PduInit<C>): AnyPduOf<C> {
  const commandStatus = init.commandStatus ?? 0;
  const { fields }: { readonly fields: readonly Field[] } = commands[command];
  const isBare =
    init.body === null || (init.body === undefined && commandStatus !== 0 && isResponseCommand(command));
  let body: object | null = null;
  if (!isBare && fields.length > 0) {
    const given: object = init.body ?? {};
    const isMessage = fields === commands.submit_sm.fields;
    body = isMessage
      ? completeMessageBody(given)
      : completeBody(fields, given as Readonly<Record<string, unknown>>);
  }
  const pdu: PduOf<C> = {
    command,
    commandStatus,
    sequenceNumber: init.sequenceNumber,
    body: body as Bodies[C] | null,
    tlvs: init.tlvs ?? NO_TLVS,
  };
  return pdu;
}
