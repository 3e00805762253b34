import { Annotator, type AnnotatedProblem } from './annotate/annotator';
import { bodyNodes } from './annotate/body';
import {
  addProblem,
  group,
  node,
  withMeaning,
  withSection,
  type NodeDraft,
  type PduNode,
} from './annotate/nodes';
import { hex } from './annotate/text';
import { optionalParametersNode } from './annotate/tlvs';
import { compiledById, type CompiledCommand } from './codec/compiled';
import { endOfPdu, readUint32 } from './codec/octets';
import * as structural from './codec/structural-problems';
import { isOnlyTlvs } from './codec/tlv-walk';
import { describeCommandStatus } from './command-status';
import { describeForeignOctets } from './foreign-octets';
import {
  commandVersionProblem,
  isVendorCommand,
  sequenceProblem,
  statusProblem,
  unknownCommandProblem,
} from './limits';
import { words } from './meaning/value-meaning';
import type { TrunkAlphabets } from '../model/alphabets';
import { specifiedAlphabets } from '../model/data-coding-map';
import type { PduFinding } from '../model/pdu-row';
import { HEADER_OCTETS } from './pdu';
import { emptySummary, summarizeBody } from './summarize';
import { RESPONSE_BIT } from './tables/commands';
import type { SmppVersion } from './tables/versions';
import { ESM_CLASS_UDHI } from './text/user-data';

export type { AnnotatedProblem, PduNode };

export interface AnnotatedPdu {
  /** As the specification spells it; "0x00010203" for an unknown one, empty when the octets end before it. */
  readonly command: string;
  readonly length: number;
  readonly nodes: readonly PduNode[];
  /** The problems of all nodes, in the order of the octets. */
  readonly problems: readonly AnnotatedProblem[];
}

export interface AnnotateOptions {
  /** The version to judge by; without one, only what is wrong in every version is told. */
  readonly version?: SmppVersion | null;
  /** What data_coding means on this trunk; by the specification where left out. */
  readonly alphabets?: TrunkAlphabets;
  /** What it breaks among the other PDUs of its session; told at the fields of the header. */
  readonly findings?: readonly PduFinding[];
}

/**
 * Takes octets apart for people: every octet has its place, with name, value, meaning and what is wrong. Never
 * throws, whatever the octets and however few, and keeps what it does not understand.
 */
export function annotate(octets: Uint8Array, options: AnnotateOptions = {}): AnnotatedPdu {
  const annotator = new Annotator(
    octets,
    octets.length < HEADER_OCTETS ? octets.length : endOfPdu(octets),
    options.version ?? null,
    options.alphabets ?? specifiedAlphabets,
    options.findings ?? [],
  );
  const commandId = octets.length >= 8 ? readUint32(octets, 4) : null;
  const command = commandId === null ? undefined : compiledById(commandId);
  const nodes: PduNode[] = headerNodes(annotator, command);
  if (octets.length >= HEADER_OCTETS) {
    annotator.offset = HEADER_OCTETS;
    if (command === undefined) nodes.push(...unknownBodyNodes(annotator));
    else nodes.push(...knownBodyNodes(annotator, command));
    if (octets.length > annotator.end) nodes.push(beyondNode(annotator));
  }
  const unnamed = commandId === null ? '' : hexId(commandId);
  const problems = annotator.problems.sort((a, b) => a.offset - b.offset);
  return { command: command?.name ?? unnamed, length: octets.length, nodes, problems };
}

function hexId(commandId: number): string {
  return `0x${commandId.toString(16).toUpperCase().padStart(8, '0')}`;
}

const headerFields = ['command_length', 'command_id', 'command_status', 'sequence_number'] as const;

