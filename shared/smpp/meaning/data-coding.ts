import { bitMeaning, type BitMeaning, type ValueMeaning, words } from './value-meaning';

const specified: Readonly<Record<number, string>> = {
  0: 'default alphabet of the SMSC',
  1: 'ASCII (IA5)',
  2: '8-bit binary',
  3: 'Latin-1 (ISO-8859-1)',
  4: '8-bit binary',
  5: 'JIS (X 0208-1990)',
  6: 'Cyrillic (ISO-8859-5)',
  7: 'Hebrew (ISO-8859-8)',
  8: 'UCS-2 (UTF-16BE)',
  9: 'pictogram',
  10: 'music codes (ISO-2022-JP)',
  13: 'extended Kanji (JIS X 0212-1990)',
  14: 'Korean (KS C 5601)',
};
const alphabets = { 0: 'GSM 7-bit', 1: '8-bit', 2: 'UCS-2', 3: 'reserved alphabet' };
const classes = { 0: 'class 0 (flash)', 1: 'class 1 (handset)', 2: 'class 2 (SIM)', 3: 'class 3 (terminal)' };
const indications = { 0: 'voice mail', 1: 'fax', 2: 'e-mail', 3: 'other message' };
const yesNo = { 0: 'no', 1: 'yes' };

/**
 * data_coding by the specification: SMPP 3.4 section 5.2.19 up to 15, above that the groups of 3GPP TS 23.038 section
 * 4. What a value means on a trunk may be agreed otherwise.
 */
export function dataCodingMeaning(value: number): ValueMeaning {
  if (value <= 0x0f) return words(specified[value] ?? 'reserved');
  if (value <= 0x7f) return general(value);
  if (value <= 0xbf) return words('reserved');
  return value <= 0xef ? messageWaiting(value) : messageClass(value);
}

function general(value: number): ValueMeaning {
  const hasClass = (value & 0x10) !== 0;
  const bits: BitMeaning[] = [
    bitMeaning('Automatic deletion', value, 0x40, yesNo),
    bitMeaning('Compressed', value, 0x20, yesNo),
    bitMeaning('Message class valid', value, 0x10, yesNo),
    bitMeaning('Alphabet', value, 0x0c, alphabets),
  ];
  if (hasClass) bits.push(bitMeaning('Message class', value, 0x03, classes));
  const parts = [alphabets[((value & 0x0c) >> 2) as keyof typeof alphabets]];
  if (hasClass) parts.push(classes[(value & 0x03) as keyof typeof classes]);
  if ((value & 0x20) !== 0) parts.push('compressed');
  if ((value & 0x40) !== 0) parts.push('marked for automatic deletion');
  return { words: parts.join(', '), bits };
}

function messageWaiting(value: number): ValueMeaning {
  const isUcs2 = value >= 0xe0;
  const isStored = value >= 0xd0;
  const indication = bitMeaning('Indication type', value, 0x03, indications);
  const sense = bitMeaning('Indication', value, 0x08, { 0: 'off', 1: 'on' });
  const text = `${isUcs2 ? 'UCS-2' : 'GSM 7-bit'}, ${isStored ? 'text to be stored' : 'text to be discarded'}`;
  return {
    words: `message waiting: ${indication.meaning} ${sense.meaning}, ${text}`,
    bits: [
      bitMeaning('Coding group', value, 0xf0, {
        12: 'message waiting, discard',
        13: 'message waiting, store',
        14: 'message waiting, store, UCS-2',
      }),
      sense,
      indication,
    ],
  };
}

function messageClass(value: number): ValueMeaning {
  const alphabet = bitMeaning('Alphabet', value, 0x04, { 0: 'GSM 7-bit', 1: '8-bit' });
  const messageClassBits = bitMeaning('Message class', value, 0x03, classes);
  return {
    words: `${alphabet.meaning}, ${messageClassBits.meaning}`,
    bits: [
      bitMeaning('Coding group', value, 0xf0, { 15: 'data coding, message class' }),
      alphabet,
      messageClassBits,
    ],
  };
}
