import { compiledById, fieldStep, type CompiledCommand } from './codec/compiled';
import { messageBodyOf } from './codec/message-body';
import { endOfPdu, readUint16, readUint32 } from './codec/octets';
import * as structural from './codec/structural-problems';
import { isOnlyTlvs } from './codec/tlv-walk';
import { latin1FromOctets } from './latin1';
import { HEADER_OCTETS, type KnownPdu, type Pdu, type Tlv } from './pdu';
import type { Problem } from './problems';
import { tlvName } from './tlv';
import type { CStringField, IntegerField, ListField, OctetsField } from './tables/fields';

export interface Decoded {
  readonly pdu: Pdu;
  /** In the order of the octets; empty for a PDU whose shape fits the table. */
  readonly problems: readonly Problem[];
}

const NO_PROBLEMS: readonly Problem[] = Object.freeze([]);
const NO_TLVS: readonly Tlv[] = Object.freeze([]);
const EMPTY_OCTETS = new Uint8Array(0);

type Values = Readonly<Record<string, unknown>>;

/** The fields of the PDU being read; used again for the next one. */
const VALUES: unknown[] = [];

/**
 * Reads one framed PDU. Never throws for 16 octets or more (a RangeError for fewer): what does not fit is a problem,
 * fields that are missing are 0 or empty, and the rest is as on the wire. Octet strings are views into `octets`.
 */
export function decode(octets: Uint8Array): Decoded {
  if (octets.length < HEADER_OCTETS) {
    throw new RangeError(`A PDU has at least the 16 octets of its header; these are ${octets.length}.`);
  }
  const commandId = readUint32(octets, 4);
  const commandStatus = readUint32(octets, 8);
  const sequenceNumber = readUint32(octets, 12);
  const reader = new PduReader(octets);
  const command = compiledById(commandId);
  if (command === undefined) {
    const rest = octets.subarray(HEADER_OCTETS, reader.end);
    const pdu: Pdu = { command: 'unknown', commandId, commandStatus, sequenceNumber, rest };
    return { pdu, problems: reader.problems };
  }
  const body = reader.readBody(command);
  const tlvs = reader.readTlvs();
  const pdu = { command: command.name, commandStatus, sequenceNumber, body, tlvs } as KnownPdu;
  return { pdu, problems: reader.problems };
}

function bodyOf(keys: readonly string[], values: readonly unknown[]): Values {
  const body: Record<string, unknown> = {};
  for (let index = 0; index < keys.length; index += 1) body[keys[index] ?? ''] = values[index];
  return body;
}

/** Walks the octets of one PDU by the table. */
class PduReader {
  readonly #octets: Uint8Array;
  /** Where the PDU ends: its command_length, or the octets that are there if they are fewer. */
  readonly end: number;
  problems: readonly Problem[] = NO_PROBLEMS;
  #offset = HEADER_OCTETS;

  constructor(octets: Uint8Array) {
    this.#octets = octets;
    const stated = readUint32(octets, 0);
    this.end = endOfPdu(octets);
    if (stated !== octets.length) this.#report(structural.wrongCommandLength(stated, octets.length));
  }

