import { createPdu, type DeliverSmBody, type Tlv } from '#shared/smpp/pdu';
import { encodeText } from '#shared/smpp/text/alphabets';
import { isGsm7 } from '#shared/smpp/text/gsm7';
import { readUserData } from '#shared/smpp/text/user-data';
import { tlv } from '#shared/smpp/tlv';
import type { AcceptedMessage } from './accepted-message';
import { messageStates } from './special-numbers';

/** esm_class of a delivery receipt (SMPP 3.4 section 5.2.12). */
const ESM_CLASS_RECEIPT = 0x04;
/** Network type of network_error_code: GSM (SMPP 3.4 section 5.3.2.31). */
const GSM_NETWORK = 3;
const TEXT_CHARACTERS = 20;

const stateWords: ReadonlyMap<number, string> = new Map([
  [messageStates.enroute, 'ENROUTE'],
  [messageStates.delivered, 'DELIVRD'],
  [messageStates.expired, 'EXPIRED'],
  [messageStates.deleted, 'DELETED'],
  [messageStates.undeliverable, 'UNDELIV'],
  [messageStates.rejected, 'REJECTD'],
]);

/** registered_delivery, bits 1 and 0: 1 always, 2 on failure, 3 on success (SMPP 5.0 section 4.7.21). */
export function wantsReceipt({ registeredDelivery, messageState }: AcceptedMessage): boolean {
  const isDelivered = messageState === messageStates.delivered;
  switch (registeredDelivery & 0x03) {
    case 1:
      return true;
    case 2:
      return !isDelivered;
    case 3:
      return isDelivered;
    default:
      return false;
  }
}

/** The deliver_sm of a receipt: the text of SMPP 3.4 Appendix B, from the message's destination back to its source. */
export function receiptBody(message: AcceptedMessage): DeliverSmBody {
  const { source, destination } = message;
  const { body } = createPdu('deliver_sm', {
    sequenceNumber: 0,
    body: {
      sourceAddrTon: destination.ton,
      sourceAddrNpi: destination.npi,
      sourceAddr: destination.address,
      destAddrTon: source.ton,
      destAddrNpi: source.npi,
      destinationAddr: source.address,
      esmClass: ESM_CLASS_RECEIPT,
      shortMessage: receiptText(message),
    },
  });
  if (body === null) throw new Error('deliver_sm has a body');
  return body;
}

/** The TLVs of a receipt; an ESME of 3.3 gets none. */
export function receiptTlvs(message: AcceptedMessage): readonly Tlv[] {
  const { id, messageState, networkError } = message;
  const tlvs = [
    tlv(
      'receipted_message_id',
      Uint8Array.from(`${id}\0`, (character) => character.charCodeAt(0)),
    ),
    tlv('message_state', Uint8Array.of(messageState)),
  ];
  if (networkError === 0) return tlvs;
  return [
    ...tlvs,
    tlv('network_error_code', Uint8Array.of(GSM_NETWORK, networkError >> 8, networkError & 0xff)),
  ];
}

function receiptText(message: AcceptedMessage): Uint8Array {
  const { id, acceptedAtMs, doneAtMs, messageState, networkError } = message;
  const delivered = messageState === messageStates.delivered ? '001' : '000';
  const error = String(networkError).padStart(3, '0');
  const word = stateWords.get(messageState) ?? 'UNKNOWN';
  const fields = `id:${id} sub:001 dlvrd:${delivered} submit date:${receiptDate(acceptedAtMs)} done date:${receiptDate(doneAtMs ?? acceptedAtMs)} stat:${word} err:${error} text:`;
  const encoded = encodeText(fields + firstCharacters(message), 'gsm7');
  if (!encoded.ok) throw new Error(encoded.problem.sentence);
  return encoded.octets;
}

/** Text outside GSM 7-bit is left out, as SMSCs do: the receipt itself is GSM 7-bit. */
function firstCharacters(message: AcceptedMessage): string {
  const { text, encoding } = readUserData(message);
  return encoding !== 'binary' && isGsm7(text) ? text.slice(0, TEXT_CHARACTERS) : '';
}

/** YYMMDDhhmm in UTC. */
function receiptDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace(/\D/g, '').slice(2, 12);
}

/** YYMMDDhhmmsstnnp in UTC (SMPP 3.4 section 7.1.1). */
export function absoluteTime(timeMs: number): string {
  const digits = new Date(timeMs).toISOString().replace(/\D/g, '');
  return `${digits.slice(2, 15)}00+`;
}
