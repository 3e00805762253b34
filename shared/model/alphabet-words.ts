import type { TextEncoding } from './message';

export const alphabetNames: Readonly<Record<TextEncoding, string>> = {
  gsm7: 'GSM 7-bit',
  'gsm7-packed': 'GSM 7-bit, packed',
  latin1: 'Latin-1',
  ascii: 'ASCII',
  ucs2: 'UCS-2',
  binary: 'Binary',
};
