import { hexFromOctets } from '../lib/hex';
import type { TrunkAlphabets } from '../model/alphabets';
import type { PduDirection } from '../model/pdu-row';
import { annotate, type AnnotatedPdu, type AnnotateOptions } from '../smpp/annotate';
import { breaksRules } from '../smpp/breaks-rules';
import { describeCommandStatus } from '../smpp/command-status';
import { decode } from '../smpp/decode';
import { maskPasswords } from '../smpp/mask-passwords';
import type { Pdu, Tlv } from '../smpp/pdu';
import { summarize, textOctetsOf } from '../smpp/summarize';
import { commands } from '../smpp/tables/commands';
import type { Field, ItemShape } from '../smpp/tables/fields';
import { readUserData } from '../smpp/text/user-data';
import { readTlvCString, readTlvInteger, tlvDefinition } from '../smpp/tlv';

/** One PDU for a line of JSON: numbers as numbers, octets in hexadecimal, passwords masked. */
export interface PduLine {
  readonly time: string;
  readonly direction: PduDirection;
  readonly command: string;
  readonly status: number;
  /** "Invalid password (ESME_RINVPASWD, 0x0E)"; left out when the status is 0. */
  readonly statusText?: string;
  readonly sequence: number;
  /** By the names of the specification; empty for a bare header. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tlvs: readonly TlvLine[];
  /** The text of a message, header left out. */
  readonly text?: string;
  /** What does not fit the specification. */
  readonly problems?: readonly string[];
  /** The whole PDU. */
  readonly hex: string;
}

interface TlvLine {
  readonly tag: string;
  /** Left out for tags that SMPP does not define. */
  readonly name?: string;
  readonly value: number | string;
}

/** `time` as it shall stand in the line; `reading` is how problems are judged. */
export function pduLine(
  direction: PduDirection,
  octets: Uint8Array,
  time: string,
  reading: AnnotateOptions = {},
): PduLine {
  const masked = maskPasswords(octets);
  const { pdu } = decode(masked);
  const problems = problemsOf(masked, reading);
  const text = textOf(masked, pdu, reading.alphabets);
  return {
    time,
    direction,
    command: commandName(pdu),
    status: pdu.commandStatus,
    ...(pdu.commandStatus === 0 ? {} : { statusText: describeCommandStatus(pdu.commandStatus) }),
    sequence: pdu.sequenceNumber,
    fields: fieldsOf(pdu),
    tlvs: pdu.command === 'unknown' ? [] : pdu.tlvs.map(tlvLine),
    ...(text === null ? {} : { text }),
    ...(problems.length === 0 ? {} : { problems: problems.map(({ sentence }) => sentence) }),
    hex: hexFromOctets(masked),
  };
}

function problemsOf(octets: Uint8Array, reading: AnnotateOptions): AnnotatedPdu['problems'] {
  const { version = null, findings = [], alphabets } = reading;
  // Most PDUs have none, which is told much faster than which ones it has.
  const isFine = findings.length === 0 && summarize(octets).isStructureOk;
  if (isFine && !breaksRules(octets, version, alphabets)) return [];
  return annotate(octets, reading).problems;
}

function commandName(pdu: Pdu): string {
  return pdu.command === 'unknown' ? `0x${pdu.commandId.toString(16).padStart(8, '0')}` : pdu.command;
}

function fieldsOf(pdu: Pdu): Readonly<Record<string, unknown>> {
  if (pdu.command === 'unknown') return { rest: hexFromOctets(pdu.rest) };
  return pdu.body === null ? {} : namedValues(commands[pdu.command].fields, pdu.body);
}

function namedValues(fields: readonly Field[], values: object): Readonly<Record<string, unknown>> {
  const byKey = new Map(Object.entries(values) as [string, unknown][]);
  return Object.fromEntries(fields.map((field) => [field.name, plainValue(field, byKey.get(field.key))]));
}

function plainValue(field: Field, value: unknown): unknown {
  if (value instanceof Uint8Array) return hexFromOctets(value);
  if (field.kind !== 'list' || !Array.isArray(value)) return value;
  return (value as readonly object[]).map((item) => namedValues(shapeOf(field.shapes, item).fields, item));
}

function shapeOf(shapes: readonly ItemShape[], item: object): ItemShape {
  const flag = 'destFlag' in item ? item.destFlag : null;
  return shapes.find((shape) => shape.flag === flag) ?? { flag: null, fields: [] };
}

function tlvLine(tlv: Tlv): TlvLine {
  const tag = `0x${tlv.tag.toString(16).toUpperCase().padStart(4, '0')}`;
  const definition = tlvDefinition(tlv.tag);
  if (definition === undefined) return { tag, value: hexFromOctets(tlv.value) };
  return { tag, name: definition.name, value: tlvValue(tlv, definition.type) };
}

function tlvValue(tlv: Tlv, type: string): number | string {
  if (type === 'integer') return readTlvInteger(tlv) ?? hexFromOctets(tlv.value);
  return type === 'cString' ? readTlvCString(tlv) : hexFromOctets(tlv.value);
}

function textOf(octets: Uint8Array, pdu: Pdu, alphabets: TrunkAlphabets | undefined): string | null {
  switch (pdu.command) {
    case 'submit_sm':
    case 'deliver_sm':
    case 'submit_multi':
    case 'data_sm':
      return pdu.body === null ? null : readUserData({ ...pdu.body, tlvs: pdu.tlvs }, alphabets).text;
    default:
      return otherText(octets, alphabets);
  }
}

/** Of what carries a text without being a message on its way: replace_sm, broadcast_sm, query_msg_details_resp. */
function otherText(octets: Uint8Array, alphabets: TrunkAlphabets | undefined): string | null {
  const summary = summarize(octets);
  const { textLength, esmClass, dataCoding } = summary;
  if (textLength === 0) return null;
  const shortMessage = textOctetsOf(octets, summary);
  return readUserData({ esmClass, dataCoding, shortMessage, tlvs: [] }, alphabets).text;
}
