import { hexCode } from '../command-status';
import { readUint32 } from '../codec/octets';
import * as structural from '../codec/structural-problems';
import { latin1FromOctets } from '../latin1';
import { listProblem, octetsProblem, scalarProblem } from '../limits';
import { destFlagMeaning, serviceTypeMeaning } from '../meaning/small-fields';
import { integerMeaning } from '../meaning/meanings';
import { describeTime } from '../meaning/time';
import type {
  CStringField,
  Field,
  IntegerField,
  ItemShape,
  ListField,
  MeaningName,
  OctetsField,
  ScalarField,
} from '../tables/fields';
import type { Annotator } from './annotator';
import { addProblem, group, node, withMeaning, withSection, type NodeDraft, type PduNode } from './nodes';
import { hex, visible } from './text';
import { userDataNode, type TextCoding } from './user-data';

/** The mandatory part from `annotator.offset` on, field by field of the table. */
export function bodyNodes(annotator: Annotator, fields: readonly Field[], coding: TextCoding): PduNode[] {
  const nodes: PduNode[] = [];
  for (const field of fields) {
    switch (field.kind) {
      case 'octets':
        pushOctets(annotator, field, coding, nodes);
        break;
      case 'list':
        pushList(annotator, field, nodes);
        break;
      case 'integer':
      case 'cString':
        pushScalar(annotator, field, nodes);
    }
  }
  return nodes;
}

/** Reports the first field that is missing and returns true when none of it is there. */
function isMissing(annotator: Annotator, name: string, section: string): boolean {
  if (annotator.offset < annotator.end) return false;
  if (!annotator.hasBodyError) annotator.error(structural.missingField(name, section, annotator.end), null);
  return true;
}

function pushScalar(annotator: Annotator, field: ScalarField, nodes: PduNode[]): void {
  if (isMissing(annotator, field.name, field.section)) return;
  nodes.push(field.kind === 'integer' ? integerNode(annotator, field) : cStringNode(annotator, field));
}

function integerNode(annotator: Annotator, field: IntegerField): NodeDraft {
  const { octets, end, offset, version } = annotator;
  const length = Math.min(field.size, end - offset);
  annotator.offset = offset + length;
  const draft = withSection(node(field.name, offset, length), field.section);
  if (length < field.size) {
    draft.value = hex(octets.subarray(offset, end));
    annotator.error(structural.missingField(field.name, field.section, end), draft);
    return draft;
  }
  const value = length === 1 ? (octets[offset] ?? 0) : readUint32(octets, offset);
  draft.value = integerText(field, value);
  withMeaning(draft, integerMeaning(field.meaning, value));
  annotator.warn(scalarProblem(field, value, version), draft);
  return draft;
}

/** Values that are made of bits, and codes, are written in hexadecimal. */
const hexadecimal: ReadonlySet<MeaningName | undefined> = new Set<MeaningName>([
  'esmClass',
  'registeredDelivery',
  'dataCoding',
  'interfaceVersion',
  'protocolId',
  'commandStatus',
]);

function integerText({ meaning }: IntegerField, value: number): string {
  return hexadecimal.has(meaning) ? hexCode(value) : String(value);
}

function cStringNode(annotator: Annotator, field: CStringField): NodeDraft {
  const { octets, end, offset, version } = annotator;
  let nul = offset;
  while (nul < end && octets[nul] !== 0) nul += 1;
  annotator.offset = Math.min(end, nul + 1);
  const text = latin1FromOctets(octets, offset, nul);
  const draft = withSection(
    node(field.name, offset, annotator.offset - offset, visible(text)),
    field.section,
  );
  draft.meaning = stringMeaning(field, text);
  if (nul === end) annotator.error(structural.missingNul(field, offset, end), draft);
  annotator.warn(scalarProblem(field, text, version), draft);
  return draft;
}

function stringMeaning(field: CStringField, text: string): string {
  if (field.meaning === 'serviceType') return serviceTypeMeaning(text);
  if (field.isTime === true) return text === '' ? 'not set' : (describeTime(text) ?? '');
  return text === '' ? 'empty' : '';
}

function pushOctets(annotator: Annotator, field: OctetsField, coding: TextCoding, nodes: PduNode[]): void {
  if (isMissing(annotator, field.lengthName, field.lengthSection)) return;
  const { octets, end, offset, version } = annotator;
  const stated = octets[offset] ?? 0;
  const lengthNode = withSection(node(field.lengthName, offset, 1, String(stated)), field.lengthSection);
  const start = offset + 1;
  const length = Math.min(stated, end - start);
  annotator.offset = start + length;
  if (length < stated) {
    annotator.error(structural.lengthBeyondPdu(field, offset, stated, length), lengthNode);
  }
  annotator.warn(octetsProblem(field, stated, version), lengthNode);
  nodes.push(lengthNode);
  if (length === 0) return;
  nodes.push(withSection(userDataNode(annotator, field.name, start, length, coding), field.section));
}

function pushList(annotator: Annotator, field: ListField, nodes: PduNode[]): void {
  if (isMissing(annotator, field.countName, field.countSection)) return;
  const { octets, offset, version } = annotator;
  const count = octets[offset] ?? 0;
  annotator.offset = offset + 1;
  const countNode = withSection(node(field.countName, offset, 1, String(count)), field.countSection);
  annotator.warn(listProblem(field, count, version), countNode);
  nodes.push(countNode);
  for (let number = 1; number <= count; number += 1) {
    const name = `${field.itemName} ${number}`;
    if (isMissing(annotator, name, field.section)) break;
    nodes.push(itemNode(annotator, field, name));
  }
}

function itemNode(annotator: Annotator, field: ListField, name: string): PduNode {
  const children: PduNode[] = [];
  let shape: ItemShape | undefined = field.shapes[0];
  if (field.flagName !== undefined) {
    const { octets, offset, end } = annotator;
    const flag = octets[offset] ?? 0;
    shape = field.shapes.find((candidate) => candidate.flag === flag);
    annotator.offset += 1;
    const flagNode = withMeaning(node(field.flagName, offset, 1, String(flag)), destFlagMeaning(flag));
    children.push(withSection(flagNode, '5.2.25'));
    if (shape === undefined) {
      annotator.error(structural.unknownDestFlag(field.flagName, flag, offset), flagNode);
      const rest = end - offset - 1;
      if (rest > 0) {
        const unread = node('unreadable', offset + 1, rest, hex(octets.subarray(offset + 1, end)));
        addProblem(unread, 'The octets after an unknown dest_flag cannot be read.');
        children.push(unread);
      }
      annotator.offset = end;
    }
  }
  for (const part of shape?.fields ?? []) pushScalar(annotator, part, children);
  return withSection(group(name, children, itemText(children)), field.section);
}

/** The address or name of an item, for its line in the tree. */
function itemText(children: readonly PduNode[]): string {
  const named = children.find(({ name }) => name === 'destination_addr' || name === 'dl_name');
  return (named ?? children[0])?.value ?? '';
}
