/** `contains` is written `~`; it and equality ignore the case of letters. */
export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '~';

/** What a field is compared with: times in milliseconds since the Unix epoch, durations in nanoseconds. */
export type FilterValue = string | number;

/** A filter that was read. `all` matches every row; `and` and `or` have two parts or more. */
export type Filter =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly parts: readonly Filter[] }
  | { readonly kind: 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | {
      readonly kind: 'compare';
      /** Name in the field table, or "tlv.…". */
      readonly field: string;
      readonly operator: CompareOperator;
      readonly value: FilterValue;
    }
  /** The row has the field at all, or the flag is set. */
  | { readonly kind: 'has'; readonly field: string }
  /** A plain word: in the command, status, trunk, addresses or text, or the sequence number. In lower case. */
  | { readonly kind: 'word'; readonly text: string };

export const allRows: Filter = { kind: 'all' };
