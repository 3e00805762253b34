import type { TrunkAlphabets } from '../model/alphabets';
import { alphabetOf, specifiedAlphabets } from '../model/data-coding-map';
import type { TextEncoding } from '../model/message';
import {
  commandRules,
  ruleStep,
  type CommandRules,
  type FieldRules,
  type TlvRule,
} from './codec/command-rules';
import { readUint16, readUint32 } from './codec/octets';
import { isOnlyTlvs } from './codec/tlv-walk';
import { latin1FromOctets } from './latin1';
import { sequenceProblem, statusProblem, unknownCommandProblem, type VersionOrAny } from './limits';
import { describeTime } from './meaning/time';
import { HEADER_OCTETS } from './pdu';
import { RESPONSE_BIT } from './tables/commands';
import type { ListField } from './tables/fields';
import { tlvDefinitions } from './tables/tlvs';
import { codingIn, decodeCoded, tablesProblem } from './text/text-coding';
import { parseUdh } from './text/udh';
import { ESM_CLASS_UDHI } from './text/user-data';

const MESSAGE_PAYLOAD = tlvDefinitions.message_payload.tag;

/** Where the walk is, and what it met; one object for all PDUs. */
const walk = { offset: 0, esmClass: 0, dataCoding: 0, textStart: 0, textLength: 0 };
/** Counts the walks through TLVs. */
let walks = 0;

/**
 * Whether `annotate` has a problem to tell of a PDU whose structure is whole (`isStructureOk` of its summary), without
 * making the words: for a list of a million rows. A test holds the two together.
 */
export function breaksRules(
  octets: Uint8Array,
  version: VersionOrAny,
  alphabets: TrunkAlphabets = specifiedAlphabets,
): boolean {
  const commandId = readUint32(octets, 4);
  const rules = commandRules(commandId, version);
  if (statusProblem(commandId >= RESPONSE_BIT, readUint32(octets, 8)) !== null) return true;
  if (sequenceProblem(rules?.command.name ?? 'unknown', readUint32(octets, 12)) !== null) return true;
  if (rules === undefined) return unknownCommandProblem(commandId) !== null;
  if (!rules.isInVersion) return true;
  const { command } = rules;
  const end = octets.length;
  walk.offset = HEADER_OCTETS;
  walk.esmClass = 0;
  walk.dataCoding = 0;
  walk.textLength = 0;
  if (end > HEADER_OCTETS && rules.fields.steps.length > 0) {
    const isWithin = areFieldsWithin(octets, end, rules, rules.fields);
    // Only a response may leave its mandatory part out, and then what was read is no field of it.
    const bodyEnd = walk.offset > end ? -1 : walk.offset;
    if (command.isResponse && isOnlyTlvs(command, octets, HEADER_OCTETS, end, bodyEnd)) {
      walk.offset = HEADER_OCTETS;
      walk.textLength = 0;
    } else if (!isWithin) return true;
  }
  const { textStart, textLength, offset } = walk;
  if (textLength > 0 && hasTextProblem(octets, textStart, textStart + textLength, alphabets)) return true;
  if (offset >= end) return rules.required.length > 0;
  return haveTlvsProblem(octets, offset, end, rules, alphabets);
}

/** Walks fields to their end, also where something in them is not as it should be. */
function areFieldsWithin(
  octets: Uint8Array,
  end: number,
  rules: CommandRules,
  { steps, mins, maxes }: FieldRules,
): boolean {
  let isWithin = true;
  let { offset } = walk;
  for (let index = 0; index < steps.length; index += 1) {
    if (offset >= end) {
      walk.offset = end + 1;
      return isWithin;
    }
    const max = maxes[index] ?? 0;
    switch (steps[index]) {
      case ruleStep.octet:
        if (isBeyond(octets[offset] ?? 0, mins[index] ?? 0, max)) isWithin = false;
        offset += 1;
        break;
      case ruleStep.esmClass:
        walk.esmClass = octets[offset] ?? 0;
        if (isBeyond(walk.esmClass, mins[index] ?? 0, max)) isWithin = false;
        offset += 1;
        break;
      case ruleStep.dataCoding:
        walk.dataCoding = octets[offset] ?? 0;
        if (isBeyond(walk.dataCoding, mins[index] ?? 0, max)) isWithin = false;
        offset += 1;
        break;
      case ruleStep.integer32:
        if (isBeyond(readUint32(octets, offset), mins[index] ?? 0, max)) isWithin = false;
        offset += 4;
        break;
      case ruleStep.text: {
        const length = octets[offset] ?? 0;
        if (length > max) isWithin = false;
        walk.textStart = offset + 1;
        walk.textLength = length;
        offset += 1 + length;
        break;
      }
      case ruleStep.list:
        walk.offset = offset;
        if (!isListWithin(octets, end, rules, rules.command.fields[index] as ListField, max))
          isWithin = false;
        ({ offset } = walk);
        break;
      default: {
        const start = offset;
        while (offset < end && octets[offset] !== 0) offset += 1;
        const isTime = steps[index] === ruleStep.time;
        if (offset > start && isTime) {
          if (describeTime(latin1FromOctets(octets, start, offset)) === null) isWithin = false;
        } else if (offset - start > max && !isTime) isWithin = false;
        offset += 1;
      }
    }
  }
  walk.offset = offset;
  return isWithin;
}

