import { describe, expect, it } from 'vitest';
import { completeFilter } from '#shared/log-filter/complete-filter';

/** `|` is the cursor. */
function offered(typed: string): { readonly items: readonly string[]; readonly replaced: string } {
  const cursor = typed.indexOf('|');
  const text = typed.replace('|', '');
  const { items, start, end } = completeFilter(text, cursor);
  return { items: items.map((item) => item.text), replaced: text.slice(start, end) };
}

describe('completeFilter', () => {
  it('offers fields at the start, the usual ones first', () => {
    expect(offered('|').items.slice(0, 2)).toEqual(['command', 'status']);
  });

  it('offers the fields that start with what is typed before those that have it within', () => {
    const { items, replaced } = offered('direction == in and sta|tus');
    expect(items[0]).toBe('status');
    expect(items.indexOf('tlv.message_state')).toBeGreaterThan(0);
    expect(replaced).toBe('status');
  });

  it('offers the operators that a field has', () => {
    expect(offered('text |').items).toEqual(['==', '!=', '~', 'and', 'or']);
    expect(offered('problem |').items).toEqual(['and', 'or']);
  });

  it('offers values after an operator', () => {
    expect(offered('command == subm|').items).toEqual([
      'submit_sm',
      'submit_sm_resp',
      'submit_multi',
      'submit_multi_resp',
    ]);
    expect(offered('status != |').items[0]).toBe('error');
    expect(offered('status == throt|').items).toEqual(['ESME_RTHROTTLED']);
    expect(offered('direction == |').items).toEqual(['in', 'out']);
  });

  it('offers what joins two comparisons after a value', () => {
    expect(offered('status == 0 |').items).toEqual(['and', 'or']);
  });

  it('offers nothing within a string, and never a password', () => {
    expect(offered('text ~ "co|').items).toEqual([]);
    expect(offered('passw|').items).toEqual([]);
  });

  it('answers within bounds wherever the cursor stands', () => {
    const text = 'not (status == 0x58 or text contains "a b") and tlv.x';
    for (let cursor = 0; cursor <= text.length; cursor += 1) {
      const { start, end } = completeFilter(text, cursor);
      expect(start).toBeLessThanOrEqual(cursor);
      expect(end).toBeGreaterThanOrEqual(cursor);
      expect(end).toBeLessThanOrEqual(text.length);
    }
  });
});
