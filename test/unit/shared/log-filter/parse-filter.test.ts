import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFilter } from '#shared/log-filter/format-filter';
import { matches } from '#shared/log-filter/matches';
import { parseFilter } from '#shared/log-filter/parse-filter';
import { recordOf, sampleFilter, sampleRow } from './filter-samples';

function parsed(text: string) {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(`${result.position}: ${result.sentence}`);
  return result.filter;
}

describe('parseFilter', () => {
  it('reads what is typed as the tree that was meant', () => {
    fc.assert(
      fc.property(sampleFilter, ({ typed, filter }) => {
        expect(parsed(typed)).toEqual(filter);
      }),
    );
  });

  it('agrees with a naive evaluator', () => {
    fc.assert(
      fc.property(sampleFilter, sampleRow, ({ typed, isMatch }, row) => {
        expect(matches(parsed(typed), recordOf(row))).toBe(isMatch(row));
      }),
      { numRuns: 1000 },
    );
  });

  it('reads again what it writes', () => {
    fc.assert(
      fc.property(sampleFilter, ({ filter }) => {
        expect(parsed(formatFilter(filter))).toEqual(filter);
      }),
    );
  });

  it('answers any text with a filter or with a position in it and a sentence', () => {
    const words = fc.constantFrom(
      '(',
      ')',
      '"',
      '==',
      '~',
      'and',
      'or',
      'not',
      'status',
      'x',
      '0x',
      'latency',
      '\\',
      '!',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const result = parseFilter(typed);
        if (result.ok) {
          expect(parsed(formatFilter(result.filter))).toEqual(result.filter);
          return;
        }
        expect(result.position).toBeGreaterThanOrEqual(0);
        expect(result.position).toBeLessThanOrEqual(typed.length);
        expect(result.sentence).toMatch(/^[A-Za-z"“].*[.?]$/);
      }),
    );
  });

  it.each([
    ['command == submit_sm and status != 0', 'command == submit_sm and status != ESME_ROK'],
    ['to ~ "3706"', 'to ~ "3706"'],
    ['text contains "code"', 'text ~ "code"'],
    ['latency > 500ms', 'latency > 500ms'],
    ['direction == in', 'direction == in'],
    ['trunk == "My trunk"', 'trunk == "My trunk"'],
    ['tlv.receipted_message_id', 'tlv.receipted_message_id'],
    ['tlv.0x001e == abc', 'tlv.receipted_message_id == "abc"'],
    ['tlv.0x1403', 'tlv.0x1403'],
    ['problem', 'problem'],
    ['not (receipt or keepalive)', 'not (receipt or keepalive)'],
    ['status == throttled', undefined],
    ['status = RTHROTTLED', 'status == ESME_RTHROTTLED'],
    ['status == 0x58', 'status == ESME_RTHROTTLED'],
    ['status == error', 'status == error'],
    ['command_id == 0x00010203', 'command == 0x00010203'],
    ['time >= 2026-11-22T10:30:05.25Z', 'time >= 2026-11-22T10:30:05.25Z'],
    ['source_addr_ton == 5', 'source_addr_ton == 5'],
    ['sm_length > 140 or number_of_dests > 1', 'sm_length > 140 or number_of_dests > 1'],
    ['dest_flag == 2 and no_unsuccess', 'dest_flag == 2 and no_unsuccess'],
    ['"tlv.nosuch"', '"tlv.nosuch"'],
    ['+37060000001 stat:DELIVRD err=000', undefined],
    ['stat:DELIVRD', 'stat:delivrd'],
  ])('%s', (typed, written) => {
    const result = parseFilter(typed);
    expect(result.ok ? formatFilter(result.filter) : undefined).toBe(written);
  });

  it.each([
    ['status ==', 9, 'compared with'],
    ['status == wrong', 10, 'no command_status'],
    ['nosuch == 1', 0, 'no field'],
    ['command == submit', 11, 'Do you mean submit_sm?'],
    ['text > 5', 5, 'cannot be compared'],
    ['problem == 1', 8, 'stands alone'],
    ['(command', 0, 'not closed'],
    ['command)', 7, 'never opened'],
    ['"open', 0, 'not closed'],
    ['and', 0, 'missing'],
    ['a and', 5, 'missing'],
    ['not', 3, 'missing'],
    ['== 5', 0, 'missing'],
    ['latency > soon', 10, 'duration'],
    ['time > noon', 7, 'date'],
    ['time > 2026-13-01', 7, 'date'],
    ['time > 2026-02-31', 7, 'date'],
    ['direction == up', 13, 'in or out'],
    ['error and tlv.nosuch', 10, 'no TLV "nosuch"'],
    ['tlv.0x12345 == 1', 0, 'such as tlv.0x1403'],
    ['esm_class.class', 0, 'no part of esm_class "class"'],
    ['""', 0, 'between'],
    ['password == x', 0, 'no field'],
    [`${'('.repeat(500)}a`, 100, 'nested'],
  ])('refuses %s at %i', (typed, position, sentence) => {
    expect(parseFilter(typed)).toMatchObject({
      ok: false,
      position,
      sentence: expect.stringContaining(sentence) as string,
    });
  });
});
