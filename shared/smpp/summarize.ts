import { compiledById, summaryStep, type CompiledCommand } from './codec/compiled';
import { endOfPdu, readUint16, readUint32 } from './codec/octets';
import { isOnlyTlvs } from './codec/tlv-walk';
import { latin1FromOctets } from './latin1';
import { HEADER_OCTETS } from './pdu';
import type { ListField } from './tables/fields';

const MESSAGE_PAYLOAD = 0x0424;
/** A field that does not fit: offsets are never negative. */
const BROKEN = -1;

/** What a row of the log is made of: numbers only, so that a million of them cost little. */
export interface PduSummary {
  commandId: number;
  commandStatus: number;
  sequenceNumber: number;
  /** Where the address stands, without its NUL; the length is 0 for none and for commands without one. */
  sourceOffset: number;
  sourceLength: number;
  /** For submit_multi the first destination; for alert_notification the ESME's address. */
  destinationOffset: number;
  destinationLength: number;
  /** The user data, with its header: short_message, or message_payload where there is one. */
  textOffset: number;
  textLength: number;
  dataCoding: number;
  esmClass: number;
  /** False for what `decode` would report a problem of. Unknown commands are ok. */
  isStructureOk: boolean;
}

export function emptySummary(): PduSummary {
  return {
    commandId: 0,
    commandStatus: 0,
    sequenceNumber: 0,
    sourceOffset: 0,
    sourceLength: 0,
    destinationOffset: 0,
    destinationLength: 0,
    textOffset: 0,
    textLength: 0,
    dataCoding: 0,
    esmClass: 0,
    isStructureOk: true,
  };
}

export function sourceAddressOf(octets: Uint8Array, summary: PduSummary): string {
  const { sourceOffset, sourceLength } = summary;
  return latin1FromOctets(octets, sourceOffset, sourceOffset + sourceLength);
}

export function destinationAddressOf(octets: Uint8Array, summary: PduSummary): string {
  const { destinationOffset, destinationLength } = summary;
  return latin1FromOctets(octets, destinationOffset, destinationOffset + destinationLength);
}

/** The user data with its header, as a view. */
export function textOctetsOf(octets: Uint8Array, summary: PduSummary): Uint8Array {
  return octets.subarray(summary.textOffset, summary.textOffset + summary.textLength);
}

/**
 * What the log shows of a PDU in its list, without decoding it: by the same table, with nothing allocated when
 * `into` is given. Never throws, whatever the octets.
 */
export function summarize(octets: Uint8Array, into: PduSummary = emptySummary()): PduSummary {
  clear(into);
  into.commandId = readUint32(octets, 4);
  into.commandStatus = readUint32(octets, 8);
  into.sequenceNumber = readUint32(octets, 12);
  const { length } = octets;
  into.isStructureOk = length >= HEADER_OCTETS && readUint32(octets, 0) === length;
  const command = compiledById(into.commandId);
  if (command === undefined || length < HEADER_OCTETS) return into;
  const end = endOfPdu(octets);
  if (end === HEADER_OCTETS) {
    if (!command.isResponse && command.fields.length > 0) into.isStructureOk = false;
    return into;
  }
  let offset = summarizeBody(octets, end, command, into);
  if (isOnlyTlvs(command, octets, HEADER_OCTETS, end, offset)) offset = HEADER_OCTETS;
  if (offset === BROKEN || !summarizeTlvs(octets, offset, end, into)) into.isStructureOk = false;
  return into;
}

function clear(summary: PduSummary): void {
  summary.sourceOffset = 0;
  summary.sourceLength = 0;
  summary.destinationOffset = 0;
  summary.destinationLength = 0;
  summary.textOffset = 0;
  summary.textLength = 0;
  summary.dataCoding = 0;
  summary.esmClass = 0;
}

/** Where the mandatory part of a command ends, or -1 if it does not fit; notes on the way what a summary holds. */
export function summarizeBody(
  octets: Uint8Array,
  end: number,
  command: CompiledCommand,
  into: PduSummary,
): number {
  const steps = command.summarySteps;
  let offset = HEADER_OCTETS;
  for (let index = 0; index < steps.length; index += 1) {
    if (offset >= end) return BROKEN;
    const step = steps[index];
    switch (step) {
      case summaryStep.skipOne:
        offset += 1;
        break;
      case summaryStep.esmClass:
        into.esmClass = octets[offset] ?? 0;
        offset += 1;
        break;
      case summaryStep.dataCoding:
        into.dataCoding = octets[offset] ?? 0;
        offset += 1;
        break;
      case summaryStep.skipFour:
        offset += 4;
        break;
      case summaryStep.text: {
        const length = octets[offset] ?? 0;
        into.textOffset = offset + 1;
        into.textLength = Math.min(length, end - offset - 1);
        offset += 1 + length;
        break;
      }
      case summaryStep.list:
        offset = summarizeList(octets, offset, end, command.fields[index] as ListField, into);
        if (offset === BROKEN) return BROKEN;
        break;
      default: {
        const start = offset;
        while (offset < end && octets[offset] !== 0) offset += 1;
        if (step === summaryStep.source) {
          into.sourceOffset = start;
          into.sourceLength = offset - start;
        } else if (step === summaryStep.destination) {
          into.destinationOffset = start;
          into.destinationLength = offset - start;
        }
        offset += 1;
      }
    }
    if (offset > end) return BROKEN;
  }
  return offset;
}

/** Passes over a list, noting the first address in it. Returns where it ends, or BROKEN. */
function summarizeList(
  octets: Uint8Array,
  start: number,
  end: number,
  field: ListField,
  into: PduSummary,
): number {
  let offset = start + 1;
  for (let left = octets[start] ?? 0; left > 0; left -= 1) {
    let shape = field.shapes[0];
    if (field.flagName !== undefined) {
      const flag = octets[offset];
      shape = field.shapes.find((candidate) => candidate.flag === flag);
      offset += 1;
    }
    if (shape === undefined) return BROKEN;
    for (const part of shape.fields) {
      if (offset >= end) return BROKEN;
      const from = offset;
      if (part.kind === 'integer') {
        offset += part.size;
        continue;
      }
      while (offset < end && octets[offset] !== 0) offset += 1;
      if (part.name === 'destination_addr' && into.destinationLength === 0) {
        into.destinationOffset = from;
        into.destinationLength = offset - from;
      }
      offset += 1;
    }
    if (offset > end) return BROKEN;
  }
  return offset;
}

/** False when they do not come out even. */
function summarizeTlvs(octets: Uint8Array, start: number, end: number, into: PduSummary): boolean {
  let offset = start;
  let hasPayload = false;
  while (end - offset >= 4) {
    const length = readUint16(octets, offset + 2);
    if (offset + 4 + length > end) return false;
    if (!hasPayload && readUint16(octets, offset) === MESSAGE_PAYLOAD) {
      hasPayload = true;
      into.textOffset = offset + 4;
      into.textLength = length;
    }
    offset += 4 + length;
  }
  return offset === end;
}
