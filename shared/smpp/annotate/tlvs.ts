import { readUint16 } from '../codec/octets';
import * as structural from '../codec/structural-problems';
import { latin1FromOctets } from '../latin1';
import { missingTlvProblems, sarProblem, tlvProblem, tlvRepeatedProblem, twoTextsProblem } from '../limits';
import { structureReader, tlvIntegerMeaning } from '../meaning/meanings';
import type { StructurePart } from '../meaning/tlv-structures';
import { describeTime } from '../meaning/time';
import type { CommandName } from '../pdu';
import type { TlvDefinition } from '../tables/tlvs';
import { VENDOR_TAGS } from '../tables/tlvs';
import { vendorTlvWords } from '../tables/vendor-tlvs';
import { tlvDefinition, tlvName } from '../tlv';
import type { Annotator } from './annotator';
import { addProblem, group, node, withMeaning, withSection, type NodeDraft, type PduNode } from './nodes';
import { hex, textOrHex, visible } from './text';
import { userDataNode, type TextCoding } from './user-data';

/**
 * The TLVs from `annotator.offset` to the end of the PDU, and what is left over after them; null when there is
 * nothing to say. `shortMessageLength` tells whether a message_payload is the second text.
 */
export function optionalParametersNode(
  annotator: Annotator,
  command: CommandName,
  coding: TextCoding,
  shortMessageLength: number,
): PduNode | null {
  const nodes: PduNode[] = [];
  const seen = new Set<number>();
  while (annotator.end - annotator.offset >= 4) {
    const tag = readUint16(annotator.octets, annotator.offset);
    const draft = tlvNode(annotator, command, tag, coding);
    if (seen.has(tag)) annotator.warn(tlvRepeatedProblem(tag), draft);
    seen.add(tag);
    nodes.push(draft);
  }
  if (annotator.offset < annotator.end) nodes.push(leftoverNode(annotator));
  const parameters =
    nodes.length > 0
      ? withSection(group('optional parameters', nodes), '3.2.4.1')
      : node('optional parameters', annotator.end, 0);
  for (const problem of missingTlvProblems(command, seen)) annotator.warn(problem, parameters);
  annotator.warn(sarProblem(seen), parameters);
  annotator.warn(twoTextsProblem(shortMessageLength, [...seen]), parameters);
  return nodes.length > 0 || parameters.problem !== undefined ? parameters : null;
}

function leftoverNode(annotator: Annotator): NodeDraft {
  const { octets, offset, end } = annotator;
  const draft = node('leftover', offset, end - offset, hex(octets.subarray(offset, end)));
  annotator.error(structural.leftoverOctets(octets, offset, end), draft);
  annotator.offset = end;
  return draft;
}

function tlvNode(annotator: Annotator, command: CommandName, tag: number, coding: TextCoding): NodeDraft {
  const { octets, end, offset, version } = annotator;
  const definition = tlvDefinition(tag);
  const name = tlvName(tag);
  const stated = readUint16(octets, offset + 2);
  const start = offset + 4;
  const length = Math.min(stated, end - start);
  annotator.offset = start + length;

  const tagNode = node('tag', offset, 2, hexTag(tag), definition === undefined ? tagBlock(tag) : name);
  const lengthNode = node('length', offset + 2, 2, String(stated));
  const children: PduNode[] = [tagNode, lengthNode];
  const valueNode = length === 0 ? null : tlvValueNode(annotator, definition, start, length, coding);
  if (valueNode !== null) children.push(valueNode);
  const title = definition === undefined ? `TLV ${name}` : name;
  const draft = group(
    title,
    children,
    valueNode?.value ?? '',
    valueNode?.meaning ?? emptyMeaning(definition),
  );
  withSection(draft, definition?.section ?? '5.3.1');
  if (length < stated) {
    const problem = structural.tlvOverrun(name, offset, end, stated);
    annotator.error(problem, draft);
    addProblem(lengthNode, problem.sentence);
  }
  annotator.warn(tlvProblem(command, tag, stated, version), draft);
  return draft;
}

function hexTag(tag: number): string {
  return `0x${tag.toString(16).toUpperCase().padStart(4, '0')}`;
}

function tagBlock(tag: number): string {
  const block = tag >= VENDOR_TAGS.first && tag <= VENDOR_TAGS.last ? 'vendor’s own' : 'reserved';
  const known = vendorTlvWords(tag);
  return known === '' ? block : `${block} (${known})`;
}

function emptyMeaning(definition: TlvDefinition | undefined): string {
  return definition?.values?.[0] ?? 'empty';
}

function tlvValueNode(
  annotator: Annotator,
  definition: TlvDefinition | undefined,
  offset: number,
  length: number,
  coding: TextCoding,
): NodeDraft {
  const value = annotator.octets.subarray(offset, offset + length);
  switch (definition?.type) {
    case 'integer':
      return integerNode(definition, offset, value);
    case 'cString':
      return cStringNode(annotator, definition, offset, value);
    case 'text':
      return node('value', offset, length, visible(latin1FromOctets(value)));
    case 'userData':
      return userDataNode(annotator, 'value', offset, length, coding);
    case 'structure':
      return structureNode(definition, offset, value);
    case 'octets':
    case undefined:
      return node('value', offset, length, textOrHex(value));
  }
}

function integerNode(definition: TlvDefinition, offset: number, value: Uint8Array): NodeDraft {
  if (value.length > 6) return node('value', offset, value.length, hex(value));
  const number = unsigned(value);
  const draft = node('value', offset, value.length, String(number));
  const named = definition.values?.[number];
  if (named !== undefined) draft.meaning = named;
  else if (definition.values !== undefined) draft.meaning = 'reserved';
  else withMeaning(draft, tlvIntegerMeaning(definition.meaning, number));
  return draft;
}

function cStringNode(
  annotator: Annotator,
  definition: TlvDefinition,
  offset: number,
  value: Uint8Array,
): NodeDraft {
  const nul = value.indexOf(0);
  const text = latin1FromOctets(value, 0, nul < 0 ? value.length : nul);
  const draft = withSection(node('value', offset, value.length, visible(text)), definition.section);
  if (definition.meaning === 'time') draft.meaning = describeTime(text) ?? '';
  if (nul < 0) annotator.warnText(`${definition.name} has no terminating NUL; it is read without.`, draft);
  else if (nul < value.length - 1) {
    annotator.warnText(`${definition.name} goes on after its NUL: ${hex(value.subarray(nul + 1))}.`, draft);
  }
  return draft;
}

function structureNode(definition: TlvDefinition, offset: number, value: Uint8Array): NodeDraft {
  const parts = structureReader(definition.meaning)?.(value);
  if (parts === undefined || parts === null) return node('value', offset, value.length, textOrHex(value));
  const children = parts
    .filter((part) => part.length > 0)
    .map((part) => {
      const octets = value.subarray(part.offset, part.offset + part.length);
      const text = partText(octets, part.form);
      return withMeaning(node(part.name, offset + part.offset, part.length, text), part.meaning);
    });
  const words = children.map((child) => (child.meaning === '' ? child.value : child.meaning)).join(', ');
  return group('value', children, hex(value), words);
}

function partText(octets: Uint8Array, form: StructurePart['form']): string {
  switch (form) {
    case 'number':
      return String(unsigned(octets));
    case 'text':
      return visible(latin1FromOctets(octets));
    case 'octets':
      return hex(octets);
  }
}

function unsigned(octets: Uint8Array): number {
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}
