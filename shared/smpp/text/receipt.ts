import type { MessageState, TextEncoding } from '../../model/message';
import type { Tlv } from '../pdu';
import { readTlvCString } from '../tlv';
import { latin1FromOctets } from '../latin1';
import { decodeText } from './alphabets';
import { parseReceiptDate, type ReceiptDate } from './receipt-date';
import { scanReceiptFields, type ReceiptFields } from './receipt-fields';
import { stateOfNumber, stateOfWord } from './receipt-state';
import { tlvInteger, tlvNamed } from './user-data';

/** What a delivery receipt says; a field that it does not have is null. */
export interface Receipt {
  /** Ids of the message, most trusted first: receipted_message_id, then those of the text. Empty if it names none. */
  readonly messageIds: readonly string[];
  /** `id:` of the text as written. */
  readonly id: string | null;
  readonly receiptedMessageId: string | null;
  readonly sub: number | null;
  readonly dlvrd: number | null;
  readonly submitDate: ReceiptDate | null;
  readonly doneDate: ReceiptDate | null;
  /** The state's word as written. */
  readonly stat: string | null;
  /** From the message_state TLV, else from the word; null when neither says a state that is known. */
  readonly state: MessageState | null;
  /** As written: decimal or hexadecimal, of any length. */
  readonly err: string | null;
  readonly networkError: { readonly networkType: number; readonly code: number } | null;
  /** Start of the message, or a reason, by the sender's habit. Blanks around it are left out. */
  readonly text: string | null;
}

/**
 * Reads a receipt from the octets of its text (header left out) in the alphabet of its data_coding, or from a text
 * that was read already, and from its TLVs. Never fails: what cannot be recognised is null.
 */
export function parseReceipt(
  content: string | Uint8Array,
  tlvs: readonly Tlv[] = [],
  encoding: TextEncoding = 'gsm7',
): Receipt {
  const view = viewOf(content, encoding);
  const receiptedMessageId = receiptedId(tlvs);
  const written = readForm(view.source, receiptedMessageId);
  const ids = written.fields.ids.map(fromGsm7Word).filter((id) => id !== '');
  const stat = written.fields.stat === null ? null : fromGsm7Word(written.fields.stat);
  const { text } = written.fields;
  return {
    messageIds: [...new Set([...(receiptedMessageId === null ? [] : [receiptedMessageId]), ...ids])],
    id: ids[0] ?? null,
    receiptedMessageId,
    sub: count(written.fields.sub),
    dlvrd: count(written.fields.dlvrd),
    submitDate: parseReceiptDate(written.fields.submitDate ?? ''),
    doneDate: parseReceiptDate(written.fields.doneDate ?? ''),
    stat,
    state: stateOf(
      tlvInteger(tlvs, 'message_state'),
      written.state ?? (stat === null ? null : stateOfWord(stat)),
    ),
    err: written.fields.err,
    networkError: networkError(tlvs),
    text: text === null ? null : view.textAt(text.start, text.end).trim(),
  };
}

interface View {
  readonly source: string;
  textAt(start: number, end: number): string;
}

/**
 * The fields of a receipt are ASCII whatever its data_coding says, so they are looked for one character an octet;
 * only a text that is UCS-2 in fact is decoded first.
 */
function viewOf(content: string | Uint8Array, encoding: TextEncoding): View {
  if (typeof content !== 'string' && encoding === 'ucs2') {
    const { text } = decodeText(content, 'ucs2');
    if (/(?:id|stat):/i.test(text)) return viewOf(text, encoding);
  }
  if (typeof content === 'string') {
    return { source: content, textAt: (start, end) => content.slice(start, end) };
  }
  const textEncoding = encoding === 'ucs2' || encoding === 'binary' ? 'latin1' : encoding;
  return {
    source: latin1FromOctets(content),
    textAt: (start, end) => textPart(content.subarray(start, end), textEncoding),
  };
}

/** Some senders append UCS-2 text to ASCII fields; and texts are padded with NULs. */
function textPart(octets: Uint8Array, encoding: TextEncoding): string {
  if (looksLikeUcs2(octets)) return decodeText(octets, 'ucs2').text;
  let end = octets.length;
  while (end > 0 && octets[end - 1] === 0) end -= 1;
  return decodeText(octets.subarray(0, end), encoding).text;
}

