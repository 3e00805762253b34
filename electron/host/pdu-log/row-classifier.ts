import type { TrunkAlphabets } from '#shared/model/alphabets';
import { alphabetOf, specifiedAlphabets } from '#shared/model/data-coding-map';
import { readUint16 } from '#shared/smpp/codec/octets';
import { breaksRules } from '#shared/smpp/breaks-rules';
import { decode } from '#shared/smpp/decode';
import { emptySummary, type PduSummary, summarize } from '#shared/smpp/summarize';
import { commands, RESPONSE_BIT } from '#shared/smpp/tables/commands';
import type { SmppVersion } from '#shared/smpp/tables/versions';
import { classifyInbound } from '#shared/smpp/text/message-type';
import { ESM_CLASS_UDHI } from '#shared/smpp/text/user-data';
import { IEI_CONCATENATION_16, IEI_CONCATENATION_8 } from '#shared/smpp/text/udh';
import { rowFlags } from './row-flags';

const MESSAGE_TYPE_MASK = 0x3c;
const RECEIPT_TYPES = new Set([0x04, 0x20]);
const MESSAGE_PAYLOAD = 0x0424;
const SAR_MSG_REF_NUM = 0x020c;
const RECEIPTED_MESSAGE_ID = 0x001e;
const noTlvs = [] as const;

const ENQUIRE_LINK = commands.enquire_link.id;

/** Read into by `classify`; used again for each PDU. */
const summary = emptySummary();

/** The flags that a PDU's own octets tell, judged by the version that is spoken; null where it is not known. */
export function classify(
  octets: Uint8Array,
  isFromEsme: boolean,
  alphabets: TrunkAlphabets | undefined,
  version: SmppVersion | null,
): number {
  const { commandId, isStructureOk, textLength } = summarize(octets, summary);
  let flags = isStructureOk ? 0 : rowFlags.structure;
  if (isStructureOk && breaksRules(octets, version, alphabets)) flags |= rowFlags.rule;
  if (isFromEsme) flags |= rowFlags.fromEsme;
  if (commandId >= RESPONSE_BIT) flags |= rowFlags.response;
  else if (hasResponse(commandId)) flags |= rowFlags.request;
  if ((commandId & 0x7fffffff) === ENQUIRE_LINK) return flags | rowFlags.keepalive;
  if (!hasMessage(commandId)) return textLength > 0 ? flags | textFlags(alphabets) : flags;
  flags |= rowFlags.message;
  if (textLength > 0) flags |= textFlags(alphabets);
  // Its destinations are put into words that are not in the octets.
  if (commandId === commands.submit_multi.id) flags |= rowFlags.oddText;
  if (isSegment(octets, summary)) flags |= rowFlags.segment;
  if (commandId !== commands.submit_sm.id && commandId !== commands.submit_multi.id) {
    if (isReceipt(octets, summary)) flags |= rowFlags.receipt;
  }
  return flags;
}

function hasResponse(commandId: number): boolean {
  return commandId !== commands.outbind.id && commandId !== commands.alert_notification.id;
}

function hasMessage(commandId: number): boolean {
  switch (commandId) {
    case commands.submit_sm.id:
    case commands.submit_multi.id:
    case commands.deliver_sm.id:
    case commands.data_sm.id:
      return true;
    default:
      return false;
  }
}

function textFlags(alphabets: TrunkAlphabets | undefined): number {
  switch (alphabetOf(summary.dataCoding, alphabets ?? specifiedAlphabets)) {
    case 'gsm7':
    case 'latin1':
    case 'ascii':
      return 0;
    case 'ucs2':
      return rowFlags.wideText;
    default:
      return rowFlags.oddText;
  }
}

function isSegment(octets: Uint8Array, of: PduSummary): boolean {
  const { esmClass, textOffset, textLength } = of;
  if ((esmClass & ESM_CLASS_UDHI) !== 0 && textLength > 5) {
    const iei = octets[textOffset + 1];
    if (iei === IEI_CONCATENATION_8 || iei === IEI_CONCATENATION_16) return true;
  }
  return hasTlv(octets, of, SAR_MSG_REF_NUM);
}

function isReceipt(octets: Uint8Array, of: PduSummary): boolean {
  const { esmClass, dataCoding, textOffset, textLength } = of;
  const type = esmClass & MESSAGE_TYPE_MASK;
  if (RECEIPT_TYPES.has(type)) return true;
  if (type !== 0) return false;
  if (hasTlv(octets, of, RECEIPTED_MESSAGE_ID)) return true;
  if (textLength < 8) return false;
  const text = octets.subarray(textOffset, textOffset + textLength);
  return (
    classifyInbound(esmClass, text, dataCoding === 8 ? 'ucs2' : 'gsm7', noTlvs).kind === 'unmarked-receipt'
  );
}

/** Where the TLVs do not simply follow the short message, the PDU is decoded. */
function hasTlv(octets: Uint8Array, { textOffset, textLength }: PduSummary, tag: number): boolean {
  const isPayload = textLength > 0 && readUint16(octets, textOffset - 4) === MESSAGE_PAYLOAD;
  if (textOffset === 0 || isPayload) {
    const { pdu } = decode(octets);
    return pdu.command !== 'unknown' && pdu.tlvs.some((tlv) => tlv.tag === tag);
  }
  let offset = textOffset + textLength;
  while (offset + 4 <= octets.length) {
    if (readUint16(octets, offset) === tag) return true;
    offset += 4 + readUint16(octets, offset + 2);
  }
  return false;
}
