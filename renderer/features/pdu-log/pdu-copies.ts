import type { AnnotatedPdu, PduNode } from '#shared/smpp/annotate';
import { decode } from '#shared/smpp/decode';
import { explainPdu } from '#shared/smpp/explain';
import { findTlv, tlvName } from '#shared/smpp/tlv';
import { decodeText, encodeText } from '#shared/smpp/text/alphabets';
import { ESM_CLASS_UDHI } from '#shared/smpp/text/user-data';
import type { TextEncoding } from '#shared/model/message';
import type { PduOf } from '#shared/smpp/pdu';
import { treeText } from './field-tree';
import { hexDump } from './octet-lines';

export type CopyKind = 'fields' | 'hex' | 'dump' | 'json' | 'send';

/** The forms that a PDU is copied in, with what a menu calls them. */
export const copyKinds: readonly { readonly kind: CopyKind; readonly label: string }[] = [
  { kind: 'fields', label: 'Copy as fields' },
  { kind: 'hex', label: 'Copy as hexadecimal' },
  { kind: 'dump', label: 'Copy as octets with offsets' },
  { kind: 'json', label: 'Copy as JSON' },
  { kind: 'send', label: 'Copy as a “trunkline send” line' },
];

/** What goes to the clipboard; null for a PDU that cannot be written so. */
export function copyOf(kind: CopyKind, octets: Uint8Array, annotated: AnnotatedPdu): string | null {
  switch (kind) {
    case 'fields':
      return treeText(annotated.nodes);
    case 'hex':
      return pduHex(octets);
    case 'dump':
      return hexDump(octets);
    case 'json':
      return pduJson(annotated);
    case 'send':
      return sendLine(octets);
  }
}

/** A PDU as JSON: every field with its name, value, meaning, place and problem. */
export function pduJson(annotated: AnnotatedPdu): string {
  const { command, length, nodes, problems } = annotated;
  return JSON.stringify({ command, length, fields: nodes.map(fieldJson), problems }, null, 2);
}

function fieldJson({ name, value, meaning, offset, length, problem, section, children }: PduNode): object {
  return {
    name,
    ...(value !== '' && { value }),
    ...(meaning !== '' && { meaning }),
    offset,
    length,
    ...(problem !== undefined && { problem }),
    ...(section !== undefined && { section }),
    ...(children !== undefined && { fields: children.map(fieldJson) }),
  };
}

/** Octets as hexadecimal digits without anything between. */
export function pduHex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/**
 * The command line that sends the same message again over a connection to be filled in; null for a PDU that sends none,
 * or a part of one.
 */
export function sendLine(octets: Uint8Array): string | null {
  if (octets.length < 16) return null;
  const { pdu } = decode(octets);
  if (pdu.command !== 'submit_sm' || pdu.body === null) return null;
  const content = contentOptions(pdu, octets);
  if (content === null) return null;
  const { body } = pdu;
  const options: string[] = [
    '--host HOST --system-id ID',
    option('from', body.sourceAddr),
    option('to', body.destinationAddr),
    ...content,
  ];
  const add = (name: string, value: number): void => {
    if (value !== 0) options.push(`--${name} 0x${value.toString(16).padStart(2, '0')}`);
  };
  add('esm-class', body.esmClass);
  add('registered-delivery', body.registeredDelivery);
  if (body.scheduleDeliveryTime !== '') options.push(option('schedule', body.scheduleDeliveryTime));
  if (body.validityPeriod !== '') options.push(option('validity', body.validityPeriod));
  for (const { tag, value } of pdu.tlvs) {
    if (tlvName(tag) === 'message_payload') continue;
    options.push(`--tlv 0x${tag.toString(16).padStart(4, '0')}=0x${pduHex(value)}`);
  }
  return `trunkline send ${options.join(' ')}`;
}

/** The text in its alphabet where these octets come from nothing else; the octets themselves otherwise. */
function contentOptions(pdu: PduOf<'submit_sm'>, octets: Uint8Array): string[] | null {
  const { text } = explainPdu(octets);
  if (text === null) return findTlv(pdu, 'message_payload') === undefined ? [option('text', '')] : null;
  if (text.segment !== null || pdu.body === null) return null;
  const payload = findTlv(pdu, 'message_payload');
  const userData = payload?.value ?? pdu.body.shortMessage;
  const hasHeader = (pdu.body.esmClass & ESM_CLASS_UDHI) !== 0;
  const { dataCoding } = pdu.body;
  const coding = `--data-coding 0x${dataCoding.toString(16).padStart(2, '0')}`;
  const long = payload === undefined ? [] : ['--long payload'];
  const written = text.encoding === 'binary' ? null : decodeText(text.octets, text.encoding).text;
  if (written === null || hasHeader || !isWrittenSo(written, text.encoding, userData)) {
    return [option('text', pduHex(userData)), '--encoding binary', coding, ...long];
  }
  const isPlain = text.encoding === 'gsm7' && dataCoding === 0;
  return [option('text', written), ...(isPlain ? [] : [`--encoding ${text.encoding}`, coding]), ...long];
}

/** What cannot be written back, such as an octet that its alphabet does not have, is to be sent as octets. */
function isWrittenSo(text: string, encoding: TextEncoding, octets: Uint8Array): boolean {
  if (encoding === 'binary') return false;
  const encoded = encodeText(text, encoding);
  return encoded.ok && pduHex(encoded.octets) === pduHex(octets);
}

/** A value that begins with a dash would be taken for an option. */
function option(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${shellWord(value)}`;
}

/** Safe in a POSIX shell. */
function shellWord(word: string): string {
  return /^[\w+.:/@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
