import { classify } from '#electron/host/pdu-log/row-classifier';
import { PduValues } from '#electron/host/pdu-log/pdu-values';
import { isInbound, problemFlags, rowFlags, isNamed } from '#electron/host/pdu-log/row-flags';
import type { FilterValue } from '#shared/log-filter/filter-ast';
import type { FilterRecord } from '#shared/log-filter/matches';
import { readUint32 } from '#shared/smpp/codec/octets';
import { HEADER_OCTETS } from '#shared/smpp/pdu';
import type { FollowedRecord } from './followed-records';

const none: readonly FilterValue[] = [];
const yes: readonly FilterValue[] = [1];

/**
 * Records as a filter asks about them, one after the other: with the answers of the PDU log, which keeps its own in
 * columns. Nothing here has notes and marks.
 */
export class FilteredRecords implements FilterRecord {
  readonly #values = new PduValues();
  #followed: FollowedRecord | null = null;
  /** Of a PDU, once they were asked for. */
  #knownFlags: number | null = null;
  #isRead = false;
  #isPdu = false;

  at(followed: FollowedRecord): this {
    const { record } = followed;
    this.#followed = followed;
    this.#isPdu = record.kind === 'pdu' && record.octets.length >= HEADER_OCTETS;
    this.#knownFlags = null;
    this.#isRead = false;
    return this;
  }

  values(field: string): readonly FilterValue[] {
    if (this.#followed === null) return none;
    const { record, judged } = this.#followed;
    const { timeNs, octets } = record;
    switch (field) {
      case 'number':
        return [record.number];
      case 'time':
        return [Number(timeNs / 1_000_000n) + Number(timeNs % 1_000_000n) / 1e6];
      case 'direction':
        return [record.direction];
      case 'session':
        return [record.session.id];
      case 'trunk':
        return [record.session.name];
      case 'length':
        return [octets.length];
      case 'problem':
        if (!this.#isPdu) return flag(record.kind !== 'loss');
        return flag((this.#flagsOf(this.#followed) & problemFlags) !== 0 || judged.findings.length > 0);
      case 'note':
      case 'mark':
        return none;
      default:
        return this.#isPdu ? this.#pduValues(field, this.#followed) : none;
    }
  }

  hasWord(word: string): boolean {
    if (this.#followed === null) return false;
    const { record } = this.#followed;
    if (record.session.name.toLowerCase().includes(word)) return true;
    if (!this.#isPdu) return record.sentence.toLowerCase().includes(word);
    return this.#read(this.#followed).hasWord(word);
  }

  #flagsOf({ record, judged }: FollowedRecord): number {
    const isFromEsme = (record.direction === 'out') === (record.session.role === 'esme');
    return (this.#knownFlags ??= classify(record.octets, isFromEsme, undefined, judged.version));
  }

  #read(followed: FollowedRecord): PduValues {
    if (this.#isRead) return this.#values;
    this.#isRead = true;
    const isReceipt = (this.#flagsOf(followed) & rowFlags.receipt) !== 0;
    return this.#values.read(followed.record.octets, undefined, isReceipt);
  }

  #pduValues(field: string, followed: FollowedRecord): readonly FilterValue[] {
    const { record, judged, answer } = followed;
    const own = readUint32(record.octets, 8);
    switch (field) {
      case 'command':
        return [readUint32(record.octets, 4)];
      case 'status':
        return [own === 0 ? (answer?.status ?? 0) : own];
      case 'sequence':
        return [readUint32(record.octets, 12)];
      case 'latency': {
        const latencyNs = judged.latencyNs ?? answer?.latencyNs ?? null;
        return latencyNs === null ? none : [Math.abs(latencyNs)];
      }
      case 'error':
        return flag(own !== 0);
      case 'unanswered':
        return flag(judged.isRequest && answer === null);
      case 'inbound':
        return flag(isInbound(this.#flagsOf(followed)));
      case 'orphan':
      case 'duplicate':
      case 'forbidden':
        return flag(judged.findings.some(({ code }) => code === field));
      case 'receipt':
      case 'keepalive':
      case 'segment':
      case 'response':
        return flag(isNamed(this.#flagsOf(followed), field));
      default:
        return this.#read(followed).values(field);
    }
  }
}

function flag(isSet: boolean): readonly FilterValue[] {
  return isSet ? yes : none;
}
