import { describeCommandStatus } from '../command-status';
import { dataCodingMeaning } from './data-coding';
import { npiName, tonName } from './addresses';
import { bitMeaning, words, type ValueMeaning } from './value-meaning';

/** A part of a structured TLV value: `length` octets from `offset` in the value; the last one may take the rest. */
export interface StructurePart {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
  readonly meaning: ValueMeaning;
  /** How the value is shown. */
  readonly form: 'number' | 'text' | 'octets';
}

/** Parts of a value, in order, covering it; null when it is too short to be taken apart. */
export type StructureReader = (value: Uint8Array) => readonly StructurePart[] | null;

const SMPP_ERROR = 7;
const networkTypes: Readonly<Record<number, string>> = {
  1: 'ANSI-136 (5.0: access denied reason)',
  2: 'IS-95 (5.0: access denied reason)',
  3: 'GSM',
  4: 'ANSI-136 cause code',
  5: 'IS-95 cause code',
  6: 'ANSI-41 error',
  7: 'SMPP error',
  8: 'specific to the SMSC',
};

const FIRST_DIGIT = 0x30;
const LAST_DIGIT = 0x39;

/** The name of octet 1 of network_error_code (SMPP 3.4 section 5.3.2.31, 5.0 section 4.8.4.42). */
export function networkTypeName(type: number): string {
  return networkTypes[type] ?? (isDigit(type) ? 'reserved; a digit where a number belongs' : 'reserved');
}

/** Some SMSCs write three digits where one octet of type and two of code belong; null where these are none. */
export function networkErrorDigits(type: number, code: number): string | null {
  const octets = [type, code >> 8, code & 0xff];
  return octets.every(isDigit) ? String.fromCharCode(...octets) : null;
}

function isDigit(octet: number): boolean {
  return octet >= FIRST_DIGIT && octet <= LAST_DIGIT;
}

function part(name: string, offset: number, length: number, meaning = ''): StructurePart {
  return { name, offset, length, meaning: words(meaning), form: 'number' };
}

/** From `offset` to the end of the value. */
function rest(name: string, value: Uint8Array, offset: number, form: 'text' | 'octets'): StructurePart {
  return { name, offset, length: value.length - offset, meaning: words(''), form };
}

export const readNetworkErrorCode: StructureReader = (value) => {
  const [type] = value;
  if (type === undefined || value.length !== 3) return null;
  const code = (value[1] ?? 0) * 256 + (value[2] ?? 0);
  // Of an SMPP error the code is a command_status.
  const digits = networkErrorDigits(type, code);
  const asDigits = digits === null ? '' : `the three digits “${digits}”, written as characters`;
  const meaning = type === SMPP_ERROR ? describeCommandStatus(code) : asDigits;
  return [part('network_type', 0, 1, networkTypeName(type)), part('error_code', 1, 2, meaning)];
};

export const readCallbackNum: StructureReader = (value) => {
  const [mode, ton, npi] = value;
  if (mode === undefined || ton === undefined || npi === undefined) return null;
  return [
    part('digit_mode', 0, 1, mode === 0 ? 'DTMF (TBCD)' : mode === 1 ? 'ASCII' : 'reserved'),
    part('addr_ton', 1, 1, tonName(ton)),
    part('addr_npi', 2, 1, npiName(npi)),
    rest('digits', value, 3, mode === 1 ? 'text' : 'octets'),
  ];
};

export const readCallbackNumAtag: StructureReader = (value) => {
  const [dataCoding] = value;
  if (dataCoding === undefined) return null;
  return [
    part('data_coding', 0, 1, dataCodingMeaning(dataCoding).words),
    rest('display_characters', value, 1, 'text'),
  ];
};

const subaddressTypes: Readonly<Record<number, string>> = {
  0x80: 'NSAP (even)',
  0x88: 'NSAP (odd)',
  0xa0: 'user specified',
};

export const readSubaddress: StructureReader = (value) => {
  const [type] = value;
  if (type === undefined) return null;
  return [
    part('subaddress_type', 0, 1, subaddressTypes[type] ?? 'reserved'),
    rest('subaddress', value, 1, 'octets'),
  ];
};

export const readItsSessionInfo: StructureReader = (value) => {
  const second = value[1];
  if (second === undefined || value.length !== 2) return null;
  const end = bitMeaning('End of session', second, 0x01, { 0: 'no', 1: 'yes' });
  const sequence = { name: 'Sequence number', mask: 0xfe, value: second >> 1, meaning: '' };
  return [
    part('session_number', 0, 1),
    {
      name: 'sequence',
      offset: 1,
      length: 1,
      form: 'number',
      meaning: {
        words: `number ${second >> 1}${end.value === 1 ? ', end of session' : ''}`,
        bits: [sequence, end],
      },
    },
  ];
};

