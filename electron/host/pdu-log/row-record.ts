import type { FilterValue } from '#shared/log-filter/filter-ast';
import type { FilterRecord } from '#shared/log-filter/matches';
import { recordKinds } from './batch-layout';
import type { LogStore, RowPlace } from './log-store';
import type { RowNotes } from './row-notes';
import { PduValues } from './pdu-values';
import { isInbound, isNamed, rowFlags } from './row-flags';
import { uint32At } from './segment';

const none: readonly FilterValue[] = [];
const yes: readonly FilterValue[] = [1];
const decoder = new TextDecoder();

/** One row as a filter asks about it: every field is read from columns and octets when it is asked for. */
export class RowRecord implements FilterRecord {
  readonly #store: LogStore;
  readonly #notes: RowNotes;
  readonly #values = new PduValues();
  #place: RowPlace | null = null;
  #isRead = false;

  constructor(store: LogStore, notes: RowNotes) {
    this.#store = store;
    this.#notes = notes;
  }

  at(place: RowPlace): this {
    this.#place = place;
    this.#isRead = false;
    return this;
  }

  values(field: string): readonly FilterValue[] {
    const place = this.#place;
    if (place === null) return none;
    const { segment, index } = place;
    const flags = segment.flags(index);
    const isPdu = segment.kind(index) === recordKinds.pdu;
    switch (field) {
      case 'number':
        return [segment.firstNumber + index];
      case 'time':
        return [this.#store.timeMs(segment.columns.time(index))];
      case 'direction':
        return [(flags & rowFlags.out) === 0 ? 'in' : 'out'];
      case 'session':
        return [segment.sessionId(index)];
      case 'trunk':
        return [this.#store.sessions.get(segment.sessionId(index))?.facts.name ?? ''];
      case 'note':
        return this.#notes.noteOf(segment.firstNumber + index) === ''
          ? none
          : [this.#notes.noteOf(segment.firstNumber + index)];
      case 'mark':
        return this.#notes.isMarked(segment.firstNumber + index) ? yes : none;
      case 'problem':
        return this.#store.hasProblem(segment, index) ? yes : none;
      case 'length':
        return [isPdu ? segment.columns.length(index) : uint32At(segment.chunkOctets(index), 0)];
    }
    return isPdu ? this.#pduValues(field, flags, place) : none;
  }

  hasWord(word: string): boolean {
    const place = this.#place;
    if (place === null) return false;
    const { segment, index } = place;
    const trunk = this.#store.sessions.get(segment.sessionId(index))?.facts.name ?? '';
    if (trunk.toLowerCase().includes(word)) return true;
    if (segment.kind(index) !== recordKinds.pdu) {
      return decoder.decode(segment.row(index).sentence).toLowerCase().includes(word);
    }
    return this.#read(place).hasWord(word);
  }

  #read({ segment, index }: RowPlace): PduValues {
    if (this.#isRead) return this.#values;
    this.#isRead = true;
    const alphabets = this.#store.sessions.get(segment.sessionId(index))?.facts.alphabets;
    const isReceipt = (segment.flags(index) & rowFlags.receipt) !== 0;
    return this.#values.read(segment.chunkOctets(index), alphabets, isReceipt);
  }

  #pduValues(field: string, flags: number, place: RowPlace): readonly FilterValue[] {
    const { segment, index } = place;
    switch (field) {
      case 'command':
        return [this.#store.commandId(segment, index) ?? 0];
      case 'status':
        return [effectiveStatus(this.#store, place)];
      case 'sequence':
        return [this.#read(place).sequence];
      case 'latency': {
        const latency = this.#store.latencyNs(segment, index);
        return latency === undefined ? none : [latency];
      }
      case 'error':
        return this.#store.commandStatus(segment, index) === 0 ? none : yes;
      case 'unanswered':
        return (flags & rowFlags.request) !== 0 && segment.partner(index) === null ? yes : none;
      case 'inbound':
        return isInbound(flags) ? yes : none;
      case 'receipt':
      case 'keepalive':
      case 'segment':
      case 'response':
      case 'duplicate':
      case 'orphan':
      case 'forbidden':
        return isNamed(flags, field) ? yes : none;
    }
    return this.#read(place).values(field);
  }
}

/** command_status; of a request without one, that of its response. */
export function effectiveStatus(store: LogStore, { segment, index }: RowPlace): number {
  const own = store.commandStatus(segment, index);
  if (own !== 0 || (segment.flags(index) & rowFlags.request) === 0) return own;
  const partner = segment.partner(index);
  const place = partner === null ? undefined : store.find(partner);
  return place === undefined ? 0 : store.commandStatus(place.segment, place.index);
}
