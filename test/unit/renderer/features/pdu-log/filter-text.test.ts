import { describe, expect, it } from 'vitest';
import {
  effectiveFilter,
  filtersByValue,
  withTimeRange,
  withoutTimeRange,
  joined,
  timeRangeOf,
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

describe('withTimeRange', () => {
  const range = 'time >= 2026-09-21T14:13:20.512Z and time <= 2026-09-21T14:13:30.512Z';
  const from = Date.parse('2026-09-21T14:13:20.512Z');

  it('adds the range to what is filtered', () => {
    expect(withTimeRange('', from, from + 10_000)).toBe(range);
    expect(withTimeRange('problem', from, from + 10_000)).toBe(`problem and ${range}`);
  });

  it('takes the place of the range before', () => {
    expect(withTimeRange(`problem and ${range}`, from, from + 5000)).toBe(
      'problem and time >= 2026-09-21T14:13:20.512Z and time <= 2026-09-21T14:13:25.512Z',
    );
    expect(withTimeRange(range, from, from + 10_000)).toBe(range);
  });

  it('is told, and taken back without the rest of the filter', () => {
    expect(timeRangeOf(`problem and ${range}`)).toEqual({ fromMs: from, toMs: from + 10_000 });
    expect(timeRangeOf('problem')).toBeNull();
    expect(timeRangeOf('time >= 2026-09-21')).toBeNull();
    expect(timeRangeOf(`not (${range})`)).toBeNull();
    expect(timeRangeOf('time >=')).toBeNull();
    expect(withoutTimeRange(`problem and ${range}`)).toBe('problem');
    expect(withoutTimeRange(`(problem or error) and ${range}`)).toBe('problem or error');
    expect(withoutTimeRange(range)).toBe('');
  });

  it('stands alone where the filter cannot be read', () => {
    expect(withTimeRange('status ==', from, from + 10_000)).toBe(range);
  });
});
