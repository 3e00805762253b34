import { assertNever } from '../../lib/assert-never';
import type { TextEncoding } from '../../model/message';

/**
 * What a data_coding means by the specification, where nothing else is agreed with the SMSC: SMPP 3.4 section 5.2.19
 * for 0 to 15, the groups of 3GPP TS 23.038 section 4 above. 0, the SMSC's default alphabet, is taken as GSM 7-bit,
 * one septet an octet. `binary` is also the answer for text in an alphabet that is not read here: its octets are shown.
 */
export function encodingOfDataCoding(dataCoding: number): TextEncoding {
  if (dataCoding <= 0x0f) return specifiedEncoding(dataCoding);
  if (dataCoding <= 0x7f) return generalGroupEncoding(dataCoding);
  // 80 to BF are reserved: a receiver takes them as the default alphabet. C0 to DF: message waiting.
  if (dataCoding <= 0xdf) return 'gsm7';
  if (dataCoding <= 0xef) return 'ucs2';
  return (dataCoding & 0x04) === 0 ? 'gsm7' : 'binary';
}

/** The data_coding that names the encoding (SMPP 3.4 section 5.2.19). */
export function dataCodingOfEncoding(encoding: TextEncoding): number {
  switch (encoding) {
    case 'gsm7':
      return 0;
    case 'ascii':
      return 1;
    case 'latin1':
      return 3;
    case 'binary':
      return 4;
    case 'ucs2':
      return 8;
    default:
      return assertNever(encoding, 'encoding');
  }
}

function specifiedEncoding(dataCoding: number): TextEncoding {
  switch (dataCoding) {
    case 1:
      return 'ascii';
    case 3:
      return 'latin1';
    case 8:
      return 'ucs2';
    // 0 is the default alphabet; 11, 12 and 15 are reserved, and a receiver falls back to the default alphabet.
    case 0:
    case 11:
    case 12:
    case 15:
      return 'gsm7';
    default:
      return 'binary';
  }
}

/** 10 to 7F: bit 5 compressed, bits 3 and 2 the alphabet; the reserved alphabet falls back to GSM 7-bit. */
function generalGroupEncoding(dataCoding: number): TextEncoding {
  if ((dataCoding & 0x20) !== 0) return 'binary';
  switch (dataCoding & 0x0c) {
    case 0x04:
      return 'binary';
    case 0x08:
      return 'ucs2';
    default:
      return 'gsm7';
  }
}