function headerNodes(annotator: Annotator, command: CompiledCommand | undefined): PduNode[] {
  const { octets } = annotator;
  const drafts = headerFields.flatMap((name, index) => {
    const offset = index * 4;
    const length = Math.min(4, octets.length - offset);
    if (length <= 0) return [];
    const draft = withSection(node(name, offset, length), `5.1.${index + 1}`);
    if (length < 4) draft.value = hex(octets.subarray(offset));
    else fillHeaderField(annotator, draft, readUint32(octets, offset), command);
    for (const finding of annotator.findings) if (finding.field === name) annotator.warn(finding, draft);
    return [draft];
  });
  if (octets.length < HEADER_OCTETS) {
    const last = drafts.at(-1);
    const sentence = `A PDU has at least the 16 octets of its header; ${howMany(octets.length)}.`;
    annotator.tooShort(sentence, last ?? null);
  }
  return drafts.length === 0 ? [] : [group('header', drafts, '', '')];
}

function howMany(count: number): string {
  if (count === 0) return 'there are none';
  return count === 1 ? 'this is 1' : `these are ${count}`;
}

function fillHeaderField(
  annotator: Annotator,
  draft: NodeDraft,
  value: number,
  command: CompiledCommand | undefined,
): void {
  const { octets } = annotator;
  switch (draft.name) {
    case 'command_length':
      draft.value = String(value);
      if (octets.length >= HEADER_OCTETS && value !== octets.length) {
        annotator.error(structural.wrongCommandLength(value, octets.length), draft);
        const foreign = describeForeignOctets(octets);
        if (foreign !== null) annotator.warnText(foreign, draft);
      }
      break;
    case 'command_id':
      draft.value = hexId(value);
      draft.meaning = command?.name ?? unknownCommand(value);
      annotator.warn(
        command === undefined
          ? unknownCommandProblem(value)
          : commandVersionProblem(command.name, annotator.version),
        draft,
      );
      break;
    case 'command_status': {
      const isResponse = octets.length >= 8 && readUint32(octets, 4) >= RESPONSE_BIT;
      draft.value = hexId(value);
      withMeaning(
        draft,
        words(isResponse || value !== 0 ? describeCommandStatus(value) : 'not used in a request'),
      );
      annotator.warn(statusProblem(isResponse, value), draft);
      break;
    }
    default:
      draft.value = String(value);
      annotator.warn(sequenceProblem(command?.name ?? 'unknown', value), draft);
  }
}

function unknownCommand(commandId: number): string {
  const kind = commandId >= RESPONSE_BIT ? 'unknown response' : 'unknown command';
  return isVendorCommand(commandId) ? `${kind}, a vendor’s own` : kind;
}

function unknownBodyNodes({ octets, end }: Annotator): PduNode[] {
  const length = end - HEADER_OCTETS;
  if (length === 0) return [];
  const rest = octets.subarray(HEADER_OCTETS, end);
  return [node('body', HEADER_OCTETS, length, hex(rest), 'kept as it is: the command is not known')];
}

function knownBodyNodes(annotator: Annotator, command: CompiledCommand): PduNode[] {
  const { octets, end } = annotator;
  const summary = emptySummary();
  const bodyEnd = summarizeBody(octets, end, command, summary);
  const isBare = end === HEADER_OCTETS || isOnlyTlvs(command, octets, HEADER_OCTETS, end, bodyEnd);
  const coding = { hasUdh: (summary.esmClass & ESM_CLASS_UDHI) !== 0, dataCoding: summary.dataCoding };
  const nodes: PduNode[] = [];
  const first = command.fields[0];
  if (first !== undefined && !(isBare && command.isResponse)) {
    const children = bodyNodes(annotator, command.fields, coding);
    const parameters =
      children.length > 0 ? group('mandatory parameters', children) : node('mandatory parameters', end, 0);
    for (const sentence of annotator.missing) addProblem(parameters, sentence);
    nodes.push(withSection(parameters, command.section));
  }
  const shortMessageLength = isBare ? 0 : summary.textLength;
  const parameters = optionalParametersNode(annotator, command.name, coding, shortMessageLength);
  if (parameters !== null) nodes.push(parameters);
  return nodes;
}

function beyondNode({ octets, end }: Annotator): PduNode {
  const rest = octets.subarray(end);
  return node('leftover', end, rest.length, hex(rest), 'beyond the end that command_length gives');
}
