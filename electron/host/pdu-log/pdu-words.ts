import { decode } from '#shared/smpp/decode';
import type { KnownPdu, Tlv } from '#shared/smpp/pdu';
import { readUserData } from '#shared/smpp/text/user-data';

/** What a row says of a PDU beyond its header. Never a password. */
export interface PduWords {
  readonly sourceAddress: string;
  readonly destinationAddress: string;
  /** The whole text of a message, or the id that the PDU is about. */
  readonly text: string;
  readonly hasProblem: boolean;
}

/** Reads the octets of a PDU, header included. */
export function wordsOf(octets: Uint8Array): PduWords {
  const { pdu, problems } = decode(octets);
  const hasProblem = problems.length > 0;
  if (pdu.command === 'unknown') return { ...noWords, hasProblem };
  return { ...noWords, ...bodyWords(pdu), hasProblem };
}

const noWords = { sourceAddress: '', destinationAddress: '', text: '' };

function bodyWords(pdu: KnownPdu): Partial<PduWords> {
  if (pdu.body === null) return noWords;
  switch (pdu.command) {
    case 'submit_sm':
    case 'deliver_sm':
    case 'data_sm':
      return {
        sourceAddress: pdu.body.sourceAddr,
        destinationAddress: pdu.body.destinationAddr,
        text: messageText(pdu.body, pdu.tlvs),
      };
    case 'submit_multi':
      return {
        sourceAddress: pdu.body.sourceAddr,
        destinationAddress: listText(
          pdu.body.destAddresses.map((to) => ('dlName' in to ? to.dlName : to.destinationAddr)),
        ),
        text: messageText(pdu.body, pdu.tlvs),
      };
    case 'replace_sm':
      return {
        sourceAddress: pdu.body.sourceAddr,
        text: messageText({ esmClass: 0, dataCoding: 0, shortMessage: pdu.body.shortMessage }, pdu.tlvs),
      };
    case 'broadcast_sm':
      return {
        sourceAddress: pdu.body.sourceAddr,
        text: messageText({ esmClass: 0, dataCoding: pdu.body.dataCoding }, pdu.tlvs),
      };
    case 'cancel_sm':
      return {
        sourceAddress: pdu.body.sourceAddr,
        destinationAddress: pdu.body.destinationAddr,
        text: idText('message_id', pdu.body.messageId),
      };
    case 'alert_notification':
      return { sourceAddress: pdu.body.sourceAddr, destinationAddress: pdu.body.esmeAddr };
    default:
      return otherWords(pdu.body);
  }
}

/** Commands that carry neither addresses in pairs nor text: what they are about. */
function otherWords(body: object): Partial<PduWords> {
  const sourceAddress = 'sourceAddr' in body && typeof body.sourceAddr === 'string' ? body.sourceAddr : '';
  if ('messageId' in body && typeof body.messageId === 'string') {
    return { sourceAddress, text: idText('message_id', body.messageId) };
  }
  if ('systemId' in body && typeof body.systemId === 'string') {
    return { sourceAddress, text: idText('system_id', body.systemId) };
  }
  return { sourceAddress };
}

function messageText(
  body: { readonly esmClass: number; readonly dataCoding: number; readonly shortMessage?: Uint8Array },
  tlvs: readonly Tlv[],
): string {
  return readUserData({ ...body, tlvs }).text;
}

function idText(name: string, value: string): string {
  return value === '' ? '' : `${name} ${value}`;
}

function listText(addresses: readonly string[]): string {
  const [first = '', ...others] = addresses;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
