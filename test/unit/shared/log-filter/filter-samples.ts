import fc from 'fast-check';
import type { Filter, FilterValue } from '#shared/log-filter/filter-ast';
import type { FilterRecord } from '#shared/log-filter/matches';

/** Fields by name; flags as [1]. The words are what the row shows. */
export interface SampleRow {
  readonly fields: Readonly<Record<string, readonly FilterValue[]>>;
  readonly shown: string;
}

export function recordOf(row: SampleRow): FilterRecord {
  return {
    values: (field) => (Object.hasOwn(row.fields, field) ? (row.fields[field] ?? []) : []),
    hasWord: (word) => row.shown.includes(word),
  };
}

const texts = ['37060000001', 'Bank', 'code 12', '', 'ąž "quoted" \\ back'];
const numbers = [0, 1, 4, 8, 0x58, 400];

export const sampleRow: fc.Arbitrary<SampleRow> = fc.record({
  fields: fc.record(
    {
      from: fc.array(fc.constantFrom(...texts), { maxLength: 2 }),
      text: fc.array(fc.constantFrom(...texts), { maxLength: 1 }),
      length: fc.array(fc.constantFrom(...numbers), { maxLength: 1 }),
      data_coding: fc.array(fc.constantFrom(...numbers), { maxLength: 2 }),
      problem: fc.constantFrom<readonly number[]>([], [1]),
      direction: fc.constantFrom<readonly string[]>(['in'], ['out']),
      latency: fc.array(fc.constantFrom(0, 1e6, 5e8, 1.5e9), { maxLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  shown: fc.constantFrom('submit_sm hello', 'world', ''),
});

/** A filter three ways: as a tree, as somebody may type it, and as a function that was made on its own. */
export interface SampleFilter {
  readonly filter: Filter;
  readonly typed: string;
  readonly isMatch: (row: SampleRow) => boolean;
}

const blanks = fc.constantFrom('', ' ', '  ', '\t');

const equality: fc.Arbitrary<SampleFilter> = fc
  .record({
    field: fc.constantFrom('from', 'text'),
    wanted: fc.constantFrom(...texts, 'bank'),
    operator: fc.constantFrom('==', '!=', '~'),
    blank: blanks,
  })
  .filter(({ operator, wanted }) => operator !== '~' || wanted !== '')
  .map(({ field, wanted, operator, blank }) => {
    const quoted = `"${wanted.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    const written = operator === '~' ? ' contains ' : blank + operator + blank;
    return {
      filter: { kind: 'compare', field, operator: operator as '==', value: wanted },
      typed: `${field}${written}${quoted}`,
      isMatch: ({ fields }) => {
        const values = (fields[field] ?? []).map((value) => String(value).toLowerCase());
        const low = wanted.toLowerCase();
        if (operator === '~') return values.some((value) => value.includes(low));
        const isEqual = values.includes(low);
        return values.length > 0 && (operator === '==' ? isEqual : !isEqual);
      },
    };
  });

const order: fc.Arbitrary<SampleFilter> = fc
  .record({
    field: fc.constantFrom('length', 'data_coding'),
    wanted: fc.constantFrom(...numbers),
    operator: fc.constantFrom('<', '<=', '>', '>='),
    isHex: fc.boolean(),
    blank: blanks,
  })
  .map(({ field, wanted, operator, isHex, blank }) => ({
    filter: { kind: 'compare', field, operator: operator as '<', value: wanted },
    typed: `${field}${blank}${operator}${blank}${isHex ? `0x${wanted.toString(16)}` : wanted}`,
    isMatch: ({ fields }) =>
      (fields[field] ?? []).some((value) => {
        const number = Number(value);
        if (operator === '<') return number < wanted;
        if (operator === '>') return number > wanted;
        return operator === '<=' ? number <= wanted : number >= wanted;
      }),
  }));

const other: fc.Arbitrary<SampleFilter> = fc.constantFrom<SampleFilter>(
  {
    filter: { kind: 'has', field: 'problem' },
    typed: 'problem',
    isMatch: ({ fields }) => (fields['problem'] ?? []).length > 0,
  },
  {
    filter: { kind: 'compare', field: 'direction', operator: '==', value: 'in' },
    typed: 'direction == IN',
    isMatch: ({ fields }) => fields['direction']?.[0] === 'in',
  },
  {
    filter: { kind: 'compare', field: 'latency', operator: '>', value: 500_000_000 },
    typed: 'latency > 0.5s',
    isMatch: ({ fields }) => Number(fields['latency']?.[0] ?? 0) > 500_000_000,
  },
  {
    filter: { kind: 'word', text: 'hello' },
    typed: 'Hello',
    isMatch: ({ shown }) => shown.includes('hello'),
  },
  {
    filter: { kind: 'word', text: 'not' },
    typed: '"not"',
    isMatch: ({ shown }) => shown.includes('not'),
  },
);

function joined(kind: 'and' | 'or', parts: readonly SampleFilter[], sign: string): SampleFilter {
  return {
    filter: {
      kind,
      parts: parts.flatMap(({ filter }) => (filter.kind === kind ? filter.parts : [filter])),
    },
    typed: parts.map(({ typed, filter }) => (isSimple(filter) ? typed : `(${typed})`)).join(sign),
    isMatch: (row) =>
      kind === 'and' ? parts.every((part) => part.isMatch(row)) : parts.some((part) => part.isMatch(row)),
  };
}

function isSimple(filter: Filter): boolean {
  return filter.kind !== 'and' && filter.kind !== 'or';
}

export const sampleFilter: fc.Arbitrary<SampleFilter> = fc.letrec<{ filter: SampleFilter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    equality,
    order,
    other,
    fc
      .tuple(
        fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
        fc.constantFrom(
          [' and ', 'and'],
          [' AND ', 'and'],
          [' && ', 'and'],
          [' ', 'and'],
          [' or ', 'or'],
          ['||', 'or'],
        ),
      )
      .map(([parts, [sign = '', kind]]) => joined(kind as 'and', parts, sign)),
    tie('filter').map(({ filter, typed, isMatch }) => ({
      filter: { kind: 'not' as const, part: filter },
      typed: isSimple(filter) ? `not ${typed}` : `!(${typed})`,
      isMatch: (row: SampleRow) => !isMatch(row),
    })),
  ),
})).filter;
