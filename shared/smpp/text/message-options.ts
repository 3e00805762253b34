import type { ShiftTablesChoice, TrunkAlphabets } from '../../model/alphabets';
import type { MessagePdu, TextEncoding } from '../../model/message';
import type { LongMessageMethod } from '../../model/trunk';
import type { SmppVersion } from '../tables/versions';
import type { UnencodableCharacter } from './text-problems';

/** An information element of a user data header that is to be in every segment, such as application ports. */
export interface HeaderElement {
  readonly iei: number;
  readonly data: Uint8Array;
}

/**
 * What the user data travels in. data_sm and broadcast_sm have no short_message: everything goes in message_payload; a
 * broadcast_sm has no esm_class either, which would announce a header, so it is never cut (SMPP 5.0 section 4.4.1.1).
 */
export type MessageCarrier = 'short_message' | 'message_payload' | 'broadcast';

export function carrierOf(pdu: MessagePdu): MessageCarrier {
  if (pdu === 'broadcast_sm') return 'broadcast';
  return pdu === 'data_sm' ? 'message_payload' : 'short_message';
}

/** How a message is to be written and cut; what is left out is the first value that is named. */
export interface MessageOptions {
  /** `auto`: GSM 7-bit, or what data_coding 0 means on the trunk, where the text can be written so, else UCS-2. */
  readonly alphabet?: 'auto' | TextEncoding;
  /** Class 0: shown at once and not kept. */
  readonly isFlash?: boolean;
  /** Null is what the trunk's map has for the alphabet; a number goes out as it is. */
  readonly dataCoding?: number | null;
  /** `none`. */
  readonly shiftTables?: ShiftTablesChoice;
  /** `udh8`. */
  readonly longMethod?: LongMessageMethod;
  /** 3.4. */
  readonly version?: SmppVersion;
  /** What each data_coding means on the trunk: the specification's meanings. */
  readonly map?: TrunkAlphabets;
  /** Octets of short_message at most; null is what the version allows (140, 254, 255). */
  readonly shortMessageOctets?: number | null;
  /** `short_message`. */
  readonly carrier?: MessageCarrier;
  /** None. */
  readonly headerElements?: readonly HeaderElement[];
}

/** Octets are sent as they are, in the alphabet `binary`; `hasHeader` where they begin with a header of their own. */
export type MessageContent =
  { readonly text: string } | { readonly octets: Uint8Array; readonly hasHeader?: boolean };

export type MessageRefusalKind =
  | 'character'
  | 'alphabet'
  | 'data-coding'
  | 'shift-tables'
  | 'long-refused'
  | 'version'
  | 'header'
  | 'too-long';

/** Why a message cannot go out so: what is the matter and what to do, for the screen. */
export interface MessageRefusal {
  readonly ok: false;
  readonly kind: MessageRefusalKind;
  readonly sentence: string;
  /** The first character that cannot be written, where it is that. */
  readonly problem: UnencodableCharacter | null;
}

export function refusal(
  kind: MessageRefusalKind,
  sentence: string,
  problem: UnencodableCharacter | null = null,
): MessageRefusal {
  return { ok: false, kind, sentence, problem };
}

/** The names of alphabets on screen. */
export const alphabetNames: Readonly<Record<TextEncoding, string>> = {
  gsm7: 'GSM 7-bit',
  'gsm7-packed': 'GSM 7-bit packed',
  latin1: 'Latin-1',
  ascii: 'ASCII',
  ucs2: 'UCS-2',
  binary: 'binary',
};
