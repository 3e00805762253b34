import { annotate, type AnnotatedProblem, type PduNode } from '../smpp/annotate';
import { maskPasswords, maskPasswordsAnywhere } from '../smpp/mask-passwords';
import { hexFromOctets } from '../lib/hex';
import type { ExportedRecord } from './exported-record';
import { timeText } from './time-text';

/** One field: where it stands in the PDU and what it says. */
export interface DecodedField {
  /** As the specification spells it; of a TLV's parts "receipted_message_id.value". */
  readonly name: string;
  readonly value: string;
  readonly meaning?: string;
  readonly offset: number;
  readonly length: number;
  readonly problem?: string;
}

/** A record with every field of it, for a line of JSON. Passwords are masked. */
export interface DecodedLine {
  readonly number: number;
  readonly time: string;
  readonly direction: string;
  readonly session: number;
  readonly trunk: string;
  /** Empty for octets that are no PDU. */
  readonly command: string;
  readonly fields: readonly DecodedField[];
  readonly problems: readonly Pick<AnnotatedProblem, 'sentence' | 'section' | 'offset' | 'length'>[];
  readonly hex: string;
}

export function decodedLine(record: ExportedRecord): DecodedLine {
  const { number, kind, timeNs, direction, session, octets, sentence, reading } = record;
  const head = { number, time: timeText(timeNs), direction, session: session.id, trunk: session.name };
  if (kind !== 'pdu') {
    const problems = [{ sentence, section: '', offset: 0, length: octets.length }];
    return { ...head, command: '', fields: [], problems, hex: hexFromOctets(maskPasswordsAnywhere(octets)) };
  }
  const masked = maskPasswords(octets);
  const { command, nodes, problems } = annotate(masked, reading);
  return {
    ...head,
    command,
    fields: fieldsOf(nodes, ''),
    problems: problems.map(({ sentence: what, section, offset, length }) => ({
      sentence: what,
      section,
      offset,
      length,
    })),
    hex: hexFromOctets(masked),
  };
}

/** The same as words: "source_addr[20+12]=12025550100", problems at the end. */
export function decodedWords({
  number,
  time,
  direction,
  trunk,
  command,
  fields,
  problems,
}: DecodedLine): string {
  const parts = fields.map(
    ({ name, value, offset, length }) => `${name}[${offset}+${length}]=${quoted(value)}`,
  );
  const what = problems.map(
    ({ sentence, section, offset }) => `! ${oneLine(sentence)} (${sectionText(section)}octet ${offset})`,
  );
  const head = `${number} ${time} ${direction} ${quoted(trunk)} ${command === '' ? 'no-PDU' : command}`;
  return [head, ...parts, ...what].join(' ');
}

/** The containers themselves stand for nothing: their parts do. */
const containers: ReadonlySet<string> = new Set(['header', 'mandatory parameters', 'optional parameters']);

function fieldsOf(nodes: readonly PduNode[], prefix: string): readonly DecodedField[] {
  return nodes.flatMap(({ name, value, meaning, offset, length, problem, children = [], isBits }) => {
    if (isBits === true) return [];
    const parts = children.filter((child) => child.isBits !== true);
    const isContainer = prefix === '' && containers.has(name);
    const path = isContainer ? '' : `${prefix}${name}`;
    const inside = fieldsOf(parts, isContainer ? '' : `${path}.`);
    if (isContainer || (value === '' && parts.length > 0 && problem === undefined)) return inside;
    const own: DecodedField = {
      name: path,
      value,
      ...(meaning === '' ? {} : { meaning }),
      offset,
      length,
      ...(problem === undefined ? {} : { problem }),
    };
    return [own, ...inside];
  });
}

/** "5.0: 4.8.4.18" is of SMPP 5.0, "5.2.12" of 3.4. */
function sectionText(section: string): string {
  if (section === '') return '';
  const of50 = /^5\.0: (.+)$/.exec(section)?.[1];
  return of50 === undefined ? `SMPP 3.4 section ${section}, ` : `SMPP 5.0 section ${of50}, `;
}

function quoted(text: string): string {
  return text === '' || /[\s"=\\]/.test(text) ? JSON.stringify(text) : text;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
