import { describe, expect, it } from 'vitest';
import {
  effectiveFilter,
  filtersByValue,
  joined,
  verdictOf,
} from '../../../../../renderer/features/pdu-log/filter-text';
import { pduRow } from './fake-log';

describe('a filter as it is typed', () => {
  it('is good, bad with the place and the reason, or empty', () => {
    expect(verdictOf('  ')).toEqual({ kind: 'empty' });
    expect(verdictOf('command == submit_sm')).toEqual({ kind: 'good' });
    expect(verdictOf('command == ')).toMatchObject({ kind: 'bad', position: expect.any(Number) as number });
  });

  it('is asked of the host without the keepalives where they are hidden', () => {
    expect(effectiveFilter('problem', false)).toBe('problem');
    expect(effectiveFilter('', true)).toBe('not keepalive');
    expect(effectiveFilter('problem or error', true)).toBe('(problem or error) and not keepalive');
  });

  it('is narrowed by another one', () => {
    expect(joined('', 'from == "1"')).toBe('from == "1"');
    expect(joined('error', 'session == 2')).toBe('error and session == 2');
    expect(joined('command ==', 'session == 2')).toBe('session == 2');
  });
});

describe('the values of a row', () => {
  it('offer filters that can be read', () => {
    const row = pduRow(7, { commandStatus: 0x58, sourceAddress: 'A "B"', destinationAddress: '3706' });
    const filters = filtersByValue(row).map(({ filter }) => filter);
    expect(filters).toContain('status == ESME_RTHROTTLED');
    expect(filters).toContain('to == "3706"');
    for (const filter of filters) expect(verdictOf(filter), filter).toEqual({ kind: 'good' });
  });
});
