import { allocateOctets } from './codec/allocate';
import { compiledByName, fieldStep, type CompiledCommand } from './codec/compiled';
import { putMessageValues, type MessageBody } from './codec/message-body';
import { writeUint16, writeUint32 } from './codec/octets';
import { HEADER_OCTETS, type Pdu, type Tlv } from './pdu';
import type {
  CStringField,
  IntegerField,
  ItemShape,
  ListField,
  OctetsField,
  ScalarField,
} from './tables/fields';
import { tlvName } from './tlv';

/** A value that no octets can stand for. Nothing is ever cut or replaced to make it fit. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  /** As the specification spells it. */
  readonly field: string;
  /** Why, as the end of a sentence that starts with the field's name. */
  readonly reason: string;

  constructor(field: string, reason: string) {
    super(`${field} ${reason}`);
    this.field = field;
    this.reason = reason;
  }
}

type Values = Readonly<Record<string, unknown>>;

/** The fields of the PDU being written; used again for the next one. */
const VALUES: unknown[] = [];

/**
 * The octets of a PDU. Throws `EncodeError` for what cannot be represented and only for that; values longer than the
 * specification allows are encoded as they are (`checkLimits` names them). The octets are the caller's, but may share
 * their buffer with other PDUs.
 */
export function encode(pdu: Pdu): Uint8Array {
  if (pdu.command === 'unknown') {
    const octets = allocateOctets(HEADER_OCTETS + pdu.rest.length);
    writeHeader(octets, pdu.commandId, pdu.commandStatus, pdu.sequenceNumber);
    octets.set(pdu.rest, HEADER_OCTETS);
    return octets;
  }
  const command = compiledByName(pdu.command);
  const hasBody = pdu.body !== null && command.fields.length > 0;
  let length = HEADER_OCTETS;
  if (hasBody) {
    if (command.isMessage) putMessageValues(pdu.body as MessageBody, VALUES);
    else putValues(command.keys, pdu.body, VALUES);
    length += measure(command, VALUES);
  }
  const { tlvs } = pdu;
  for (const tlv of tlvs) length += 4 + tlv.value.length;

  const octets = allocateOctets(length);
  writeHeader(octets, command.id, pdu.commandStatus, pdu.sequenceNumber);
  let offset = hasBody ? write(octets, command, VALUES) : HEADER_OCTETS;
  for (const tlv of tlvs) offset = writeTlv(octets, offset, tlv);
  return octets;
}

function writeHeader(
  octets: Uint8Array,
  commandId: number,
  commandStatus: number,
  sequenceNumber: number,
): void {
  writeUint32(octets, 0, octets.length);
  writeUint32(octets, 4, checkedInteger('command_id', 4, commandId));
  writeUint32(octets, 8, checkedInteger('command_status', 4, commandStatus));
  writeUint32(octets, 12, checkedInteger('sequence_number', 4, sequenceNumber));
}

function putValues(keys: readonly string[], body: object, values: unknown[]): void {
  for (let index = 0; index < keys.length; index += 1) values[index] = (body as Values)[keys[index] ?? ''];
}

/** Octets of the mandatory part; refuses values of the wrong kind on the way. */
function measure({ fields, steps }: CompiledCommand, values: readonly unknown[]): number {
  let length = 0;
  for (let index = 0; index < steps.length; index += 1) {
    switch (steps[index]) {
      case fieldStep.octet:
        length += 1;
        break;
      case fieldStep.integer32:
        length += 4;
        break;
      case fieldStep.cString:
        length += checkedString(fields[index] as CStringField, values[index]).length + 1;
        break;
      case fieldStep.octets:
        length += checkedOctets(fields[index] as OctetsField, values[index]).length + 1;
        break;
      default:
        length += measureList(fields[index] as ListField, values[index]);
    }
  }
  return length;
}

/** Writes the mandatory part, whose kinds were checked by `measure`; returns where it ends. */
function write(octets: Uint8Array, { fields, steps }: CompiledCommand, values: readonly unknown[]): number {
  let offset = HEADER_OCTETS;
  for (let index = 0; index < steps.length; index += 1) {
    const value = values[index];
    switch (steps[index]) {
      case fieldStep.octet:
        octets[offset] = checkedInteger((fields[index] as IntegerField).name, 1, value);
        offset += 1;
        break;
      case fieldStep.integer32:
        writeUint32(octets, offset, checkedInteger((fields[index] as IntegerField).name, 4, value));
        offset += 4;
        break;
      case fieldStep.cString:
        offset = writeCString(octets, offset, fields[index] as CStringField, value as string);
        break;
      case fieldStep.octets:
        offset = writeOctets(octets, offset, value as Uint8Array);
        break;
      default:
        offset = writeList(octets, offset, fields[index] as ListField, value as readonly Values[]);
    }
  }
  return offset;
}

