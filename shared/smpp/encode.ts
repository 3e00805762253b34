import { compiledByName } from './codec/compiled';
import { writeUint16, writeUint32 } from './codec/octets';
import { writeLatin1 } from './latin1';
import { HEADER_OCTETS, type Pdu, type Tlv } from './pdu';
import type { CStringField, Field, IntegerField, ItemShape, ListField, OctetsField } from './tables/fields';

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

/**
 * The octets of a PDU. Throws `EncodeError` for what cannot be represented and only for that; values longer than the
 * specification allows are encoded as they are (`checkLimits` names them).
 */
export function encode(pdu: Pdu): Uint8Array {
  if (pdu.command === 'unknown') {
    const octets = new Uint8Array(HEADER_OCTETS + pdu.rest.length);
    writeHeader(octets, pdu.commandId, pdu);
    octets.set(pdu.rest, HEADER_OCTETS);
    return octets;
  }
  const command = compiledByName(pdu.command);
  const body = command.fields.length > 0 ? (pdu.body as Values | null) : null;
  let length = HEADER_OCTETS;
  if (body !== null) for (const field of command.fields) length += measure(field, body[field.key]);
  for (const tlv of pdu.tlvs) length += 4 + tlv.value.length;

  const octets = new Uint8Array(length);
  writeHeader(octets, command.id, pdu);
  let offset = HEADER_OCTETS;
  if (body !== null) {
    for (const field of command.fields) offset = write(octets, offset, field, body[field.key]);
  }
  for (const tlv of pdu.tlvs) offset = writeTlv(octets, offset, tlv);
  return octets;
}

function writeHeader(
  octets: Uint8Array,
  commandId: number,
  pdu: { readonly commandStatus: number; readonly sequenceNumber: number },
): void {
  writeUint32(octets, 0, octets.length);
  writeUint32(octets, 4, checkedInteger('command_id', 4, commandId));
  writeUint32(octets, 8, checkedInteger('command_status', 4, pdu.commandStatus));
  writeUint32(octets, 12, checkedInteger('sequence_number', 4, pdu.sequenceNumber));
}

function measure(field: Field, value: unknown): number {
  switch (field.kind) {
    case 'integer':
      return field.size;
    case 'cString':
      return checkedString(field, value).length + 1;
    case 'octets':
      return checkedOctets(field, value).length + 1;
    case 'list':
      return measureList(field, value);
  }
}

function write(octets: Uint8Array, offset: number, field: Field, value: unknown): number {
  switch (field.kind) {
    case 'integer':
      return writeInteger(octets, offset, field, value);
    case 'cString':
      return writeCString(octets, offset, field, value as string);
    case 'octets': {
      const content = value as Uint8Array;
      octets[offset] = content.length;
      octets.set(content, offset + 1);
      return offset + 1 + content.length;
    }
    case 'list':
      return writeList(octets, offset, field, value as readonly Values[]);
  }
}

function writeInteger(octets: Uint8Array, offset: number, field: IntegerField, value: unknown): number {
  const integer = checkedInteger(field.name, field.size, value);
  if (field.size === 1) octets[offset] = integer;
  else writeUint32(octets, offset, integer);
  return offset + field.size;
}

function writeCString(octets: Uint8Array, offset: number, field: CStringField, text: string): number {
  const badIndex = writeLatin1(octets, offset, text);
  const nulIndex = badIndex >= 0 ? -1 : text.indexOf('\0');
  if (badIndex >= 0 || nulIndex >= 0) throw unusableCharacter(field.name, text, Math.max(badIndex, nulIndex));
  return offset + text.length + 1;
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
  if (field.flagName === undefined) return field.shapes[0] ?? { flag: null, fields: [] };
  const shape = field.shapes.find((candidate) => candidate.flag === item['destFlag']);
  if (shape === undefined)
    throw new EncodeError(field.flagName, `is ${String(item['destFlag'])}; 1 or 2 exist.`);
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
    for (const part of shape.fields) length += measure(part, item[part.key]);
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
    for (const part of shape.fields) offset = write(octets, offset, part, item[part.key]);
  }
  return offset;
}

function writeTlv(octets: Uint8Array, offset: number, tlv: Tlv): number {
  const { tag, value } = tlv;
  if (tag >>> 0 !== tag || tag > 0xffff) throw new EncodeError('tag', `is ${tag}; a tag is 0 to 65535.`);
  if (value.length > 0xffff) {
    throw new EncodeError('length', `of TLV ${tag} would be ${value.length}; its two octets end at 65535.`);
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
