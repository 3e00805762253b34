import { alphabetOf, specifiedAlphabets } from '../../model/data-coding-map';
import type { TextEncoding } from '../../model/message';

/** What a data_coding means by the specification, where nothing else is agreed with the SMSC. */
export function encodingOfDataCoding(dataCoding: number): TextEncoding {
  return alphabetOf(dataCoding, specifiedAlphabets);
}

const specifiedDataCodings: Readonly<Record<TextEncoding, number>> = {
  gsm7: 0,
  'gsm7-packed': 0,
  ascii: 1,
  latin1: 3,
  binary: 4,
  ucs2: 8,
};

/** The data_coding that names the encoding (SMPP 3.4 section 5.2.19). */
export function dataCodingOfEncoding(encoding: TextEncoding): number {
  return specifiedDataCodings[encoding];
}
