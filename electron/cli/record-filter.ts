import type { ExportedRecord } from '#shared/capture/exported-record';
import { pduLine, type PduLine } from '#shared/capture/pdu-line';
import type { FilterValue } from '#shared/log-filter/filter-ast';
import { tlvTagOf } from '#shared/log-filter/filter-fields';
import type { FilterRecord } from '#shared/log-filter/matches';
import type { JudgedRecord } from '#shared/session/session-judge';
import { maskPasswords } from '#shared/smpp/mask-passwords';
import { destinationAddressOf, sourceAddressOf, summarize } from '#shared/smpp/summarize';
import { RESPONSE_BIT } from '#shared/smpp/tables/commands';

const none: readonly FilterValue[] = [];
const yes: readonly FilterValue[] = [1];

/**
 * Records as a filter asks about them, one after the other. A response knows the request before it; a request does not
 * know what comes later, and nothing here knows notes and marks.
 */
export class FilteredRecords implements FilterRecord {
  #record: ExportedRecord | null = null;
  #judged: JudgedRecord | null = null;
  #line: PduLine | null = null;

  at(record: ExportedRecord, judged: JudgedRecord): this {
    this.#record = record;
    this.#judged = judged;
    this.#line = null;
    return this;
  }

  values(field: string): readonly FilterValue[] {
    const record = this.#record;
    if (record === null) return none;
    switch (field) {
      case 'number':
        return [record.number];
      case 'time':
        return [Number(record.timeNs / 1_000_000n)];
      case 'direction':
        return [record.direction];
      case 'session':
        return [record.session.id];
      case 'trunk':
        return [record.session.name];
      case 'length':
        return [record.octets.length];
      case 'problem':
        return flag(record.kind === 'octets' || (this.#pdu?.problems?.length ?? 0) > 0);
      default:
        return record.kind === 'pdu' ? this.#pduValues(field, record.octets) : none;
    }
  }

  hasWord(word: string): boolean {
    const pdu = this.#pdu;
    const trunk = this.#record?.session.name ?? '';
    const shown = [trunk, this.#record?.sentence ?? '', pdu?.command, pdu?.statusText, pdu?.text];
    const { octets } = this.#record ?? { octets: new Uint8Array(0) };
    const summary = summarize(octets);
    shown.push(sourceAddressOf(octets, summary), destinationAddressOf(octets, summary));
    return (
      shown.some((part) => part?.toLowerCase().includes(word)) ||
      (/^\d{1,10}$/.test(word) && Number(word) === pdu?.sequence)
    );
  }

  get #pdu(): PduLine | null {
    const record = this.#record;
    if (record?.kind !== 'pdu') return null;
    return (this.#line ??= pduLine(record.direction, maskPasswords(record.octets), '', this.#judged ?? {}));
  }

  #pduValues(field: string, octets: Uint8Array): readonly FilterValue[] {
    const pdu = this.#pdu;
    if (pdu === null) return none;
    const summary = summarize(octets);
    const { commandId, esmClass } = summary;
    const hasBody = Object.keys(pdu.fields).length > 0;
    switch (field) {
      case 'command':
        return [commandId];
      case 'status':
        return [pdu.status];
      case 'sequence':
        return [pdu.sequence];
      case 'latency': {
        const latencyNs = this.#judged?.latencyNs ?? null;
        return latencyNs === null ? none : [latencyNs];
      }
      case 'from':
        return hasBody && summary.sourceOffset > 0 ? [sourceAddressOf(octets, summary)] : none;
      case 'to':
        return hasBody && summary.destinationOffset > 0 ? [destinationAddressOf(octets, summary)] : none;
      case 'text':
        return pdu.text === undefined || pdu.text === '' ? none : [pdu.text];
      case 'error':
        return flag(pdu.status !== 0);
      case 'response':
        return flag(commandId >= RESPONSE_BIT);
      case 'keepalive':
        return flag(pdu.command.startsWith('enquire_link'));
      case 'orphan':
      case 'duplicate':
      case 'forbidden':
        return flag(this.#judged?.findings.some(({ code }) => code === field) === true);
      case 'receipt':
        return flag(pdu.text !== undefined && isInboundCommand(pdu.command) && (esmClass & 0x3c) === 0x04);
      case 'inbound':
        return flag(isInboundCommand(pdu.command) && (esmClass & 0x3c) === 0);
      case 'segment':
        return flag((esmClass & 0x40) !== 0 || pdu.tlvs.some(({ tag }) => tag === '0x020C'));
    }
    if (field.startsWith('esm_class.')) return pdu.text === undefined ? none : esmClassPart(field, esmClass);
    const tag = tlvTagOf(field);
    if (tag === null) return field === 'password' ? none : valuesNamed(pdu.fields, field);
    return pdu.tlvs.filter((tlv) => Number(tlv.tag) === tag).map(({ value }) => value);
  }
}

function flag(isSet: boolean): readonly FilterValue[] {
  return isSet ? yes : none;
}

function isInboundCommand(command: string): boolean {
  return command === 'deliver_sm' || command === 'data_sm';
}

function esmClassPart(field: string, esmClass: number): readonly FilterValue[] {
  switch (field) {
    case 'esm_class.mode':
      return [esmClass & 0x03];
    case 'esm_class.type':
      return [(esmClass >> 2) & 0x0f];
    case 'esm_class.udhi':
      return flag((esmClass & 0x40) !== 0);
    default:
      return flag((esmClass & 0x80) !== 0);
  }
}

/** The values of a field wherever it stands in the body, in lists too. */
function valuesNamed(fields: Readonly<Record<string, unknown>>, name: string): readonly FilterValue[] {
  return Object.entries(fields).flatMap(([key, value]): readonly FilterValue[] => {
    if (Array.isArray(value)) {
      return value.flatMap((item) => valuesNamed(item as Readonly<Record<string, unknown>>, name));
    }
    return key === name && (typeof value === 'string' || typeof value === 'number') ? [value] : none;
  });
}
