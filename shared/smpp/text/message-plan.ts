import type { TextEncoding } from '../../model/message';
import type { Tlv } from '../pdu';
import { tlv } from '../tlv';
import { PAYLOAD_OCTETS, unitsBeside } from './capacity';
import type { ShiftTables } from './gsm7';
import { binaryCoding, type MessageCoding } from './message-codings';
import {
  elementOctets,
  fieldOctetsOf,
  headerInBroadcast,
  layOutText,
  longMethodOf,
  tooLittleRoom,
  tooLongForPayload,
  tooManySegments,
  type MessageMethod,
} from './message-layout';
import { refusal, type MessageContent, type MessageOptions, type MessageRefusal } from './message-options';
import { fillBitsAfter, packSeptets } from './septets';
import { textCodec } from './text-codec';
import { IEI_CONCATENATION_16, IEI_CONCATENATION_8, parseUdh } from './udh';
import { ESM_CLASS_UDHI } from './user-data';

/** One PDU of a message. */
export interface PlannedSegment {
  /** The user data, header and text, wherever it travels. */
  readonly octets: Uint8Array;
  /** What short_message holds: the user data, or nothing beside message_payload. */
  readonly shortMessage: Uint8Array;
  /** Octets of the header at the start of the user data; 0 is none. */
  readonly headerOctets: number;
  /** The part of the text; empty for octets. */
  readonly text: string;
  /** To be added to esm_class: UDHI where there is a header. */
  readonly esmClassBits: number;
  /** SAR or message_payload. */
  readonly tlvs: readonly Tlv[];
  readonly dataCoding: number;
}

export interface MessagePlan {
  readonly ok: true;
  readonly encoding: TextEncoding;
  readonly tables: ShiftTables;
  readonly dataCoding: number;
  readonly method: MessageMethod;
  /** Null where the segments do not need one. */
  readonly reference: number | null;
  readonly segments: readonly PlannedSegment[];
}

/** Gives a reference that no other message to this destination has in flight; asked once, and only if one is needed. */
export type TakeReference = (bits: 8 | 16) => number;

/** The PDUs of a message, or why it cannot go out so. Nothing of the text is ever replaced. */
export function planMessage(
  content: MessageContent,
  options: MessageOptions,
  takeReference: TakeReference,
): MessagePlan | MessageRefusal {
  if ('octets' in content && content.hasHeader === true) {
    return planWithOwnHeader(content.octets, options, takeReference);
  }
  const parts = 'text' in content ? textParts(content.text, options) : octetParts(content.octets, options);
  if (!parts.ok) return parts;
  const { coding, method } = parts;
  const isNumbered = method !== 'single' && method !== 'payload';
  const reference = isNumbered ? takeReference(method === 'udh8' ? 8 : 16) : null;
  const elements = elementOctets(coding, options);
  const isPayload = method === 'payload' || (options.carrier ?? 'short_message') !== 'short_message';
  const total = parts.parts.length;
  const segments = parts.parts.map(({ text, octets: body }, index): PlannedSegment => {
    const numbering = { reference: reference ?? 0, total, number: index + 1 };
    const header = headerOf(method, numbering, elements);
    const octets = concat(header, parts.isPacked ? packSeptets(body, fillBitsAfter(header.length)) : body);
    const sar = method === 'sar' ? sarTlvs(numbering) : [];
    return {
      octets,
      shortMessage: isPayload ? new Uint8Array(0) : octets,
      headerOctets: header.length,
      text,
      esmClassBits: header.length > 0 ? ESM_CLASS_UDHI : 0,
      tlvs: isPayload ? [...sar, tlv('message_payload', octets)] : sar,
      dataCoding: coding.dataCoding,
    };
  });
  const { encoding, tables, dataCoding } = coding;
  return { ok: true, encoding, tables, dataCoding, method, reference, segments };
}

/** The elements of a header that the octets begin with go into every segment; a concatenation of their own does not. */
function planWithOwnHeader(
  octets: Uint8Array,
  options: MessageOptions,
  takeReference: TakeReference,
): MessagePlan | MessageRefusal {
  const udh = parseUdh(octets);
  if (udh.problem !== null) {
    return refusal('header', `${udh.problem} Correct the header, or send the octets without one.`);
  }
  const body = { octets: octets.subarray(udh.length) };
  const given = options.headerElements ?? [];
  const whole = planMessage(body, { ...options, headerElements: [...udh.elements, ...given] }, () => 0);
  if (!whole.ok || whole.method === 'single' || whole.method === 'payload') return whole;
  const elements = udh.elements.filter(
    ({ iei }) => iei !== IEI_CONCATENATION_8 && iei !== IEI_CONCATENATION_16,
  );
  return planMessage(body, { ...options, headerElements: [...elements, ...given] }, takeReference);
}

