import { alphabetOf } from '../../model/data-coding-map';
import type { TextEncoding } from '../../model/message';
import { udhElementMeaning, udhElementName } from '../meaning/udh-elements';
import { codingIn, decodeCoded, tablesProblem } from '../text/text-coding';
import { parseUdh, type Udh, type UdhElement } from '../text/udh';
import type { Annotator } from './annotator';
import { group, node, type NodeDraft, type PduNode } from './nodes';
import { hex } from './text';

const encodingNames: Readonly<Record<TextEncoding, string>> = {
  gsm7: 'GSM 7-bit',
  'gsm7-packed': 'GSM 7-bit, packed',
  latin1: 'Latin-1',
  ascii: 'ASCII',
  ucs2: 'UCS-2',
  binary: 'binary',
};

/** Of esm_class, which announces the header, and of data_coding (SMPP 3.4). */
const UDHI_SECTION = '5.2.12';
const CODING_SECTION = '5.2.19';

/** What the text of a PDU is read by. */
export interface TextCoding {
  readonly hasUdh: boolean;
  readonly dataCoding: number;
}

/**
 * The user data of short_message or message_payload as a node: a leaf with the text, or a header taken apart and the
 * text after it (SMPP 3.4 section 5.2.22).
 */
export function userDataNode(
  annotator: Annotator,
  name: string,
  offset: number,
  length: number,
  coding: TextCoding,
): NodeDraft {
  if (!coding.hasUdh) return textNode(annotator, name, offset, length, coding.dataCoding, null);
  const octets = annotator.octets.subarray(offset, offset + length);
  const udh = parseUdh(octets);
  const header = udhNode(octets, offset, udh.elements, udh.length);
  if (udh.problem !== null) annotator.warnText(udh.problem, header, UDHI_SECTION);
  const children: PduNode[] = header.length > 0 ? [header] : [];
  const textOffset = offset + udh.length;
  const text = textNode(annotator, 'text', textOffset, length - udh.length, coding.dataCoding, udh);
  if (text.length > 0) children.push(text);
  const draft = { ...node(name, offset, length, text.value, text.meaning), children };
  if (children.length === 0 && udh.problem !== null) draft.meaning = udh.problem;
  return draft;
}

function textNode(
  annotator: Annotator,
  name: string,
  offset: number,
  length: number,
  dataCoding: number,
  udh: Udh | null,
): NodeDraft {
  const octets = annotator.octets.subarray(offset, offset + length);
  const encoding = alphabetOf(dataCoding, annotator.alphabets);
  const coding = codingIn(encoding, udh);
  const { text, problems } = decodeCoded(octets, coding);
  const draft = node(
    name,
    offset,
    length,
    encoding === 'binary' ? hex(octets) : text,
    encodingNames[encoding],
  );
  if (length === 0) draft.meaning = 'empty';
  const tableProblem = tablesProblem(coding);
  if (tableProblem !== null) annotator.warnText(tableProblem, draft, CODING_SECTION);
  for (const problem of problems.slice(0, 3)) annotator.warnText(problem.sentence, draft, CODING_SECTION);
  return draft;
}

/** The header's length octet, its elements, and what does not fit in them. */
function udhNode(
  octets: Uint8Array,
  base: number,
  elements: readonly UdhElement[],
  length: number,
): NodeDraft {
  if (length === 0) return node('user_data_header', base, 0);
  const children: PduNode[] = [node('UDHL', base, 1, String(octets[0] ?? 0))];
  let offset = 1;
  for (const { iei, offset: at, data } of elements) {
    children.push(elementNode(base + at, iei, data));
    offset = at + 2 + data.length;
  }
  if (offset < length) {
    children.push(node('unreadable', base + offset, length - offset, hex(octets.subarray(offset, length))));
  }
  return group('user_data_header', children);
}

function elementNode(offset: number, iei: number, data: Uint8Array): PduNode {
  const name = udhElementName(iei);
  const meaning = udhElementMeaning(iei, data);
  const children: PduNode[] = [
    node('IEI', offset, 1, hex(Uint8Array.of(iei)), name),
    node('IEDL', offset + 1, 1, String(data.length)),
  ];
  if (data.length > 0) children.push(node('IED', offset + 2, data.length, hex(data), meaning));
  return group(name, children, hex(data), meaning);
}
