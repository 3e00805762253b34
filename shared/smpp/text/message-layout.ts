import type { LongMessageMethod } from '../../model/trunk';
import { PAYLOAD_OCTETS, shortMessageOctets, textOctets, unitsBeside, unitsIn } from './capacity';
import { cutText, unitsOf, type Cut } from './cuts';
import { codingsFor, type MessageCoding } from './message-codings';
import { alphabetNames, refusal, type MessageOptions, type MessageRefusal } from './message-options';
import { fillBitsAfter } from './septets';
import { canWrite, isUnpairedSurrogate, textCodec } from './text-codec';
import { unencodable } from './text-problems';
import { IEI_NATIONAL_LOCKING_SHIFT, IEI_NATIONAL_SINGLE_SHIFT } from './udh';

/** total and number of a concatenation are one octet each (3GPP TS 23.040 section 9.2.3.24.1). */
const MAX_SEGMENTS = 255;
/** With less room a message cannot sensibly be cut: a character may take two units, and a CR one more. */
const LEAST_UNITS = 8;

/** How the segments of a message belong together; `single` is a message that fits one. */
export type MessageMethod = 'single' | Exclude<LongMessageMethod, 'refuse'>;

/** Where a text is cut and what goes before each part; nothing is encoded yet. There may be more than 255 parts. */
export interface MessageLayout {
  readonly ok: true;
  readonly coding: MessageCoding;
  readonly method: MessageMethod;
  readonly cuts: readonly Cut[];
  readonly unitsPerSegment: number;
  /** Octets of the header of each segment with its length octet; 0 is no header. */
  readonly headerOctets: number;
  /** User data of all segments together, headers and packing included. */
  readonly octets: number;
}

/** The layout of a text by the options, or why it cannot go out so. */
export function layOutText(text: string, options: MessageOptions): MessageLayout | MessageRefusal {
  const choice = codingsFor(options);
  if (!choice.ok) return choice;
  const plain = choice.plain.find((coding) => canWriteIn(text, coding));
  if (plain !== undefined) return layOutIn(text, plain, options);
  const last = choice.last !== null && canWriteIn(text, choice.last) ? choice.last : null;
  const lastLayout = last === null ? null : layOutIn(text, last, options);
  let best: MessageLayout | null = null;
  let refused: MessageRefusal | null = null;
  for (const coding of choice.national) {
    if (!canWriteIn(text, coding)) continue;
    const layout = layOutIn(text, coding, options);
    if (!layout.ok) refused ??= layout;
    else if (best === null || isShorter(layout, best)) best = layout;
  }
  const isLastAsGood = choice.isNationalToSave && lastLayout?.ok === true;
  if (best !== null && !(isLastAsGood && lastLayout.cuts.length <= best.cuts.length)) return best;
  return lastLayout ?? refused ?? unwritable(text, choice.last ?? choice.plain[0]);
}

function canWriteIn(text: string, { encoding, tables }: MessageCoding): boolean {
  return canWrite(text, textCodec(encoding, tables));
}

function isShorter(a: MessageLayout, b: MessageLayout): boolean {
  return a.cuts.length < b.cuts.length || (a.cuts.length === b.cuts.length && a.octets < b.octets);
}

function unwritable(text: string, coding: MessageCoding | null | undefined): MessageRefusal {
  const { encoding, tables } = coding ?? { encoding: 'ucs2', tables: { locking: 0, single: 0 } };
  const codec = textCodec(encoding, tables);
  let position = 0;
  while (
    position < text.length - 1 &&
    codec.cost(text.charCodeAt(position)) > 0 &&
    !isUnpairedSurrogate(text, position)
  ) {
    position += 1;
  }
  const refused = unencodable(text, position, alphabetNames[encoding]);
  if (refused.ok) throw new Error('A character was refused and is not.');
  const advice = encoding === 'ucs2' ? 'Remove it.' : 'Replace it, or choose UCS-2 or “Automatic”.';
  return refusal('character', `${refused.problem.sentence} ${advice}`, refused.problem);
}

/** Octets of header elements in every segment: those of the options and the shift tables. */
export function elementOctets({ tables }: Pick<MessageCoding, 'tables'>, options: MessageOptions): number[] {
  const elements: number[] = [];
  if (tables.single !== 0) elements.push(IEI_NATIONAL_SINGLE_SHIFT, 1, tables.single);
  if (tables.locking !== 0) elements.push(IEI_NATIONAL_LOCKING_SHIFT, 1, tables.locking);
  for (const { iei, data } of options.headerElements ?? []) elements.push(iei, data.length, ...data);
  return elements;
}

/** Octets of the concatenation element. */
const concatenationOctets = { udh8: 5, udh16: 6 } as const;
/** What the SMSC makes of the SAR TLVs over the air: a header with a 16-bit reference and its length octet. */
const SAR_HEADER_OCTETS = 7;

