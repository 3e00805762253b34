import { assertNever } from '../lib/assert-never';
import { commandById } from '../smpp/pdu';
import type { CompareOperator, Filter, FilterValue } from './filter-ast';

/** A row that a filter is asked about. */
export interface FilterRecord {
  /**
   * The values of a field, in the order of the octets; empty where the row does not have it. Commands and statuses as
   * numbers, `time` in milliseconds, `latency` in nanoseconds, a flag that is set as [1].
   */
  values(field: string): readonly FilterValue[];
  /** True where the word, in lower case, is in what the row shows, or is its sequence number. */
  hasWord(word: string): boolean;
}

/** True where the row matches the filter: the meaning of the language, which faster ways have to agree with. */
export function matches(filter: Filter, record: FilterRecord): boolean {
  switch (filter.kind) {
    case 'all':
      return true;
    case 'and':
      return filter.parts.every((part) => matches(part, record));
    case 'or':
      return filter.parts.some((part) => matches(part, record));
    case 'not':
      return !matches(filter.part, record);
    case 'has':
      return record.values(filter.field).length > 0;
    case 'word':
      return record.hasWord(filter.text);
    case 'compare':
      return compareAll(filter.field, filter.operator, record.values(filter.field), filter.value);
    default:
      return assertNever(filter, 'filter');
  }
}

/**
 * Any of the values compares so; for `!=`, none of them is equal. A field that is not there compares with nothing.
 */
function compareAll(
  field: string,
  operator: CompareOperator,
  values: readonly FilterValue[],
  wanted: FilterValue,
): boolean {
  if (operator === '!=') {
    return values.length > 0 && !values.some((value) => compareValue(field, '==', value, wanted));
  }
  return values.some((value) => compareValue(field, operator, value, wanted));
}

export function compareValue(
  field: string,
  operator: CompareOperator,
  value: FilterValue,
  wanted: FilterValue,
): boolean {
  if (field === 'status' && typeof wanted === 'string' && typeof value === 'number') {
    return compareOrder(operator, wanted === 'ok' ? value : Number(value !== 0), wanted === 'ok' ? 0 : 1);
  }
  if (operator === '~') return textOf(field, value).includes(String(wanted).toLowerCase());
  if (typeof value === 'number' && typeof wanted === 'number') return compareOrder(operator, value, wanted);
  return operator === '==' && String(value).toLowerCase() === String(wanted).toLowerCase();
}

function textOf(field: string, value: FilterValue): string {
  const isNamed = field === 'command' && typeof value === 'number';
  return (isNamed ? (commandById(value) ?? String(value)) : String(value)).toLowerCase();
}

function compareOrder(operator: CompareOperator, value: number, wanted: number): boolean {
  switch (operator) {
    case '==':
      return value === wanted;
    case '!=':
      return value !== wanted;
    case '<':
      return value < wanted;
    case '<=':
      return value <= wanted;
    case '>':
      return value > wanted;
    case '>=':
      return value >= wanted;
    case '~':
      return false;
  }
}
