import { annotate, type PduNode } from '../smpp/annotate';
import { latin1FromOctets } from '../smpp/latin1';
import { summarize } from '../smpp/summarize';

export interface Masking {
  /** Digits of addresses after the fourth. */
  readonly areNumbersMasked: boolean;
  /** What people wrote; of a receipt only what it quotes. */
  readonly areTextsMasked: boolean;
}

const ASTERISK = 0x2a;
const TLV_HEADER = 4;
const ESM_CLASS_UDHI = 0x40;
/** The country and often the network can be told from so many digits, a person cannot. */
const SHOWN_DIGITS = 4;
/** Shorter ones are short codes, which are nobody's. */
const SHORTEST_NUMBER = 7;
const addressNames: ReadonlySet<string> = new Set([
  'source_addr',
  'destination_addr',
  'esme_addr',
  'dl_name',
  'callback_num',
]);
const textNames: ReadonlySet<string> = new Set(['short_message', 'message_payload']);

/** The PDU with what is asked for replaced by "*", every length kept. Passwords are not the matter of this. */
export function maskContent(octets: Uint8Array, masking: Masking): Uint8Array {
  if (!masking.areNumbersMasked && !masking.areTextsMasked) return octets;
  const { dataCoding, esmClass } = summarize(octets);
  const masked = new Uint8Array(octets);
  const visit = (nodes: readonly PduNode[], isInTlvs: boolean): void => {
    for (const node of nodes) {
      const { name, offset, length, children = [] } = node;
      const from = isInTlvs ? Math.min(offset + TLV_HEADER, offset + length) : offset;
      if (masking.areNumbersMasked && addressNames.has(name)) maskNumber(masked, from, offset + length);
      else if (masking.areTextsMasked && textNames.has(name))
        maskText(masked, from, offset + length, dataCoding, esmClass);
      else visit(children, isInTlvs || name === 'optional parameters');
    }
  };
  visit(annotate(octets).nodes, false);
  return masked;
}

function maskNumber(octets: Uint8Array, from: number, to: number): void {
  let digits = 0;
  for (let index = from; index < to; index += 1) if (isDigit(octets[index])) digits += 1;
  if (digits < SHORTEST_NUMBER) return;
  let seen = 0;
  for (let index = from; index < to; index += 1) {
    if (!isDigit(octets[index])) continue;
    seen += 1;
    if (seen > SHOWN_DIGITS) octets[index] = ASTERISK;
  }
}

function isDigit(octet: number | undefined): boolean {
  return octet !== undefined && octet >= 0x30 && octet <= 0x39;
}

function maskText(
  octets: Uint8Array,
  start: number,
  end: number,
  dataCoding: number,
  esmClass: number,
): void {
  const hasUdh = (esmClass & ESM_CLASS_UDHI) !== 0;
  let from = hasUdh ? Math.min(end, start + 1 + (octets[start] ?? 0)) : start;
  const text = latin1FromOctets(octets, from, end);
  // A receipt says in fields what became of the message, and quotes its beginning after "text:".
  if (/^\s*id:.*\bstat:/is.test(text)) {
    const quoted = /\btext:/i.exec(text);
    from = quoted === null ? end : from + quoted.index + quoted[0].length;
  }
  const isWide = (dataCoding & 0xfc) === 0x08 || (dataCoding & 0xec) === 0x08;
  if (isWide)
    for (let index = from; index < end; index += 1) octets[index] = (index - from) % 2 === 0 ? 0 : ASTERISK;
  else octets.fill(ASTERISK, from, end);
}
