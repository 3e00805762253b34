import type { DefaultAlphabet, TrunkAlphabets } from './alphabets';
import type { TextEncoding } from './message';

/** The specification's meanings, with GSM 7-bit unpacked as the default alphabet. */
export const specifiedAlphabets: TrunkAlphabets = { default: 'gsm7', overrides: {} };

/** What one data_coding (0 to 255) means on a trunk. */
export function alphabetOf(dataCoding: number, map: TrunkAlphabets): TextEncoding {
  return map.overrides[String(dataCoding)] ?? inGroup(dataCoding, map.default);
}

/** The data_coding that a text in this alphabet goes out with, or null where none means it on this trunk. */
export function dataCodingFor(
  alphabet: TextEncoding,
  { flash }: { readonly flash: boolean },
  map: TrunkAlphabets,
): number | null {
  const isMeant = (dataCoding: number): boolean => alphabetOf(dataCoding, map) === alphabet;
  if (flash) return flashCodings.find(isMeant) ?? null;
  // Above 15 the specification's values carry more than an alphabet, so only those that the trunk names are taken.
  const named = Object.keys(map.overrides).map(Number);
  const found = plainCodings.find(isMeant) ?? named.find((code) => !isFlash(code) && isMeant(code));
  return found ?? null;
}

/** Class 0, shown at once and not kept: the general group with its class bits 0, then the group of message classes. */
const flashCodings: readonly number[] = [0x10, 0x14, 0x18, 0x1c, 0xf0, 0xf4];

/** 4 before 2 for octets: GSM knows 4 as 8-bit data. The reserved ones come last, for trunks that give them a meaning. */
const plainCodings: readonly number[] = [0, 1, 3, 8, 4, 2, 5, 6, 7, 9, 10, 13, 14, 11, 12, 15];

/** A data_coding of class 0: the text is shown at once and not kept (3GPP TS 23.038 section 4). */
export function isFlash(dataCoding: number): boolean {
  const isGeneral = dataCoding <= 0x7f && (dataCoding & 0x13) === 0x10;
  return isGeneral || (dataCoding >= 0xf0 && (dataCoding & 0x03) === 0);
}

/**
 * SMPP 3.4 section 5.2.19 for 0 to 15, the groups of 3GPP TS 23.038 section 4 above. `binary` is also the answer for
 * text in an alphabet that is not read here: its octets are shown.
 */
function inGroup(dataCoding: number, fallback: DefaultAlphabet): TextEncoding {
  if (dataCoding <= 0x0f) return specifiedAlphabet(dataCoding, fallback);
  if (dataCoding <= 0x7f) return generalGroupAlphabet(dataCoding, fallback);
  // Reserved: a receiver takes them as the default alphabet.
  if (dataCoding <= 0xbf) return fallback;
  // Message waiting: C0 to DF with GSM 7-bit, E0 to EF with UCS-2.
  if (dataCoding <= 0xdf) return gsm7As(fallback);
  if (dataCoding <= 0xef) return 'ucs2';
  return (dataCoding & 0x04) === 0 ? gsm7As(fallback) : 'binary';
}

/** A trunk that packs GSM 7-bit packs it under every data_coding that names it. */
function gsm7As(fallback: DefaultAlphabet): TextEncoding {
  return fallback === 'gsm7-packed' ? 'gsm7-packed' : 'gsm7';
}

function specifiedAlphabet(dataCoding: number, fallback: DefaultAlphabet): TextEncoding {
  switch (dataCoding) {
    case 1:
      return 'ascii';
    case 3:
      return 'latin1';
    case 8:
      return 'ucs2';
    // 11, 12 and 15 are reserved, and a receiver falls back to the default alphabet.
    case 0:
    case 11:
    case 12:
    case 15:
      return fallback;
    default:
      return 'binary';
  }
}

/** 10 to 7F: bit 5 compressed, bits 3 and 2 the alphabet; the reserved alphabet falls back to GSM 7-bit. */
function generalGroupAlphabet(dataCoding: number, fallback: DefaultAlphabet): TextEncoding {
  if ((dataCoding & 0x20) !== 0) return 'binary';
  switch (dataCoding & 0x0c) {
    case 0x04:
      return 'binary';
    case 0x08:
      return 'ucs2';
    default:
      return gsm7As(fallback);
  }
}
