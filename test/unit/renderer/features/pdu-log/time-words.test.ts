import { describe, expect, it } from 'vitest';
import { secondsOfNs, timeWords } from '../../../../../renderer/features/pdu-log/time-words';
import { pduRow } from './fake-log';

describe('the time of a row', () => {
  const row = pduRow(2, { timeNs: '5000001000', deltaNs: 12_345_678, sinceBindNs: null });

  it('counts from the first PDU, from the one before and from the bind, in microseconds', () => {
    expect(timeWords(row, 'reference', '3000000000')).toBe('2.000001 s');
    expect(timeWords(row, 'delta', null)).toBe('0.012345 s');
    expect(timeWords(row, 'bind', null)).toBe('');
    expect(timeWords(row, 'reference', null)).toBe('');
  });

  it('before the one it counts from is negative', () => {
    expect(secondsOfNs(-1_500_000_000n)).toBe('−1.500000 s');
  });
});
