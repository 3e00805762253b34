import { octetCount } from './codec/structural-problems';
import { describeTime } from './meaning/time';
import { isResponse, MAX_SEQUENCE_NUMBER, type CommandName, type Pdu } from './pdu';
import { commands, RESPONSE_BIT } from './tables/commands';
import type { Field, ListField, ScalarField } from './tables/fields';
import { requiredTlvs, tlvDefinitions, VENDOR_TAGS } from './tables/tlvs';
import { forVersion, type PerVersion, type SmppVersion } from './tables/versions';
import { tlvDefinition, tlvName } from './tlv';

export type LimitCode =
  | 'field-too-long'
  | 'value-out-of-range'
  | 'not-a-time'
  | 'list-length'
  | 'command-version'
  | 'command-reserved'
  | 'status-in-request'
  | 'sequence-number'
  | 'tlv-version'
  | 'tlv-carrier'
  | 'tlv-length'
  | 'tlv-repeated'
  | 'tlv-missing'
  | 'tlv-reserved'
  | 'two-texts'
  | 'sar-incomplete';

/** What can be encoded and read, but goes beyond what the specification allows. */
export interface LimitProblem {
  readonly code: LimitCode;
  /** As the specification spells it. */
  readonly field: string;
  readonly sentence: string;
  readonly section: string;
}

/** A version, or null where none is agreed: then only what is wrong in every version counts. */
export type VersionOrAny = SmppVersion | null;

/**
 * Everything in a PDU that goes beyond the specification of `version`. Nothing of it stops `encode`: the user is
 * told and decides.
 */
export function checkLimits(pdu: Pdu, version: VersionOrAny): LimitProblem[] {
  const problems: (LimitProblem | null)[] = [
    statusProblem(isResponse(pdu), pdu.commandStatus),
    sequenceProblem(pdu.command, pdu.sequenceNumber),
  ];
  if (pdu.command === 'unknown') problems.push(unknownCommandProblem(pdu.commandId));
  else {
    problems.push(commandVersionProblem(pdu.command, version));
    const fields: readonly Field[] = commands[pdu.command].fields;
    const body = pdu.body as Readonly<Record<string, unknown>> | null;
    if (body !== null)
      for (const field of fields) problems.push(...fieldProblems(field, body[field.key], version));
    problems.push(
      ...tlvSetProblems(
        pdu.command,
        pdu.tlvs.map((tlv) => [tlv.tag, tlv.value.length]),
        version,
      ),
    );
    if (body !== null)
      problems.push(
        twoTextsProblem(
          textLength(body),
          pdu.tlvs.map((tlv) => tlv.tag),
        ),
      );
  }
  return problems.filter((problem) => problem !== null);
}

function textLength(body: Readonly<Record<string, unknown>>): number {
  const text = body['shortMessage'];
  return text instanceof Uint8Array ? text.length : 0;
}

function fieldProblems(field: Field, value: unknown, version: VersionOrAny): (LimitProblem | null)[] {
  if (field.kind === 'octets') return [octetsProblem(field, (value as Uint8Array).length, version)];
  if (field.kind !== 'list') return [scalarProblem(field, value as string | number, version)];
  const items = value as readonly Readonly<Record<string, string | number>>[];
  const problems = [listProblem(field, items.length, version)];
  for (const item of items) {
    const shape = field.shapes.find(({ flag }) => flag === null || flag === item['destFlag']);
    for (const part of shape?.fields ?? []) problems.push(scalarProblem(part, item[part.key] ?? 0, version));
  }
  return problems;
}

/** The largest value of all versions where none is given. */
export function limitFor(limit: PerVersion<number>, version: VersionOrAny): number {
  if (version !== null) return forVersion(limit, version);
  return typeof limit === 'number' ? limit : Math.max(limit['3.3'], limit['3.4'], limit['5.0']);
}

function specification(version: VersionOrAny): string {
  return version === null ? 'the specification' : `SMPP ${version}`;
}

