import type { AnnotatedPdu, PduNode } from '#shared/smpp/annotate';
import { decode } from '#shared/smpp/decode';
import { explainPdu } from '#shared/smpp/explain';
import { findTlv, tlvName } from '#shared/smpp/tlv';
import { decodeText } from '#shared/smpp/text/alphabets';
import { ESM_CLASS_UDHI } from '#shared/smpp/text/user-data';
import type { Pdu } from '#shared/smpp/pdu';

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
 * or whose text only its octets tell.
 */
export function sendLine(octets: Uint8Array): string | null {
  if (octets.length < 16) return null;
  const { pdu } = decode(octets);
  const text = textOf(pdu, octets);
  if (text === null || pdu.command !== 'submit_sm' || pdu.body === null) return null;
  const { body } = pdu;
  const options: string[] = [
    '--host HOST --system-id ID',
    `--from ${shellWord(body.sourceAddr)}`,
    `--to ${shellWord(body.destinationAddr)}`,
    `--text ${shellWord(text)}`,
  ];
  const add = (option: string, value: number): void => {
    if (value !== 0) options.push(`--${option} 0x${value.toString(16).padStart(2, '0')}`);
  };
  add('data-coding', body.dataCoding);
  add('esm-class', body.esmClass & ~ESM_CLASS_UDHI);
  add('registered-delivery', body.registeredDelivery);
  if (body.scheduleDeliveryTime !== '') options.push(`--schedule ${shellWord(body.scheduleDeliveryTime)}`);
  if (body.validityPeriod !== '') options.push(`--validity ${shellWord(body.validityPeriod)}`);
  for (const { tag, value } of pdu.tlvs) {
    if (tlvName(tag) === 'message_payload') continue;
    options.push(`--tlv 0x${tag.toString(16).padStart(4, '0')}=0x${pduHex(value)}`);
  }
  return `trunkline send ${options.join(' ')}`;
}

function textOf(pdu: Pdu, octets: Uint8Array): string | null {
  const { text } = explainPdu(octets);
  if (text === null) return findTlv(pdu, 'message_payload') === undefined ? '' : null;
  if (text.segment !== null || text.encoding === 'binary') return null;
  return decodeText(text.octets, text.encoding).text;
}

/** Safe in a POSIX shell. */
function shellWord(word: string): string {
  return /^[\w+.:/@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
