/**
 * GSM 7-bit default alphabet (3GPP TS 23.038 section 6.2.1): the character of septet n stands at index n.
 * 0x1B is the escape to the extension table. 0x09 is the capital Ç, as 23.038 prints it.
 */
export const gsmDefaultLocking =
  '@£$¥èéùìòÇ\nØø\rÅå' +
  'Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ' +
  ' !"#¤%&\'()*+,-./' +
  '0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNO' +
  'PQRSTUVWXYZÄÖÑÜ§' +
  '¿abcdefghijklmno' +
  'pqrstuvwxyzäöñüà';

/** Default extension table (3GPP TS 23.038 section 6.2.1.1): the septet after the escape, and its character. */
export const gsmDefaultSingleShift: readonly (readonly [septet: number, character: string])[] = [
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
];
