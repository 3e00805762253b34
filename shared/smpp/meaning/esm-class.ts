import { bitMeaning, type BitMeaning, type ValueMeaning } from './value-meaning';

const modes = { 0: 'default', 1: 'datagram', 2: 'forward (transaction)', 3: 'store and forward' };
const types: Readonly<Record<number, string>> = {
  0: 'normal message',
  1: 'delivery receipt',
  2: 'delivery acknowledgement',
  4: 'user acknowledgement',
  6: 'conversation abort',
  8: 'intermediate notification',
};
const replyPath = { 0: 'no reply path', 1: 'reply path' };
const udhi = { 0: 'no user data header', 1: 'user data header' };

/**
 * esm_class taken apart (SMPP 3.4 section 5.2.12). The mode belongs to messages towards the SMSC; from it the bits are
 * to be ignored, so it is then named only where it is set.
 */
export function esmClassMeaning(esmClass: number): ValueMeaning {
  const bits: readonly BitMeaning[] = [
    bitMeaning('Reply path', esmClass, 0x80, replyPath),
    bitMeaning('UDHI', esmClass, 0x40, udhi),
    bitMeaning('Message type', esmClass, 0x3c, types),
    bitMeaning('Messaging mode', esmClass, 0x03, modes),
  ];
  const type = types[(esmClass & 0x3c) >> 2] ?? 'reserved message type';
  const parts = [type];
  if ((esmClass & 0x40) !== 0) parts.push('user data header');
  if ((esmClass & 0x80) !== 0) parts.push('reply path');
  const mode = bits[3];
  if (mode !== undefined && mode.value !== 0) parts.push(`${mode.meaning} mode`);
  return { words: parts.join(', '), bits };
}
