import { bitMeaning, type ValueMeaning } from './value-meaning';

const receipts = {
  0: 'no receipt',
  1: 'receipt on success or failure',
  2: 'receipt on failure',
  3: 'receipt on success (SMPP 5.0)',
};
const acknowledgements = {
  0: 'no acknowledgement by the recipient',
  1: 'delivery acknowledgement by the recipient',
  2: 'user acknowledgement by the recipient',
  3: 'delivery and user acknowledgement by the recipient',
};
const intermediate = { 0: 'no intermediate notification', 1: 'intermediate notification' };

/** registered_delivery taken apart (SMPP 3.4 section 5.2.17, 5.0 section 4.7.21). */
export function registeredDeliveryMeaning(value: number): ValueMeaning {
  const bits = [
    bitMeaning('Reserved', value, 0xe0, { 0: 'not set' }),
    bitMeaning('Intermediate notification', value, 0x10, intermediate),
    bitMeaning('SME originated acknowledgement', value, 0x0c, acknowledgements),
    bitMeaning('MC delivery receipt', value, 0x03, receipts),
  ];
  const set = bits.filter((bit) => bit.value !== 0 && bit.mask !== 0xe0).map((bit) => bit.meaning);
  if ((value & 0xe0) !== 0) set.push('reserved bits set');
  return { words: set.length === 0 ? 'no receipt' : set.reverse().join(', '), bits };
}
