import type { TrunkAlphabets } from '../../model/alphabets';
import { specifiedAlphabets } from '../../model/data-coding-map';
import type { TextEncoding } from '../../model/message';
import type { Tlv } from '../pdu';
import { tlvDefinitions, type TlvName } from '../tables/tlvs';
import { readTlvInteger } from '../tlv';
import { codingOf, decodeCoded, tablesProblem, type TextCoding } from './text-coding';
import type { DecodeProblem } from './text-problems';
import { concatenationOf, parseUdh, type Concatenation, type Udh } from './udh';

/** UDHI of esm_class: the user data starts with a header (SMPP 3.4 section 5.2.12). */
export const ESM_CLASS_UDHI = 0x40;

/** Message type of esm_class; 0 is an ordinary message. */
const ESM_CLASS_TYPE = 0x3c;

/** The fields of a submit_sm, deliver_sm or data_sm that say what its text is; data_sm has no short_message. */
export interface UserDataSource {
  readonly esmClass: number;
  readonly dataCoding: number;
  readonly shortMessage?: Uint8Array;
  readonly tlvs: readonly Tlv[];
}

/** Where a segment belongs: by UDH with an 8-bit or 16-bit reference, or by the SAR TLVs. */
export interface SegmentKey extends Omit<Concatenation, 'referenceBits'> {
  readonly by: 'udh-8' | 'udh-16' | 'sar';
}

export interface UserData {
  readonly udh: Udh | null;
  /** The octets of the text, header left out; a view into the source. */
  readonly textOctets: Uint8Array;
  readonly encoding: TextEncoding;
  /** The alphabet with what the header says of it. */
  readonly coding: TextCoding;
  readonly text: string;
  /** Offsets count from the start of the text octets. */
  readonly problems: readonly DecodeProblem[];
  /** Null for a message that is whole. */
  readonly segment: SegmentKey | null;
}

/**
 * The user data with its header: message_payload where there is one, which supersedes short_message
 * (SMPP 5.0 section 4.2.1.1).
 */
export function userDataOctets(source: Pick<UserDataSource, 'shortMessage' | 'tlvs'>): Uint8Array {
  return tlvNamed(source.tlvs, 'message_payload')?.value ?? source.shortMessage ?? new Uint8Array(0);
}

/** Reads header, text and segment of a message, by default with the specification's meanings of data_coding. */
export function readUserData(source: UserDataSource, map: TrunkAlphabets = specifiedAlphabets): UserData {
  const octets = userDataOctets(source);
  const announced = (source.esmClass & ESM_CLASS_UDHI) === 0 ? null : parseUdh(octets);
  // Text whose sender set UDHI by mistake: as a header it would swallow all of it.
  const udh = isNoHeader(octets, announced, source.esmClass) ? null : announced;
  const textOctets = udh === null ? octets : octets.subarray(udh.length);
  const coding = codingOf(source.dataCoding, udh, map);
  const { text, problems } = decodeCoded(textOctets, coding);
  const headerProblem = announced?.problem ?? tablesProblem(coding);
  return {
    udh,
    textOctets,
    encoding: coding.encoding,
    coding,
    text,
    problems: headerProblem === null ? problems : [{ offset: 0, sentence: headerProblem }, ...problems],
    segment: segmentKey(udh, source.tlvs),
  };
}

/**
 * Longer than the message itself; or before a receipt, which some SMSCs mark with UDHI and give no header, what does not
 * hold together as one.
 */
function isNoHeader(octets: Uint8Array, announced: Udh | null, esmClass: number): boolean {
  if ((octets[0] ?? 0) >= octets.length && octets.length > 0) return true;
  return (esmClass & ESM_CLASS_TYPE) !== 0 && announced !== null && announced.problem !== null;
}

/**
 * The key that segments of one message share. The SAR TLVs count only together, and not beside a concatenation header
 * (SMPP 3.4 sections 5.3.2.22 to 5.3.2.24).
 */
export function segmentKey(udh: Udh | null, tlvs: readonly Tlv[]): SegmentKey | null {
  const concatenation = udh === null ? null : concatenationOf(udh.elements);
  if (concatenation !== null) {
    const { reference, total, number, referenceBits } = concatenation;
    return { by: referenceBits === 8 ? 'udh-8' : 'udh-16', reference, total, number };
  }
  const reference = tlvInteger(tlvs, 'sar_msg_ref_num');
  const total = tlvInteger(tlvs, 'sar_total_segments');
  const number = tlvInteger(tlvs, 'sar_segment_seqnum');
  if (reference === null || total === null || number === null) return null;
  return number >= 1 && number <= total ? { by: 'sar', reference, total, number } : null;
}

/** The first TLV of this name. */
export function tlvNamed(tlvs: readonly Tlv[], name: TlvName): Tlv | undefined {
  const { tag } = tlvDefinitions[name];
  return tlvs.find((tlv) => tlv.tag === tag);
}

/** The first TLV of this name as a number, whatever length the sender gave it; null if absent or no number. */
export function tlvInteger(tlvs: readonly Tlv[], name: TlvName): number | null {
  const tlv = tlvNamed(tlvs, name);
  return tlv === undefined ? null : readTlvInteger(tlv);
}