function isBeyond(value: number, min: number, max: number): boolean {
  return value < min || value > max;
}

function isListWithin(
  octets: Uint8Array,
  end: number,
  rules: CommandRules,
  list: ListField,
  max: number,
): boolean {
  const count = octets[walk.offset] ?? 0;
  walk.offset += 1;
  let isWithin = !isBeyond(count, list.min, max);
  for (let left = count; left > 0 && walk.offset < end; left -= 1) {
    const item = rules.itemRules(list, octets[walk.offset] ?? 0);
    if (list.flagName !== undefined) walk.offset += 1;
    if (item !== undefined && !areFieldsWithin(octets, end, rules, item)) isWithin = false;
  }
  return isWithin;
}

function haveTlvsProblem(
  octets: Uint8Array,
  start: number,
  end: number,
  rules: CommandRules,
  alphabets: TrunkAlphabets,
): boolean {
  walks += 1;
  const isMissing = ({ metBy }: TlvRule): boolean => metBy !== walks;
  for (let offset = start; end - offset >= 4;) {
    const tag = readUint16(octets, offset);
    const length = readUint16(octets, offset + 2);
    const from = offset + 4;
    offset = from + length;
    const rule = rules.tlv(tag);
    if (length < rule.minLength || length > rule.maxLength) return true;
    if (rule.metBy === walks && !rule.isRepeatable) return true;
    rule.metBy = walks;
    // Only one of the two may hold the text.
    if (tag === MESSAGE_PAYLOAD && walk.textLength > 0) return true;
    if (length === 0) continue;
    if (rule.type === 'cString' && !endsAtNul(octets, from, offset)) return true;
    if (rule.type === 'userData' && hasTextProblem(octets, from, offset, alphabets)) return true;
  }
  return rules.required.some(isMissing) || (rules.sar.some(isMissing) && !rules.sar.every(isMissing));
}

/** The NUL is the last octet, and the only one. */
function endsAtNul(octets: Uint8Array, from: number, end: number): boolean {
  let nul = from;
  while (nul < end && octets[nul] !== 0) nul += 1;
  return nul === end - 1;
}

function hasTextProblem(octets: Uint8Array, start: number, end: number, alphabets: TrunkAlphabets): boolean {
  const encoding = encodingOf(walk.dataCoding, alphabets);
  if ((walk.esmClass & ESM_CLASS_UDHI) === 0) {
    if (isPlainly(octets, start, end, encoding)) return false;
    return decodeCoded(octets.subarray(start, end), codingIn(encoding, null)).problems.length > 0;
  }
  const userData = octets.subarray(start, end);
  const udh = parseUdh(userData);
  const coding = codingIn(encoding, udh);
  if (udh.problem !== null || tablesProblem(coding) !== null) return true;
  const isShifted = coding.tables.locking !== 0 || coding.tables.single !== 0;
  if (!isShifted && isPlainly(octets, start + udh.length, end, encoding)) return false;
  return decodeCoded(userData.subarray(udh.length), coding).problems.length > 0;
}

/** True where the alphabet surely has every octet; false where it takes reading the text. */
function isPlainly(octets: Uint8Array, start: number, end: number, encoding: TextEncoding): boolean {
  switch (encoding) {
    case 'binary':
    case 'latin1':
      return true;
    case 'ascii':
      return !hasHighBit(octets, start, end);
    case 'gsm7':
      return !hasHighBitOrEscape(octets, start, end);
    case 'ucs2':
      return (end - start) % 2 === 0 && !hasSurrogate(octets, start, end);
    case 'gsm7-packed':
      return false;
  }
}

function hasHighBit(octets: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let index = start; index < end; index += 1) all |= octets[index] ?? 0;
  return all > 0x7f;
}

function hasHighBitOrEscape(octets: Uint8Array, start: number, end: number): boolean {
  let all = 0;
  for (let index = start; index < end; index += 1) {
    const octet = octets[index] ?? 0;
    if (octet === 0x1b) return true;
    all |= octet;
  }
  return all > 0x7f;
}

function hasSurrogate(octets: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index += 2) {
    if (((octets[index] ?? 0) & 0xf8) === 0xd8) return true;
  }
  return false;
}

/** What each data_coding means on the trunk that was asked about last: rows of one follow each other. */
let lastAlphabets: TrunkAlphabets | null = null;
let lastEncodings: readonly TextEncoding[] = [];

function encodingOf(dataCoding: number, alphabets: TrunkAlphabets): TextEncoding {
  if (alphabets !== lastAlphabets) {
    lastAlphabets = alphabets;
    lastEncodings = Array.from({ length: 256 }, (_, code) => alphabetOf(code, alphabets));
  }
  return lastEncodings[dataCoding] ?? 'binary';
}