const broadcastNetworks: Readonly<Record<number, string>> = { 0: 'generic', 1: 'GSM', 2: 'TDMA', 3: 'CDMA' };
const contentTypes: readonly (readonly [first: number, last: number, meaning: string])[] = [
  [0x0000, 0x0000, 'index'],
  [0x0001, 0x0001, 'emergency broadcasts'],
  [0x0002, 0x0002, 'IRDB download'],
  [0x0010, 0x0010, 'news flashes'],
  [0x0011, 0x0014, 'general news'],
  [0x0015, 0x0018, 'business news'],
  [0x0019, 0x001c, 'sports news'],
  [0x001d, 0x0020, 'entertainment news'],
  [0x0021, 0x0021, 'health'],
  [0x0022, 0x0022, 'doctors'],
  [0x0023, 0x0023, 'pharmacy'],
  [0x0030, 0x0030, 'local traffic'],
  [0x0031, 0x0031, 'long-distance traffic'],
  [0x0032, 0x0032, 'taxis'],
  [0x0033, 0x0033, 'weather'],
  [0x0034, 0x0034, 'airport'],
  [0x0035, 0x0035, 'restaurants'],
  [0x0036, 0x0036, 'lodgings'],
  [0x0037, 0x0037, 'retail'],
  [0x0038, 0x0038, 'advertisements'],
  [0x0039, 0x0039, 'stock quotes'],
  [0x0040, 0x0040, 'employment'],
  [0x0041, 0x0041, 'technology'],
  [0x0070, 0x0070, 'district'],
  [0x0071, 0x0071, 'network information'],
  [0x0080, 0x0080, 'operator services'],
  [0x0081, 0x0082, 'directory enquiries'],
  [0x0083, 0x0084, 'customer care'],
  [0x0085, 0x0085, 'local date and time'],
  [0x0100, 0x0100, 'multi category'],
];

export const readBroadcastContentType: StructureReader = (value) => {
  const [network, high, low] = value;
  if (network === undefined || high === undefined || low === undefined || value.length !== 3) return null;
  const type = high * 256 + low;
  const found = contentTypes.find(([first, last]) => type >= first && type <= last);
  return [
    part('network_type', 0, 1, broadcastNetworks[network] ?? 'reserved'),
    part('content_type', 1, 2, found?.[2] ?? 'reserved'),
  ];
};

const intervalUnits: Readonly<Record<number, string>> = {
  0x00: 'as often as possible',
  0x08: 'seconds',
  0x09: 'minutes',
  0x0a: 'hours',
  0x0b: 'days',
  0x0c: 'weeks',
  0x0d: 'months',
  0x0e: 'years',
};

export const readBroadcastFrequencyInterval: StructureReader = (value) => {
  const [unit] = value;
  if (unit === undefined || value.length !== 3) return null;
  return [part('unit', 0, 1, intervalUnits[unit] ?? 'reserved'), part('number', 1, 2)];
};

const areaFormats: Readonly<Record<number, string>> = {
  0: 'alias or name',
  1: 'ellipsoid arc',
  2: 'polygon',
};

export const readBroadcastArea: StructureReader = (value) => {
  const [format] = value;
  if (format === undefined) return null;
  return [
    part('area_format', 0, 1, areaFormats[format] ?? 'reserved'),
    rest('area', value, 1, format === 0 ? 'text' : 'octets'),
  ];
};

const validities: Readonly<Record<number, string>> = {
  0: 'store for ever',
  1: 'until power down',
  2: 'until the registration area changes',
  3: 'display only',
  4: 'relative time',
};
const validityUnits: Readonly<Record<number, string>> = {
  0: 'seconds',
  1: 'minutes',
  2: 'hours',
  3: 'days',
  4: 'weeks',
  5: 'months',
  6: 'years',
};

export const readMsValidity: StructureReader = (value) => {
  const [behaviour, unit] = value;
  if (behaviour === undefined || (value.length !== 1 && value.length !== 4)) return null;
  const first = part('validity_behaviour', 0, 1, validities[behaviour] ?? 'reserved');
  if (unit === undefined) return [first];
  return [first, part('unit', 1, 1, validityUnits[unit] ?? 'reserved'), part('number', 2, 2)];
};

const indications = { 0: 'voice mail', 1: 'fax', 2: 'e-mail', 3: 'other message' };

/** ms_msg_wait_facilities (SMPP 3.4 section 5.3.2.13). */
export function msMsgWaitFacilitiesMeaning(value: number): ValueMeaning {
  const active = bitMeaning('Indication', value, 0x80, { 0: 'off', 1: 'on' });
  const type = bitMeaning('Type of message', value, 0x03, indications);
  return { words: `${type.meaning} indication ${active.meaning}`, bits: [active, type] };
}

/** callback_num_pres_ind (SMPP 3.4 section 5.3.2.37). */
export function callbackNumPresIndMeaning(value: number): ValueMeaning {
  const presentation = bitMeaning('Presentation', value, 0x0c, {
    0: 'allowed',
    1: 'restricted',
    2: 'number not available',
  });
  const screening = bitMeaning('Screening', value, 0x03, {
    0: 'given by the user, not screened',
    1: 'given by the user, verified and passed',
    2: 'given by the user, verified and failed',
    3: 'given by the network',
  });
  return {
    words: `presentation ${presentation.meaning}, ${screening.meaning}`,
    bits: [presentation, screening],
  };
}

/** broadcast_area_success (SMPP 5.0 section 4.8.4.5). */
export function broadcastAreaSuccessMeaning(value: number): ValueMeaning {
  if (value === 255) return words('unknown');
  return words(value <= 100 ? `${value} %` : 'reserved');
}
