import { tlvTagOf } from '#shared/log-filter/filter-fields';
import type { FilterValue } from '#shared/log-filter/filter-ast';
import type { FilterRecord } from '#shared/log-filter/matches';
import { decode } from '#shared/smpp/decode';
import { latin1FromOctets } from '#shared/smpp/latin1';
import { HEADER_OCTETS, type Pdu, type Tlv } from '#shared/smpp/pdu';
import { emptySummary, summarize } from '#shared/smpp/summarize';
import { classifyInbound } from '#shared/smpp/text/message-type';
import { readUserData, tlvInteger } from '#shared/smpp/text/user-data';
import { readTlvCString, tlvDefinition } from '#shared/smpp/tlv';
import { recordKinds } from './batch-layout';
import type { LogStore, RowPlace } from './log-store';
import type { RowNotes } from './row-notes';
import { messageText, wordsOf } from './pdu-words';
import { isNamed, rowFlags } from './row-flags';
import { commandText, statusText } from './row-words';
import { uint32At } from './segment';

const summary = emptySummary();
const none: readonly FilterValue[] = [];
const yes: readonly FilterValue[] = [1];
const decoder = new TextDecoder();

/** One row as a filter asks about it: every field is read from columns and octets when it is asked for. */
export class RowRecord implements FilterRecord {
  readonly #store: LogStore;
  readonly #notes: RowNotes;
  #place: RowPlace | null = null;
  #octets: Uint8Array | null = null;
  #pdu: Pdu | null = null;

  constructor(store: LogStore, notes: RowNotes) {
    this.#store = store;
    this.#notes = notes;
  }

  at(place: RowPlace): this {
    this.#place = place;
    this.#octets = null;
    this.#pdu = null;
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
    const octets = this.#read();
    const commandId = uint32At(octets, 4);
    const { sourceAddress, destinationAddress, text } = wordsOf(octets, this.#alphabets);
    const shown = [
      commandText(commandId),
      statusText(commandId, uint32At(octets, 8)),
      sourceAddress,
      destinationAddress,
      text,
    ];
    return (
      shown.some((part) => part.toLowerCase().includes(word)) ||
      (/^\d{1,10}$/.test(word) && Number(word) === uint32At(octets, 12))
    );
  }

  get #alphabets() {
    const { segment, index } = this.#place ?? {};
    return segment === undefined
      ? undefined
      : this.#store.sessions.get(segment.sessionId(index ?? 0))?.facts.alphabets;
  }

  #read(): Uint8Array {
    return (this.#octets ??= this.#place?.segment.chunkOctets(this.#place.index) ?? new Uint8Array(0));
  }

  #decode(): Pdu | null {
    const octets = this.#read();
    if (octets.length < HEADER_OCTETS) return null;
    return (this.#pdu ??= decode(octets).pdu);
  }