interface Parts {
  readonly ok: true;
  readonly coding: MessageCoding<TextEncoding>;
  readonly method: MessageMethod;
  /** The octets are septets that are still to be packed. */
  readonly isPacked: boolean;
  readonly parts: readonly { readonly text: string; readonly octets: Uint8Array }[];
}

function textParts(text: string, options: MessageOptions): Parts | MessageRefusal {
  const layout = layOutText(text, options);
  if (!layout.ok) return layout;
  const { coding, method, cuts } = layout;
  const tooMany = tooManySegments(cuts.length);
  if (tooMany !== null) return tooMany;
  const codec = textCodec(coding.encoding, coding.tables);
  const parts = cuts.map(({ start, end }) => {
    const part = text.slice(start, end);
    const encoded = codec.encode(part);
    if (!encoded.ok) throw new Error('A part of the text was refused, but not the whole.');
    return { text: part, octets: encoded.octets };
  });
  return { ok: true, coding, method, isPacked: coding.encoding === 'gsm7-packed', parts };
}

function octetParts(octets: Uint8Array, options: MessageOptions): Parts | MessageRefusal {
  const coding = binaryCoding(options);
  if ('ok' in coding) return coding;
  const partsOf = (method: MessageMethod, capacity: number): Parts => {
    const parts = [];
    for (let start = 0; start === 0 || start < octets.length; start += capacity) {
      parts.push({ text: '', octets: octets.subarray(start, start + capacity) });
    }
    return { ok: true, coding, method, isPacked: false, parts };
  };
  const elements = elementOctets(coding, options);
  const singleHeader = elements.length === 0 ? 0 : elements.length + 1;
  if (singleHeader > 0 && options.carrier === 'broadcast') return headerInBroadcast;
  const fieldOctets = fieldOctetsOf(options);
  if (octets.length <= unitsBeside(singleHeader, 'binary', fieldOctets)) return partsOf('single', Infinity);
  const method = longMethodOf(options, elements.length > 0, coding);
  if (typeof method !== 'string') return method;
  if (method === 'payload') {
    const isTooLong = octets.length > PAYLOAD_OCTETS - singleHeader;
    return isTooLong ? tooLongForPayload : partsOf(method, Infinity);
  }
  const headerOctets = headerOf(
    method === 'sar' ? 'udh16' : method,
    { reference: 0, total: 0, number: 0 },
    elements,
  );
  const capacity = unitsBeside(headerOctets.length, 'binary', fieldOctets);
  if (capacity < 1) return tooLittleRoom;
  const planned = partsOf(method, capacity);
  return tooManySegments(planned.parts.length) ?? planned;
}

interface Numbering {
  readonly reference: number;
  readonly total: number;
  readonly number: number;
}

/** The user data header with its length octet; empty where none is needed. */
function headerOf(
  method: MessageMethod,
  { reference, total, number }: Numbering,
  elements: readonly number[],
): Uint8Array {
  const all = [...concatenationElement(method, reference, total, number), ...elements];
  return all.length === 0 ? new Uint8Array(0) : Uint8Array.of(all.length, ...all);
}

function concatenationElement(
  method: MessageMethod,
  reference: number,
  total: number,
  number: number,
): readonly number[] {
  if (method === 'udh8') return [IEI_CONCATENATION_8, 3, reference & 0xff, total, number];
  if (method !== 'udh16') return [];
  return [IEI_CONCATENATION_16, 4, (reference >> 8) & 0xff, reference & 0xff, total, number];
}

/** SMPP 3.4 sections 5.3.2.22 to 5.3.2.24. */
function sarTlvs({ reference, total, number }: Numbering): readonly Tlv[] {
  return [
    tlv('sar_msg_ref_num', Uint8Array.of((reference >> 8) & 0xff, reference & 0xff)),
    tlv('sar_total_segments', Uint8Array.of(total)),
    tlv('sar_segment_seqnum', Uint8Array.of(number)),
  ];
}

function concat(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}