  #report(problem: Problem): void {
    this.problems = [...this.problems, problem];
  }

  /** Null for a bare header, for a header with nothing but TLVs, and for commands without fields. */
  readBody(command: CompiledCommand): object | null {
    const first = command.fields[0];
    if (first === undefined) return null;
    if (this.end === HEADER_OCTETS) {
      if (!command.isResponse) this.#reportMissing(first.name, first.section);
      return null;
    }
    const problemsBefore = this.problems;
    this.#readFields(command, VALUES);
    const bodyEnd = this.problems === problemsBefore ? this.#offset : -1;
    if (isOnlyTlvs(command, this.#octets, HEADER_OCTETS, this.end, bodyEnd)) {
      this.problems = problemsBefore;
      this.#offset = HEADER_OCTETS;
      return null;
    }
    return command.isMessage ? messageBodyOf(VALUES) : bodyOf(command.keys, VALUES);
  }

  #readFields(command: CompiledCommand, values: unknown[]): void {
    const { fields, steps } = command;
    for (let index = 0; index < steps.length; index += 1) {
      switch (steps[index]) {
        case fieldStep.octet:
          // The commonest field by far: nothing is called for it.
          if (this.#offset < this.end) {
            values[index] = this.#octets[this.#offset];
            this.#offset += 1;
          } else {
            values[index] = this.#readInteger(fields[index] as IntegerField);
          }
          break;
        case fieldStep.integer32:
          values[index] = this.#readInteger(fields[index] as IntegerField);
          break;
        case fieldStep.cString:
          values[index] = this.#readCString(fields[index] as CStringField);
          break;
        case fieldStep.octets:
          values[index] = this.#readOctets(fields[index] as OctetsField);
          break;
        default:
          values[index] = this.#readList(fields[index] as ListField);
      }
    }
  }

  readTlvs(): readonly Tlv[] {
    if (this.#offset >= this.end) return NO_TLVS;
    const tlvs: Tlv[] = [];
    const { end } = this;
    while (end - this.#offset >= 4) {
      const tag = readUint16(this.#octets, this.#offset);
      const length = readUint16(this.#octets, this.#offset + 2);
      const start = this.#offset + 4;
      if (start + length > end) {
        this.#report(structural.tlvOverrun(tlvName(tag), this.#offset, end, length));
        this.#offset = end;
        return tlvs;
      }
      tlvs.push({ tag, value: this.#octets.subarray(start, start + length) });
      this.#offset = start + length;
    }
    if (this.#offset < end) {
      this.#report(structural.leftoverOctets(this.#octets, this.#offset, end));
      this.#offset = end;
    }
    return tlvs;
  }

  #readInteger(field: IntegerField): number {
    const offset = this.#offset;
    if (this.end - offset < field.size) {
      this.#reportMissing(field.name, field.section);
      this.#offset = this.end;
      return 0;
    }
    this.#offset = offset + field.size;
    return field.size === 1 ? (this.#octets[offset] ?? 0) : readUint32(this.#octets, offset);
  }

  #readCString(field: CStringField): string {
    const start = this.#offset;
    if (start >= this.end) {
      this.#reportMissing(field.name, field.section);
      return '';
    }
    let nul = start;
    while (nul < this.end && this.#octets[nul] !== 0) nul += 1;
    if (nul === this.end) this.#report(structural.missingNul(field, start, this.end));
    this.#offset = Math.min(this.end, nul + 1);
    return latin1FromOctets(this.#octets, start, nul);
  }

  #readOctets(field: OctetsField): Uint8Array {
    const lengthAt = this.#offset;
    if (lengthAt >= this.end) {
      this.#reportMissing(field.lengthName, field.lengthSection);
      return EMPTY_OCTETS;
    }
    const start = lengthAt + 1;
    const length = this.#octets[lengthAt] ?? 0;
    const stop = Math.min(this.end, start + length);
    if (stop - start < length) {
      this.#report(structural.lengthBeyondPdu(field, lengthAt, length, stop - start));
    }
    this.#offset = stop;
    return this.#octets.subarray(start, stop);
  }

  #readList(field: ListField): readonly Values[] {
    if (this.#offset >= this.end) {
      this.#reportMissing(field.countName, field.countSection);
      return [];
    }
    const count = this.#octets[this.#offset] ?? 0;
    this.#offset += 1;
    const items: Values[] = [];
    while (items.length < count && this.#offset < this.end) {
      const item: Record<string, unknown> = {};
      let shape = field.shapes[0];
      if (field.flagName !== undefined) {
        const flag = this.#octets[this.#offset];
        shape = field.shapes.find((candidate) => candidate.flag === flag);
        if (shape === undefined) {
          this.#report(structural.unknownDestFlag(field.flagName, flag ?? 0, this.#offset));
          this.#offset = this.end;
          return items;
        }
        item['destFlag'] = flag;
        this.#offset += 1;
      }
      for (const part of shape?.fields ?? []) {
        item[part.key] = part.kind === 'integer' ? this.#readInteger(part) : this.#readCString(part);
      }
      items.push(item);
    }
    if (items.length < count) this.#reportMissing(`${field.itemName} ${items.length + 1}`, field.section);
    return items;
  }

  /** Only the first field that is missing is a problem: the others follow from it. */
  #reportMissing(field: string, section: string): void {
    if (this.problems.some((problem) => problem.code !== 'command-length')) return;
    this.#report(structural.missingField(field, section, this.end));
  }
}
