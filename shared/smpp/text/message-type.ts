import type { TextEncoding } from '../../model/message';
import type { Tlv } from '../pdu';
import { parseReceipt, type Receipt } from './receipt';
import { tlvNamed } from './user-data';

const COLON = 0x3a;
const ID = 0x6964;
const LOWER_CASE = 0x2020;

/** Message type of esm_class, bits 5 to 2 (SMPP 3.4 section 5.2.12, SMPP 5.0 section 4.7.12). */
export type MessageType =
  | 'normal'
  | 'receipt'
  | 'delivery-acknowledgement'
  | 'user-acknowledgement'
  | 'conversation-abort'
  | 'intermediate-notification'
  | 'reserved';

const messageTypes: ReadonlyMap<number, MessageType> = new Map([
  [0x00, 'normal'],
  [0x04, 'receipt'],
  [0x08, 'delivery-acknowledgement'],
  [0x10, 'user-acknowledgement'],
  [0x18, 'conversation-abort'],
  [0x20, 'intermediate-notification'],
]);

export function messageTypeOf(esmClass: number): MessageType {
  return messageTypes.get(esmClass & 0x3c) ?? 'reserved';
}

/**
 * What an inbound deliver_sm or data_sm is. `unmarked-receipt`: esm_class calls it a message, but it reads like a
 * receipt; it is one only if its id is that of a message that was sent, which the caller has to look up.
 */
export type InboundContent =
  | { readonly kind: 'message' }
  | { readonly kind: 'receipt' | 'intermediate-receipt' | 'unmarked-receipt'; readonly receipt: Receipt }
  | { readonly kind: 'acknowledgement'; readonly type: MessageType };

/** `octets` is the text without its header. */
export function classifyInbound(
  esmClass: number,
  octets: Uint8Array,
  encoding: TextEncoding,
  tlvs: readonly Tlv[],
): InboundContent {
  const type = messageTypeOf(esmClass);
  switch (type) {
    case 'receipt':
      return { kind: 'receipt', receipt: parseReceipt(octets, tlvs, encoding) };
    case 'intermediate-notification':
      return { kind: 'intermediate-receipt', receipt: parseReceipt(octets, tlvs, encoding) };
    case 'normal':
    case 'reserved': {
      if (!namesAnId(octets, tlvs)) return { kind: 'message' };
      const receipt = parseReceipt(octets, tlvs, encoding);
      const isLikeReceipt = receipt.messageIds.length > 0 && receipt.state !== null;
      return isLikeReceipt ? { kind: 'unmarked-receipt', receipt } : { kind: 'message' };
    }
    case 'delivery-acknowledgement':
    case 'user-acknowledgement':
    case 'conversation-abort':
      return { kind: 'acknowledgement', type };
  }
}

/**
 * A cheap look before the careful one: every form of a receipt that counts unmarked has `id:`, in one octet a character or
 * two, or the TLV.
 */
function namesAnId(octets: Uint8Array, tlvs: readonly Tlv[]): boolean {
  if (tlvNamed(tlvs, 'receipted_message_id') !== undefined) return true;
  for (let colon = octets.indexOf(COLON); colon !== -1; colon = octets.indexOf(COLON, colon + 1)) {
    const last = octets[colon - 1] === 0 ? colon - 2 : colon - 1;
    const key = ((octets[last - (colon - last)] ?? 0) << 8) | (octets[last] ?? 0);
    if ((key | LOWER_CASE) === ID) return true;
  }
  return false;
}
