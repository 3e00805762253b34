import { commandById, type CommandName } from '../smpp/pdu';
import { commands, type CommandDefinition } from '../smpp/tables/commands';
import type { Field } from '../smpp/tables/fields';
import { tlvDefinitions, type TlvDefinition } from '../smpp/tables/tlvs';

/** How a field's values are written and compared. A flag is only asked for, never compared. */
export type FieldType = 'text' | 'number' | 'duration' | 'time' | 'command' | 'status' | 'direction' | 'flag';

export interface FilterField {
  readonly name: string;
  readonly type: FieldType;
  /** For the completion list: a few words. */
  readonly meaning: string;
}

const own: readonly FilterField[] = [
  { name: 'command', type: 'command', meaning: 'Command, by name or command_id' },
  { name: 'status', type: 'status', meaning: 'command_status; of a request, that of its response' },
  { name: 'sequence', type: 'number', meaning: 'sequence_number' },
  { name: 'length', type: 'number', meaning: 'Octets of the PDU' },
  { name: 'direction', type: 'direction', meaning: 'in or out' },
  { name: 'trunk', type: 'text', meaning: 'Name of the trunk' },
  { name: 'session', type: 'number', meaning: 'Number of the session' },
  { name: 'number', type: 'number', meaning: 'Number of the row' },
  { name: 'time', type: 'time', meaning: 'Date and time, such as 2026-11-22T10:30' },
  { name: 'latency', type: 'duration', meaning: 'From request to response, such as 500ms' },
  { name: 'from', type: 'text', meaning: 'Source address' },
  { name: 'to', type: 'text', meaning: 'Destination address' },
  { name: 'text', type: 'text', meaning: 'Text of the message' },
  { name: 'message_id', type: 'text', meaning: 'message_id, that of a receipt included' },
  { name: 'note', type: 'text', meaning: 'Note on the row' },
  { name: 'data_coding', type: 'number', meaning: 'data_coding' },
  { name: 'esm_class', type: 'number', meaning: 'esm_class, whole' },
  { name: 'esm_class.mode', type: 'number', meaning: 'esm_class, bits 1 and 0: messaging mode' },
  { name: 'esm_class.type', type: 'number', meaning: 'esm_class, bits 5 to 2: message type' },
  { name: 'esm_class.udhi', type: 'flag', meaning: 'esm_class, bit 6: user data header' },
  { name: 'esm_class.reply_path', type: 'flag', meaning: 'esm_class, bit 7: reply path' },
  { name: 'problem', type: 'flag', meaning: 'Something in it breaks a rule' },
  { name: 'error', type: 'flag', meaning: 'command_status is not 0' },
  { name: 'receipt', type: 'flag', meaning: 'Delivery receipt' },
  { name: 'keepalive', type: 'flag', meaning: 'enquire_link and its response' },
  { name: 'inbound', type: 'flag', meaning: 'Message from a phone' },
  { name: 'segment', type: 'flag', meaning: 'Part of a long message' },
  { name: 'response', type: 'flag', meaning: 'Response' },
  { name: 'unanswered', type: 'flag', meaning: 'Request without a response' },
  { name: 'duplicate', type: 'flag', meaning: 'Sequence number was still in flight' },
  { name: 'orphan', type: 'flag', meaning: 'Response without a request' },
  { name: 'forbidden', type: 'flag', meaning: 'Not allowed in the session’s state' },
  { name: 'mark', type: 'flag', meaning: 'Marked row' },
];

/** Names of the specification for what has a shorter name here. */
const aliases: Readonly<Record<string, string>> = {
  command_id: 'command',
  command_status: 'status',
  command_length: 'length',
  sequence_number: 'sequence',
  source_addr: 'from',
  destination_addr: 'to',
  short_message: 'text',
  bind: 'session',
};

/** Never searched, whatever a filter says. */
const secret = 'password';

const countedKeys = new Map<string, string>();
const byName = new Map<string, FilterField>(own.map((field) => [field.name, field]));
for (const { fields } of Object.values<CommandDefinition>(commands)) addMandatory(fields);
const tlvByName = new Map<string, FilterField>();
for (const definition of Object.values<TlvDefinition>(tlvDefinitions)) {
  const name = `tlv.${definition.name}`;
  tlvByName.set(name, {
    name,
    type: definition.type === 'integer' ? 'number' : 'text',
    meaning: `TLV 0x${definition.tag.toString(16).toUpperCase().padStart(4, '0')}`,
  });
}

function addMandatory(fields: readonly Field[]): void {
  for (const field of fields) {
    if (field.kind === 'list') {
      addCount(field.countName, field.key);
      if (field.flagName !== undefined) addField(field.flagName, 'number');
      for (const shape of field.shapes) addMandatory(shape.fields);
      continue;
    }
    if (field.kind === 'octets') addCount(field.lengthName, field.key);
    addField(field.name, field.kind === 'integer' ? 'number' : 'text');
  }
}

/** An octet that says how many octets or items of another field follow. */
function addCount(name: string, key: string): void {
  addField(name, 'number');
  countedKeys.set(name, key);
}

function addField(name: string, type: FieldType): void {
  if (name === secret || name in aliases || byName.has(name)) return;
  byName.set(name, { name, type, meaning: 'Field of the body' });
}

/** What a field such as "sm_length" counts: its key in a decoded body; null for other fields. */
export function countedKeyOf(field: string): string | null {
  return countedKeys.get(field) ?? null;
}

/** What only fields begin with: a word that does is a misspelt one. */
export const partPrefix = /^(?:tlv|esm_class)\./i;

const numberedTlv = /^tlv\.0x([0-9a-f]{1,4})$/;

/** The field of a name as it may be typed; undefined where there is none. */
export function filterField(typed: string): FilterField | undefined {
  const name = typed.toLowerCase();
  const known = byName.get(aliases[name] ?? name) ?? tlvByName.get(name);
  if (known !== undefined) return known;
  const hex = numberedTlv.exec(name)?.[1];
  if (hex === undefined) return undefined;
  const tag = `0x${hex.toUpperCase().padStart(4, '0')}`;
  const named = [...tlvByName.values()].find((field) => field.meaning === `TLV ${tag}`);
  return named ?? { name: `tlv.${tag}`, type: 'text', meaning: `TLV ${tag}` };
}

/** All that completion offers, the usual ones first. */
export function filterFields(): readonly FilterField[] {
  return [...byName.values(), ...tlvByName.values()];
}

/** The tag of a field "tlv.…"; null for other fields. */
export function tlvTagOf(field: string): number | null {
  const known = tlvByName.get(field);
  const hex = known === undefined ? /^tlv\.0x([0-9A-F]{4})$/.exec(field)?.[1] : known.meaning.slice(6);
  return hex === undefined ? null : Number.parseInt(hex, 16);
}

export function commandNames(): readonly CommandName[] {
  return Object.keys(commands) as CommandName[];
}

/** "submit_sm", or "0x00010203" for an id without a name. */
export function commandWord(commandId: number): string {
  return commandById(commandId) ?? `0x${commandId.toString(16).toUpperCase().padStart(8, '0')}`;
}
