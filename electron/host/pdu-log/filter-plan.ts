import type { Filter } from '#shared/log-filter/filter-ast';
import { tlvTagOf } from '#shared/log-filter/filter-fields';
import { matches } from '#shared/log-filter/matches';
import { columnPredicate } from './column-predicates';
import { clearWhere } from './mask-words';
import { octetPredicate } from './octet-predicates';
import { RowRecord } from './row-record';
import type { PlanContext, RowPredicate } from './row-predicate';
import { wordPredicate, wordPredicates } from './word-predicate';

/** A filter made ready for one store. */
export interface FilterPlan {
  readonly narrow: RowPredicate;
  /** Rows that it is asked about at once: about a millisecond's worth. */
  readonly sliceRows: number;
  /** True when a row may match later, once its response is there. */
  readonly dependsOnPairing: boolean;
  readonly dependsOnNotes: boolean;
}

/** By `costOf`. */
const sliceRows = [32_768, 4096, 4096, 512] as const;

const pairingFields = new Set(['status', 'latency', 'unanswered']);
const noteFields = new Set(['note', 'mark']);

/** Null for the filter that matches every row. */
export function planFilter(context: PlanContext, filter: Filter): FilterPlan | null {
  if (filter.kind === 'all') return null;
  return {
    narrow: predicateOf(context, filter),
    sliceRows: sliceRows[costOf(filter)],
    dependsOnPairing: hasField(filter, pairingFields),
    dependsOnNotes: hasField(filter, noteFields),
  };
}

function predicateOf(context: PlanContext, filter: Filter): RowPredicate {
  switch (filter.kind) {
    case 'all':
      return () => undefined;
    case 'and': {
      // What costs least goes first: each part sees only the rows that the parts before it left.
      const parts = filter.parts.toSorted((left, right) => costOf(left) - costOf(right));
      const words = parts.flatMap((part) => (part.kind === 'word' ? [part.text] : []));
      // Words cost more than columns and fields, and less than what takes decoding.
      const at = parts.findIndex(({ kind }) => kind === 'word');
      const predicates = parts
        .filter(({ kind }) => kind !== 'word')
        .map((part) => predicateOf(context, part));
      if (at >= 0) predicates.splice(at, 0, ...wordPredicates(context, words));
      return (segment, from, to, mask) => {
        for (const predicate of predicates) predicate(segment, from, to, mask);
      };
    }
    case 'or':
      return anyOf(filter.parts.map((part) => predicateOf(context, part)));
    case 'not':
      return noneOf(predicateOf(context, filter.part));
    case 'word':
      return wordPredicate(context, filter.text);
    case 'compare':
    case 'has':
      return (
        columnPredicate(context, filter) ?? octetPredicate(context, filter) ?? slowPredicate(context, filter)
      );
  }
}

/** Asks the record itself, as the meaning of the language is written down. */
function slowPredicate({ store, notes }: PlanContext, filter: Filter): RowPredicate {
  const record = new RowRecord(store, notes);
  return (segment, from, to, mask) => {
    for (let index = from; index < to; index += 1) {
      if (mask[index] === 1 && !matches(filter, record.at({ segment, index }))) mask[index] = 0;
    }
  };
}

function anyOf(predicates: readonly RowPredicate[]): RowPredicate {
  const left = new MaskPool();
  return (segment, from, to, mask) => {
    // Rows that no part has matched yet.
    const open = left.copy(mask, from, to);
    const asked = left.second(mask.length);
    for (const predicate of predicates) {
      asked.set(open.subarray(from, to), from);
      predicate(segment, from, to, asked);
      clearWhere(open, asked, from, to);
    }
    clearWhere(mask, open, from, to);
  };
}

function noneOf(predicate: RowPredicate): RowPredicate {
  const pool = new MaskPool();
  return (segment, from, to, mask) => {
    const matching = pool.copy(mask, from, to);
    predicate(segment, from, to, matching);
    clearWhere(mask, matching, from, to);
  };
}

/** Masks that serve again for the next stretch. */
class MaskPool {
  #first = new Uint8Array(0);
  #second = new Uint8Array(0);

  copy(mask: Uint8Array, from: number, to: number): Uint8Array {
    if (this.#first.length < mask.length) this.#first = new Uint8Array(mask.length);
    this.#first.set(mask.subarray(from, to), from);
    return this.#first;
  }

  second(length: number): Uint8Array {
    if (this.#second.length < length) this.#second = new Uint8Array(length);
    return this.#second;
  }
}

function hasField(filter: Filter, fields: ReadonlySet<string>): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.some((part) => hasField(part, fields));
    case 'not':
      return hasField(filter.part, fields);
    case 'compare':
    case 'has':
      return fields.has(filter.field);
    default:
      return false;
  }
}

const columnFields = new Set(
  'command status direction trunk session number length time latency problem error receipt keepalive inbound segment response unanswered duplicate orphan forbidden mark note'.split(
    ' ',
  ),
);

/** 0 for what columns say, 1 and 2 for what octets are searched for, 3 for what takes decoding. */
function costOf(filter: Filter): 0 | 1 | 2 | 3 {
  switch (filter.kind) {
    case 'all':
      return 0;
    case 'and':
    case 'or':
      return filter.parts.map(costOf).reduce((most, cost) => (cost > most ? cost : most), 0);
    case 'not':
      return costOf(filter.part);
    case 'word':
      return 2;
    case 'compare':
    case 'has':
      if (columnFields.has(filter.field)) return 0;
      if (tlvTagOf(filter.field) !== null) return 2;
      return ['from', 'to', 'text', 'sequence'].includes(filter.field) ? 1 : 3;
  }
}
