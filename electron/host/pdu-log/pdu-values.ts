import type { FilterValue } from '#shared/log-filter/filter-ast';
import { countedKeyOf, tlvTagOf } from '#shared/log-filter/filter-fields';
import type { TrunkAlphabets } from '#shared/model/alphabets';
import { decode } from '#shared/smpp/decode';
import { latin1FromOctets } from '#shared/smpp/latin1';
import { maskPasswords } from '#shared/smpp/mask-passwords';
import { HEADER_OCTETS, type Pdu, type Tlv } from '#shared/smpp/pdu';
import { emptySummary, summarize } from '#shared/smpp/summarize';
import { classifyInbound } from '#shared/smpp/text/message-type';
import { readUserData, tlvInteger } from '#shared/smpp/text/user-data';
import { readTlvCString, tlvDefinition } from '#shared/smpp/tlv';
import { destinationsIn, messageText, wordsOf } from './pdu-words';
import { commandText, statusText } from './row-words';
import { uint32At } from './segment';

const summary = emptySummary();
const none: readonly FilterValue[] = [];
const yes: readonly FilterValue[] = [1];

/** What a filter asks of a PDU's own octets; what its neighbours in the session say of it is not known here. */
export class PduValues {
  #octets: Uint8Array = new Uint8Array(0);
  #alphabets: TrunkAlphabets | undefined;
  #isReceipt = false;
  #pdu: Pdu | null = null;

  /** The PDU that the questions are about; `alphabets` are those of its trunk. */
  read(octets: Uint8Array, alphabets: TrunkAlphabets | undefined, isReceipt: boolean): this {
    this.#octets = octets;
    this.#alphabets = alphabets;
    this.#isReceipt = isReceipt;
    this.#pdu = null;
    return this;
  }

  get sequence(): number {
    return uint32At(this.#octets, 12);
  }

  values(field: string): readonly FilterValue[] {
    const octets = this.#octets;
    summarize(octets, summary);
    switch (field) {
      case 'text':
        return summary.textLength > 0 ? [messageText(octets, summary, this.#alphabets)] : none;
      case 'from':
        return summary.sourceOffset === 0 ? none : [wordsOf(octets, this.#alphabets).sourceAddress];
      case 'to':
        return summary.destinationOffset === 0 ? none : destinationsIn(octets);
      case 'message_id':
        return this.#messageIds();
    }
    const tag = tlvTagOf(field);
    if (tag !== null) return this.#tlvValues(tag);
    return this.#esmClassPart(field) ?? this.#fieldValues(field);
  }

  hasWord(word: string): boolean {
    const octets = this.#octets;
    const commandId = uint32At(octets, 4);
    const { sourceAddress, destinationAddress, text } = wordsOf(octets, this.#alphabets);
    const shown = [
      commandText(commandId),
      statusText(commandId, uint32At(octets, 8)),
      sourceAddress,
      destinationAddress,
      // A row shows the first of them only.
      ...destinationsIn(octets),
      text,
    ];
    return (
      shown.some((part) => part.toLowerCase().includes(word)) ||
      (/^\d{1,10}$/.test(word) && Number(word) === this.sequence)
    );
  }

  #decode(): Pdu | null {
    if (this.#octets.length < HEADER_OCTETS) return null;
    // A bind that lacks a NUL has its password in another field.
    return (this.#pdu ??= decode(maskPasswords(this.#octets)).pdu);
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
    const countedKey = countedKeyOf(field);
    if (countedKey !== null) return countUnder(pdu.body, countedKey);
    return valuesUnder(
      pdu.body,
      field.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    );
  }

  #messageIds(): readonly FilterValue[] {
    const ids = this.#fieldValues('message_id');
    const pdu = this.#decode();
    return this.#isReceipt && pdu !== null ? receiptIds(pdu) : ids.filter((id) => id !== '');
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

/** Of octets or a list in the body: how many there are. */
function countUnder(body: object, key: string): readonly FilterValue[] {
  const value = new Map<string, unknown>(Object.entries(body)).get(key);
  return value instanceof Uint8Array || Array.isArray(value) ? [value.length] : none;
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