function layOutIn(
  text: string,
  coding: MessageCoding,
  options: MessageOptions,
): MessageLayout | MessageRefusal {
  const { encoding } = coding;
  const codec = textCodec(encoding, coding.tables);
  const elements = elementOctets(coding, options).length;
  const fieldOctets = fieldOctetsOf(options);
  const layout = (method: MessageMethod, headerOctets: number, capacity: number, cuts: readonly Cut[]) => {
    let octets = cuts.length * headerOctets;
    for (const cut of cuts) octets += textOctets(cut.units, encoding, headerOctets, endsInCr(text, cut));
    return { ok: true, coding, method, cuts, unitsPerSegment: capacity, headerOctets, octets } as const;
  };
  const whole: Cut = { start: 0, end: text.length, units: unitsOf(text, 0, text.length, codec) };
  const fits = (headerOctets: number, capacity: number): boolean => {
    if (encoding !== 'gsm7-packed' || whole.units < capacity) return whole.units <= capacity;
    const exact = textOctets(capacity, encoding, headerOctets, false);
    return (
      whole.units === capacity &&
      textOctets(capacity, encoding, headerOctets, endsInCr(text, whole)) === exact
    );
  };
  const singleHeader = elements === 0 ? 0 : elements + 1;
  if (singleHeader > 0 && options.carrier === 'broadcast') return headerInBroadcast;
  const singleUnits = unitsBeside(singleHeader, encoding, fieldOctets);
  if (fits(singleHeader, singleUnits)) return layout('single', singleHeader, singleUnits, [whole]);

  const method = longMethodOf(options, elements > 0, coding);
  if (typeof method !== 'string') return method;
  if (method === 'payload') {
    const capacity = unitsIn(PAYLOAD_OCTETS, singleHeader, encoding);
    return fits(singleHeader, capacity) ? layout(method, singleHeader, capacity, [whole]) : tooLongForPayload;
  }
  const header = method === 'sar' ? 0 : 1 + concatenationOctets[method] + elements;
  const capacity = unitsBeside(method === 'sar' ? SAR_HEADER_OCTETS : header, encoding, fieldOctets);
  if (capacity < LEAST_UNITS) return tooLittleRoom;
  const packedFillBits = encoding === 'gsm7-packed' ? fillBitsAfter(header) : null;
  const cuts = cutText(text, { codec, capacity, packedFillBits });
  return layout(method, header, capacity, cuts);
}

function endsInCr(text: string, { end }: Cut): boolean {
  return text.charCodeAt(end - 1) === 0x0d;
}

/** What short_message may hold; message_payload holds as much as goes over the air. */
export function fieldOctetsOf({
  carrier = 'short_message',
  shortMessageOctets: most,
  version = '3.4',
}: MessageOptions): number {
  return carrier === 'short_message' ? (most ?? shortMessageOctets[version]) : PAYLOAD_OCTETS;
}

/** The method for a message that needs several segments, or why there is none. */
export function longMethodOf(
  { longMethod = 'udh8', version = '3.4', carrier }: MessageOptions,
  hasHeader: boolean,
  coding: Pick<MessageCoding, 'tables'>,
): Exclude<LongMessageMethod, 'refuse'> | MessageRefusal {
  if (longMethod === 'refuse') {
    const sentence =
      'The message does not fit one segment, and long messages are refused. Shorten it, or choose how long messages are sent.';
    return refusal('long-refused', sentence);
  }
  if (carrier === 'broadcast') return 'payload';
  if (version === '3.3' && (longMethod === 'sar' || longMethod === 'payload')) {
    const name = longMethod === 'sar' ? 'SAR' : 'message_payload';
    const sentence = `SMPP 3.3 has no TLVs, and ${name} is made of them. Choose UDH for long messages.`;
    return refusal('version', sentence);
  }
  if (longMethod === 'sar' && hasHeader) {
    const isForTables = coding.tables.locking !== 0 || coding.tables.single !== 0;
    const what = isForTables ? 'Shift tables need' : 'Application ports and the like need';
    const sentence = `${what} a user data header, which SAR goes without. Choose UDH for long messages.`;
    return refusal('header', sentence);
  }
  return longMethod;
}

export const headerInBroadcast = refusal(
  'header',
  'broadcast_sm cannot say that there is a user data header, which shift tables, application ports and the like need. Turn them off, or choose another PDU.',
);

export const tooLongForPayload = refusal(
  'too-long',
  `message_payload holds at most ${PAYLOAD_OCTETS} octets. Shorten the message.`,
);

/** The refusal of a message of more segments than can be numbered; null if it has no more. */
export function tooManySegments(segments: number): MessageRefusal | null {
  if (segments <= MAX_SEGMENTS) return null;
  const sentence = `The message needs ${segments} segments; a message has at most ${MAX_SEGMENTS}. Shorten it.`;
  return refusal('too-long', sentence);
}

export const tooLittleRoom = refusal(
  'long-refused',
  'The header and the limit of short_message leave too little room for the parts of a long message. Shorten the message, or raise the limit of the trunk.',
);