  #pduValues(field: string, flags: number, place: RowPlace): readonly FilterValue[] {
    const { segment, index } = place;
    switch (field) {
      case 'command':
        return [this.#store.commandId(segment, index) ?? 0];
      case 'status':
        return [effectiveStatus(this.#store, place)];
      case 'sequence':
        return [uint32At(this.#read(), 12)];
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
    return this.#bodyValues(field);
  }

  #bodyValues(field: string): readonly FilterValue[] {
    const octets = this.#read();
    summarize(octets, summary);
    switch (field) {
      case 'text':
        return summary.textLength > 0 ? [messageText(octets, summary, this.#alphabets)] : none;
      case 'from':
      case 'to': {
        const { sourceOffset, destinationOffset } = summary;
        if ((field === 'from' ? sourceOffset : destinationOffset) === 0) return none;
        const words = wordsOf(octets, this.#alphabets);
        return [field === 'from' ? words.sourceAddress : words.destinationAddress];
      }
      case 'message_id':
        return this.#messageIds();
    }
    const tag = tlvTagOf(field);
    if (tag !== null) return this.#tlvValues(tag);
    return this.#esmClassPart(field) ?? this.#fieldValues(field);
  }

  #esmClassPart(field: string): readonly FilterValue[] | null {
    if (!field.startsWith('esm_class.')) return null;
    const esmClass = this.#fieldValues('esm_class')[0];
    if (typeof esmClass !== 'number') return none;
    switch (field) {
      case 'esm_class.mode':
        return [esmClass & 0x03];
      case 'esm_class.type':
        return [(esmClass >> 2) & 0x0f];
      case 'esm_class.udhi':
        return (esmClass & 0x40) === 0 ? none : yes;
      default:
        return (esmClass & 0x80) === 0 ? none : yes;
    }
  }

  #fieldValues(field: string): readonly FilterValue[] {
    const pdu = this.#decode();
    if (pdu === null || pdu.command === 'unknown' || pdu.body === null || field === 'password') return none;
    return valuesUnder(
      pdu.body,
      field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    );
  }

  #messageIds(): readonly FilterValue[] {
    const ids = [...this.#fieldValues('message_id')];
    const flags = this.#place?.segment.flags(this.#place.index) ?? 0;
    const pdu = this.#decode();
    if ((flags & rowFlags.receipt) === 0 || pdu === null) return ids.filter((id) => id !== '');
    return receiptIds(pdu);
  }

  #tlvValues(tag: number): readonly FilterValue[] {
    const pdu = this.#decode();
    if (pdu === null || pdu.command === 'unknown') return none;
    return pdu.tlvs.filter((tlv) => tlv.tag === tag).map(tlvValue);
  }
}

/** Ids of the message that a receipt is about, the most trusted first. */
export function receiptIds(pdu: Pdu): readonly string[] {
  if (pdu.command !== 'deliver_sm' && pdu.command !== 'data_sm') return [];
  const { body, tlvs } = pdu;
  if (body === null) return [];
  const { textOctets, encoding } = readUserData({ ...body, tlvs });
  const content = classifyInbound(body.esmClass, textOctets, encoding, tlvs);
  return 'receipt' in content ? content.receipt.messageIds : [];
}

/** command_status; of a request without one, that of its response. */
export function effectiveStatus(store: LogStore, { segment, index }: RowPlace): number {
  const own = store.commandStatus(segment, index);
  if (own !== 0 || (segment.flags(index) & rowFlags.request) === 0) return own;
  const partner = segment.partner(index);
  const place = partner === null ? undefined : store.find(partner);
  return place === undefined ? 0 : store.commandStatus(place.segment, place.index);
}

/** A message from a phone: the SMSC brought it, and it is no receipt. */
export function isInbound(flags: number): boolean {
  return (flags & (rowFlags.message | rowFlags.fromEsme | rowFlags.receipt)) === rowFlags.message;
}

/** Found in the body and in its lists. */
function valuesUnder(body: object, key: string): readonly FilterValue[] {
  const found: FilterValue[] = [];
  for (const [name, value] of Object.entries(body) as [string, unknown][]) {
    if (Array.isArray(value)) {
      for (const item of value as object[]) found.push(...valuesUnder(item, key));
    } else if (name === key) {
      if (typeof value === 'number' || typeof value === 'string') found.push(value);
      else if (value instanceof Uint8Array) found.push(textOrHex(value));
    }
  }
  return found;
}

const unprintable = /[^\u0020-\u007e]/;

function tlvValue(tlv: Tlv): FilterValue {
  const type = tlvDefinition(tlv.tag)?.type;
  if (type === 'integer')
    return tlvInteger([tlv], tlvDefinition(tlv.tag)?.name ?? 'user_message_reference') ?? hexOf(tlv.value);
  if (type === 'cString' || type === 'text') return readTlvCString(tlv);
  return textOrHex(tlv.value);
}

function textOrHex(octets: Uint8Array): string {
  const end = octets.at(-1) === 0 ? octets.length - 1 : octets.length;
  const text = latin1FromOctets(octets, 0, end);
  return unprintable.test(text) ? hexOf(octets) : text;
}

function hexOf(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('hex');
}