/** Every high octet of a page below U+2000, and letters in the low ones: no GSM 7-bit or ASCII text is like that. */
function looksLikeUcs2(octets: Uint8Array): boolean {
  if (octets.length < 4 || octets.length % 2 === 1) return false;
  const hasHighOctetsOnly = octets.every((octet, index) => index % 2 === 1 || octet < 0x20);
  return hasHighOctetsOnly && octets.some((octet, index) => index % 2 === 1 && octet >= 0x20);
}

interface Form {
  readonly fields: ReceiptFields;
  /** Where the form itself says the state and not by a word. */
  readonly state: MessageState | null;
}

function readForm(source: string, receiptedMessageId: string | null): Form {
  return (
    readCommaForm(source) ??
    readIdAndNumberForm(source, receiptedMessageId) ??
    readKannelForm(source) ?? { fields: scanReceiptFields(source), state: null }
  );
}

const noFields: ReceiptFields = {
  ids: [],
  sub: null,
  dlvrd: null,
  submitDate: null,
  doneDate: null,
  stat: null,
  err: null,
  text: null,
};

/** `<status>,<time>,<accepted time>,<error>,<destination>,<originator>,<reserved>`: 00 delivered, 01 will be retried. */
function readCommaForm(source: string): Form | null {
  const match = /^(0[01]),(\d{10}),(\d{10}),(\d*),\d+,\d*,/.exec(source);
  if (match === null) return null;
  const [, status = '', doneDate = '', submitDate = '', err = ''] = match;
  return {
    fields: { ...noFields, stat: status, doneDate, submitDate, err: err === '' ? null : err },
    state: status === '00' ? 'delivered' : 'enroute',
  };
}

/** `<id> <message_state>`, believed only where the TLV names the same id. */
function readIdAndNumberForm(source: string, receiptedMessageId: string | null): Form | null {
  const [, id, number] = /^(\S+) (\d)$/.exec(source) ?? [];
  if (id === undefined || id !== receiptedMessageId) return null;
  return { fields: { ...noFields, ids: [id], stat: number ?? null }, state: stateOfNumber(Number(number)) };
}

/** Kannel's own note of a submit_sm_resp, passed on by gateways. */
function readKannelForm(source: string): Form | null {
  const word = /^(ACK|NACK)\//.exec(source)?.[1];
  if (word === undefined) return null;
  return { fields: { ...noFields, stat: word }, state: word === 'ACK' ? 'acknowledged' : 'rejected' };
}

/** The TLV wins where both speak; its 0 beside a word is a sender that left it unset. */
function stateOf(stateNumber: number | null, fromText: MessageState | null): MessageState | null {
  if (stateNumber === null || (stateNumber === 0 && fromText !== null)) return fromText;
  return stateOfNumber(stateNumber) ?? fromText;
}

/** With or without the terminating NUL. */
function receiptedId(tlvs: readonly Tlv[]): string | null {
  const tlv = tlvNamed(tlvs, 'receipted_message_id');
  const id = tlv === undefined ? '' : readTlvCString(tlv).trim();
  return id === '' ? null : id;
}

/** Network type and code of SMPP 3.4 section 5.3.2.31; null unless it has its three octets. */
function networkError(tlvs: readonly Tlv[]): Receipt['networkError'] {
  const value = tlvNamed(tlvs, 'network_error_code')?.value;
  if (value?.length !== 3) return null;
  const [networkType = 0, high = 0, low = 0] = value;
  return { networkType, code: (high << 8) | low };
}

/**
 * `@` and `_` stand at other places in GSM 7-bit than in ASCII; the rest of what ids and states use does not. Whatever
 * data_coding says: in no other alphabet does a word have these octets.
 */
function fromGsm7Word(word: string): string {
  return word.replaceAll('\u0000', '@').replaceAll('\u0011', '_');
}

function count(value: string | null): number | null {
  const digits = value === null ? undefined : /^\d+/.exec(value)?.[0];
  return digits === undefined ? null : Number(digits);
}
