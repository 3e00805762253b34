import type { TrunkAlphabets } from '../model/alphabets';
import { specifiedAlphabets } from '../model/data-coding-map';
import type { TextEncoding } from '../model/message';
import { commandStatusInfo, commandStatusLabel, commandStatusMeaning } from './command-status';
import { explainReceipt, type ReceiptLine } from './explain/receipt-lines';
import { decode } from './decode';
import { isResponse, type Pdu, type Tlv } from './pdu';
import { statusAdvice, type StatusAdvice } from './tables/status-advice';
import { classifyInbound } from './text/message-type';
import type { ReadingOptions } from './text/readings';
import { codingIn } from './text/text-coding';
import { readUserData, type SegmentKey } from './text/user-data';

export type { ReceiptLine };

/** A command_status in words, with what usually lies behind it and what to try. */
export interface StatusExplanation extends StatusAdvice {
  readonly code: number;
  /** "ESME_RTHROTTLED, 0x58". */
  readonly label: string;
  readonly meaning: string;
}

export interface ReceiptExplanation {
  /** How it was recognised: by esm_class, or by its text alone. */
  readonly recognisedBy: 'esm_class' | 'text';
  readonly isIntermediate: boolean;
  readonly lines: readonly ReceiptLine[];
}

export interface TextExplanation {
  /** The octets of the text without its header. */
  readonly octets: Uint8Array;
  /** The alphabet that data_coding claims, as the trunk understands it. */
  readonly encoding: TextEncoding;
  readonly dataCoding: number;
  readonly segment: SegmentKey | null;
  /** What its header says of how it is read in whichever alphabet. */
  readonly reading: Required<ReadingOptions>;
}

/** What a PDU is about beyond its fields; null where there is nothing to say. */
export interface PduExplanation {
  readonly status: StatusExplanation | null;
  readonly receipt: ReceiptExplanation | null;
  readonly text: TextExplanation | null;
}

interface Carrier {
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly shortMessage?: Uint8Array;
  readonly tlvs: readonly Tlv[];
}

/** Never throws, whatever the octets. `alphabets`: what data_coding means on the trunk. */
export function explainPdu(
  octets: Uint8Array,
  alphabets: TrunkAlphabets = specifiedAlphabets,
): PduExplanation {
  if (octets.length < 16) return { status: null, receipt: null, text: null };
  const { pdu } = decode(octets);
  const carrier = carrierOf(pdu);
  return {
    status: explainStatus(pdu),
    receipt: carrier === null || isTowardsSmsc(pdu) ? null : receiptOf(carrier, alphabets),
    text: carrier === null ? null : textOf(carrier, alphabets),
  };
}

/** The explanation of one command_status, null for 0. */
export function explainCommandStatus(code: number): StatusExplanation | null {
  const advice = statusAdvice(code, commandStatusInfo(code)?.since);
  if (advice === null) return null;
  return { code, label: commandStatusLabel(code), meaning: commandStatusMeaning(code), ...advice };
}

function explainStatus(pdu: Pdu): StatusExplanation | null {
  return isResponse(pdu) || pdu.command === 'generic_nack' ? explainCommandStatus(pdu.commandStatus) : null;
}

function isTowardsSmsc(pdu: Pdu): boolean {
  return pdu.command === 'submit_sm' || pdu.command === 'submit_multi';
}

function carrierOf(pdu: Pdu): Carrier | null {
  switch (pdu.command) {
    case 'submit_sm':
    case 'submit_multi':
    case 'deliver_sm':
    case 'data_sm': {
      if (pdu.body === null) return null;
      const { esmClass, dataCoding } = pdu.body;
      const shortMessage = 'shortMessage' in pdu.body ? pdu.body.shortMessage : undefined;
      return {
        esmClass,
        dataCoding,
        tlvs: pdu.tlvs,
        ...(shortMessage !== undefined && { shortMessage }),
      };
    }
    default:
      return null;
  }
}

function receiptOf(carrier: Carrier, alphabets: TrunkAlphabets): ReceiptExplanation | null {
  const { textOctets, encoding } = readUserData(carrier, alphabets);
  const content = classifyInbound(carrier.esmClass, textOctets, encoding, carrier.tlvs);
  switch (content.kind) {
    case 'receipt':
    case 'intermediate-receipt':
    case 'unmarked-receipt':
      return {
        recognisedBy: content.kind === 'unmarked-receipt' ? 'text' : 'esm_class',
        isIntermediate: content.kind === 'intermediate-receipt',
        lines: explainReceipt(content.receipt),
      };
    default:
      return null;
  }
}

function textOf(carrier: Carrier, alphabets: TrunkAlphabets): TextExplanation | null {
  const { textOctets, encoding, segment, udh } = readUserData(carrier, alphabets);
  if (textOctets.length === 0) return null;
  const { tables } = codingIn('gsm7', udh);
  const { fillBits } = codingIn('gsm7-packed', udh);
  return {
    octets: textOctets,
    encoding,
    dataCoding: carrier.dataCoding,
    segment,
    reading: { tables, fillBits },
  };
}