function writeOctets(octets: Uint8Array, offset: number, content: Uint8Array): number {
  octets[offset] = content.length;
  octets.set(content, offset + 1);
  return offset + 1 + content.length;
}

function writeCString(octets: Uint8Array, start: number, field: CStringField, text: string): number {
  let offset = start;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0 || code > 0xff) throw unusableCharacter(field.name, text, index);
    octets[offset] = code;
    offset += 1;
  }
  return offset + 1;
}

function unusableCharacter(field: string, text: string, index: number): EncodeError {
  const character = String.fromCodePoint(text.codePointAt(index) ?? 0);
  const position = index + 1;
  return character === '\0'
    ? new EncodeError(field, `holds a NUL at character ${position}, where the field would end on the wire.`)
    : new EncodeError(
        field,
        `holds “${character}” at character ${position}, which is not one octet of Latin-1.`,
      );
}

function shapeOf(field: ListField, item: Values): ItemShape {
  const flag = field.flagName === undefined ? null : item['destFlag'];
  const shape = field.shapes.find((candidate) => candidate.flag === flag);
  if (shape === undefined) throw new EncodeError('dest_flag', `is ${String(flag)}; 1 and 2 exist.`);
  return shape;
}

function measureList(field: ListField, value: unknown): number {
  if (!Array.isArray(value)) throw new EncodeError(field.itemName, 'is no list.');
  if (value.length > 255) {
    throw new EncodeError(field.countName, `would be ${value.length}; its one octet ends at 255.`);
  }
  let length = 1;
  for (const item of value as readonly Values[]) {
    const shape = shapeOf(field, item);
    if (shape.flag !== null) length += 1;
    for (const part of shape.fields) {
      length += part.kind === 'integer' ? part.size : checkedString(part, item[part.key]).length + 1;
    }
  }
  return length;
}

function writeList(octets: Uint8Array, start: number, field: ListField, items: readonly Values[]): number {
  octets[start] = items.length;
  let offset = start + 1;
  for (const item of items) {
    const shape = shapeOf(field, item);
    if (shape.flag !== null) {
      octets[offset] = shape.flag;
      offset += 1;
    }
    for (const part of shape.fields) offset = writeScalar(octets, offset, part, item[part.key]);
  }
  return offset;
}

function writeScalar(octets: Uint8Array, offset: number, field: ScalarField, value: unknown): number {
  if (field.kind === 'cString') return writeCString(octets, offset, field, value as string);
  const integer = checkedInteger(field.name, field.size, value);
  if (field.size === 1) octets[offset] = integer;
  else writeUint32(octets, offset, integer);
  return offset + field.size;
}

function writeTlv(octets: Uint8Array, offset: number, tlv: Tlv): number {
  const { tag, value } = tlv;
  if (tag >>> 0 !== tag || tag > 0xffff) throw new EncodeError('tag', `is ${tag}; a tag is 0 to 65535.`);
  if (value.length > 0xffff) {
    throw new EncodeError(tlvName(tag), `has ${value.length} octets; a TLV holds 65535 at most.`);
  }
  writeUint16(octets, offset, tag);
  writeUint16(octets, offset + 2, value.length);
  octets.set(value, offset + 4);
  return offset + 4 + value.length;
}

function checkedInteger(name: string, size: 1 | 4, value: unknown): number {
  const max = size === 1 ? 0xff : 0xffffffff;
  if (typeof value !== 'number' || value >>> 0 !== value || value > max) {
    throw new EncodeError(name, `is ${String(value)}; it holds a whole number from 0 to ${max}.`);
  }
  return value;
}

function checkedString(field: CStringField, value: unknown): string {
  if (typeof value !== 'string') throw new EncodeError(field.name, 'is no text.');
  return value;
}

function checkedOctets(field: OctetsField, value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new EncodeError(field.name, 'is no octets.');
  if (value.length > 255) {
    throw new EncodeError(field.name, `has ${value.length} octets; ${field.lengthName} ends at 255.`);
  }
  return value;
}