export function scalarProblem(
  field: ScalarField,
  value: string | number,
  version: VersionOrAny,
): LimitProblem | null {
  const { name, section } = field;
  if (field.kind === 'integer') {
    const max = field.max === undefined ? 0xffffffff : limitFor(field.max, version);
    const min = field.min ?? 0;
    if (typeof value !== 'number' || (value >= min && value <= max)) return null;
    const sentence = `${name} is ${value}; ${specification(version)} allows ${min} to ${max}.`;
    return { code: 'value-out-of-range', field: name, sentence, section };
  }
  if (typeof value !== 'string' || value === '') return null;
  if (field.isTime === true) {
    if (describeTime(value) !== null) return null;
    const sentence = `${name} is no time of SMPP: it wants 16 characters, YYMMDDhhmmsstnn and “+”, “-” or “R”.`;
    return { code: 'not-a-time', field: name, sentence, section };
  }
  const max = limitFor(field.max, version) - 1;
  if (value.length <= max) return null;
  const allowed = max === 0 ? 'wants it empty' : `allows ${max}`;
  const sentence = `${name} has ${octetCount(value.length)}; ${specification(version)} ${allowed}.`;
  return { code: 'field-too-long', field: name, sentence, section };
}

export function octetsProblem(
  field: { readonly name: string; readonly section: string; readonly max: PerVersion<number> },
  length: number,
  version: VersionOrAny,
): LimitProblem | null {
  const max = limitFor(field.max, version);
  if (length <= max) return null;
  const { name, section } = field;
  const sentence = `${name} has ${octetCount(length)}; ${specification(version)} allows ${max}.`;
  return { code: 'field-too-long', field: name, sentence, section };
}

export function listProblem(field: ListField, count: number, version: VersionOrAny): LimitProblem | null {
  const max = limitFor(field.max, version);
  if (count >= field.min && count <= max) return null;
  const sentence = `${field.countName} is ${count}; ${specification(version)} allows ${field.min} to ${max}.`;
  return { code: 'list-length', field: field.countName, sentence, section: field.countSection };
}

export function statusProblem(isResponsePdu: boolean, commandStatus: number): LimitProblem | null {
  if (isResponsePdu || commandStatus === 0) return null;
  const sentence = `command_status is ${commandStatus}, but in a request it is not used and should be 0.`;
  return { code: 'status-in-request', field: 'command_status', sentence, section: '5.1.3' };
}

/** 0 is right only in a generic_nack for a header that could not be read. */
export function sequenceProblem(
  command: CommandName | 'unknown',
  sequenceNumber: number,
): LimitProblem | null {
  const isInRange = sequenceNumber >= 1 && sequenceNumber <= MAX_SEQUENCE_NUMBER;
  if (isInRange || (sequenceNumber === 0 && command === 'generic_nack')) return null;
  const sentence = `sequence_number is ${sequenceNumber}; it runs from 1 to ${MAX_SEQUENCE_NUMBER}.`;
  return { code: 'sequence-number', field: 'sequence_number', sentence, section: '5.1.4' };
}

export function commandVersionProblem(command: CommandName, version: VersionOrAny): LimitProblem | null {
  const versions: readonly SmppVersion[] = commands[command].versions;
  if (version === null || versions.includes(version)) return null;
  const sentence = `${command} does not exist in SMPP ${version}.`;
  return { code: 'command-version', field: 'command_id', sentence, section: '5.1.2.1' };
}

/** Commands of SMSC vendors (SMPP 3.4 section 5.1.2.1), and those that Huawei sends outside of their range. */
const vendorCommands = { first: 0x00010200, last: 0x000102ff };
const huaweiCommands: readonly number[] = [0x01000001, 0x01000002];

export function isVendorCommand(commandId: number): boolean {
  const request = commandId >= RESPONSE_BIT ? commandId - RESPONSE_BIT : commandId;
  return (
    (request >= vendorCommands.first && request <= vendorCommands.last) || huaweiCommands.includes(request)
  );
}

/** Of a command_id that no version defines; nothing for those of vendors. */
export function unknownCommandProblem(commandId: number): LimitProblem | null {
  if (isVendorCommand(commandId)) return null;
  const id = `0x${commandId.toString(16).toUpperCase().padStart(8, '0')}`;
  const sentence = `command_id ${id} is reserved: no version of SMPP defines it, and it is no vendor’s.`;
  return { code: 'command-reserved', field: 'command_id', sentence, section: '5.1.2.1' };
}

/** Problems of one TLV by itself: version, carrier, length. */
export function tlvProblem(
  command: CommandName,
  tag: number,
  length: number,
  version: VersionOrAny,
): LimitProblem | null {
  const field = tlvName(tag);
  if (version === '3.3') {
    return { code: 'tlv-version', field, sentence: 'SMPP 3.3 has no TLVs.', section: '3.2.4' };
  }
  const definition = tlvDefinition(tag);
  if (definition === undefined) {
    if (tag >= VENDOR_TAGS.first && tag <= VENDOR_TAGS.last) return null;
    const sentence = `Tag ${field} is reserved: neither SMPP 3.4 nor 5.0 defines it, and it is no vendor’s.`;
    return { code: 'tlv-reserved', field, sentence, section: '5.3.1' };
  }
  const { section, carriers, minLength, maxLength } = definition;
  if (version === '3.4' && definition.since === '5.0') {
    return { code: 'tlv-version', field, sentence: `${field} does not exist in SMPP 3.4.`, section };
  }
  const isCarrier =
    version === null
      ? carriers['3.4'].includes(command) || carriers['5.0'].includes(command)
      : carriers[version].includes(command);
  if (!isCarrier) {
    const of = version === null ? '' : ` of SMPP ${version}`;
    const sentence = `${field} does not belong in a ${command}${of}.`;
    return { code: 'tlv-carrier', field, sentence, section };
  }
  if (length >= minLength && length <= maxLength) return null;
  const wanted = minLength === maxLength ? octetCount(minLength) : `${minLength} to ${maxLength}`;
  const sentence = `${field} has ${octetCount(length)}; the specification wants ${wanted}.`;
  return { code: 'tlv-length', field, sentence, section };
}

/** Problems of the TLVs together and one by one; each is given as tag and length. */
export function tlvSetProblems(
  command: CommandName,
  tlvs: readonly (readonly [tag: number, length: number])[],
  version: VersionOrAny,
): LimitProblem[] {
  const problems: (LimitProblem | null)[] = [];
  const seen = new Set<number>();
  for (const [tag, length] of tlvs) {
    problems.push(tlvProblem(command, tag, length, version));
    if (seen.has(tag)) problems.push(tlvRepeatedProblem(tag));
    seen.add(tag);
  }
  problems.push(...missingTlvProblems(command, seen), sarProblem(seen));
  return problems.filter((problem) => problem !== null);
}

export function tlvRepeatedProblem(tag: number): LimitProblem | null {
  const definition = tlvDefinition(tag);
  if (definition === undefined || definition.isRepeatable) return null;
  const { name, section } = definition;
  return { code: 'tlv-repeated', field: name, sentence: `${name} comes more than once.`, section };
}

export function missingTlvProblems(command: CommandName, present: ReadonlySet<number>): LimitProblem[] {
  const required = (requiredTlvs[command] ?? []).map((name) => tlvDefinitions[name]);
  return required
    .filter((definition) => !present.has(definition.tag))
    .map(({ name, section }) => {
      const sentence = `${name} is missing; a ${command} must have it.`;
      return { code: 'tlv-missing', field: name, sentence, section };
    });
}

/** The three SAR TLVs count only together (SMPP 3.4 sections 5.3.2.22 to 5.3.2.24). */
export function sarProblem(present: ReadonlySet<number>): LimitProblem | null {
  const sar = [
    tlvDefinitions.sar_msg_ref_num,
    tlvDefinitions.sar_total_segments,
    tlvDefinitions.sar_segment_seqnum,
  ];
  const missing = sar.find(({ tag }) => !present.has(tag));
  if (missing === undefined || sar.every(({ tag }) => !present.has(tag))) return null;
  const sentence = `${missing.name} is missing; the three sar_ TLVs count only together.`;
  return { code: 'sar-incomplete', field: missing.name, sentence, section: missing.section };
}

/** short_message and message_payload exclude each other (SMPP 3.4 section 4.4.1); 5.0 lets the TLV win. */
export function twoTextsProblem(shortMessageLength: number, tags: readonly number[]): LimitProblem | null {
  const { tag, name } = tlvDefinitions.message_payload;
  if (shortMessageLength === 0 || !tags.includes(tag)) return null;
  const sentence = 'short_message and message_payload are both there; message_payload counts.';
  return { code: 'two-texts', field: name, sentence, section: '5.3.2.32' };
}
