import type { Filter } from '#shared/log-filter/filter-ast';
import { tlvTagOf } from '#shared/log-filter/filter-fields';
import { compareValue, matches } from '#shared/log-filter/matches';
import { recordKinds } from './batch-layout';
import { BodySearch, searchWord } from './body-search';
import type { PlanContext, RowPredicate } from './filter-plan';
import { findPattern, type OctetPattern, wordPatterns } from './octet-pattern';
import { rowFlags } from './row-flags';
import { RowRecord } from './row-record';
import { type Segment, uint32At } from './segment';

type FieldFilter = Extract<Filter, { readonly kind: 'compare' | 'has' }>;

/** Below one row in so many, rows are looked at one by one instead of searching all octets. */
const SPARSE = 16;
const FOUND = 2;

/** A predicate that looks through the octets themselves before it reads a PDU; null where that does not help. */
export function octetPredicate(context: PlanContext, filter: FieldFilter): RowPredicate | null {
  if (filter.kind === 'compare' && filter.field === 'sequence') return sequencePredicate(filter);
  const record = new RowRecord(context.store, context.notes);
  const isMatch = (segment: Segment, index: number): boolean =>
    matches(filter, record.at({ segment, index }));
  const tag = tlvTagOf(filter.field);
  if (tag !== null) {
    const fits = new Uint8Array(512);
    fits[tag >> 8] = 1;
    fits[256 + (tag & 0xff)] = 1;
    const shifts = new Uint8Array(256).fill(2);
    shifts[tag >> 8] = 1;
    return candidates([{ length: 2, fits, shifts }], 0, isMatch);
  }
  if (filter.kind === 'has') return null;
  const { field, operator, value } = filter;
  const isSearch = operator === '~' || operator === '==';
  if (!isSearch || typeof value !== 'string' || value === '') return null;
  const patterns = wordPatterns(value.toLowerCase());
  if (patterns === null) return null;
  switch (field) {
    case 'text':
    case 'from':
    case 'to': {
      const isFound = fieldSearch(context, field, value, operator, isMatch);
      return textCandidates(patterns.plain, field === 'text' ? patterns.wide : [], isFound);
    }
    default:
      return null;
  }
}

function fieldSearch(
  { store }: PlanContext,
  field: 'text' | 'from' | 'to',
  value: string,
  operator: '~' | '==',
  isMatch: (segment: Segment, index: number) => boolean,
): (segment: Segment, index: number) => boolean {
  if (operator === '==') return isMatch;
  const word = searchWord(value.toLowerCase());
  const body = new BodySearch();
  return (segment, index) => {
    if (segment.kind(index) !== recordKinds.pdu) return false;
    body.read(segment.chunkOctets(index), store.sessions.get(segment.sessionId(index))?.facts.alphabets);
    if (field === 'text') return body.isInMessageText(word);
    return field === 'from' ? body.isInSource(word) : body.isInDestination(word);
  };
}

/** Rows where a pattern is found, and rows whose text is not in their octets as such, are asked; others do not match. */
export function textCandidates(
  plain: readonly OctetPattern[],
  wide: readonly OctetPattern[],
  isMatch: (segment: Segment, index: number) => boolean,
): RowPredicate {
  const withWide = candidates([...plain, ...wide], rowFlags.oddText, isMatch);
  const plainOnly = candidates(plain, rowFlags.oddText, isMatch);
  return (segment, from, to, mask) => {
    const hasWide = (segment.textFlags & rowFlags.wideText) !== 0;
    (hasWide ? withWide : plainOnly)(segment, from, to, mask);
  };
}

function candidates(
  patterns: readonly OctetPattern[],
  alwaysAsked: number,
  isMatch: (segment: Segment, index: number) => boolean,
): RowPredicate {
  return (segment, from, to, mask) => {
    let left = 0;
    for (let index = from; index < to; index += 1) left += mask[index] ?? 0;
    if (left === 0) return;
    if (!segment.isResident || left * SPARSE < to - from) {
      for (let index = from; index < to; index += 1) {
        if (mask[index] === 1 && !isMatch(segment, index)) mask[index] = 0;
      }
      return;
    }
    if (alwaysAsked !== 0) {
      const { flags } = segment.columns;
      for (let index = from; index < to; index += 1) {
        const row = flags[index] ?? 0;
        // Sentences are UTF-8 and have no patterns.
        const isAsked = (row & alwaysAsked) !== 0 || (row & rowFlags.kind) !== 0;
        if (mask[index] === 1 && isAsked) mask[index] = isMatch(segment, index) ? FOUND : 0;
      }
    }
    for (const pattern of patterns) askWhereFound(segment, from, to, mask, pattern, isMatch);
    for (let index = from; index < to; index += 1) mask[index] = mask[index] === FOUND ? 1 : 0;
  };
}

/** A row is asked once: where it matches it is marked, and where it does not it leaves the mask. */
function askWhereFound(
  segment: Segment,
  from: number,
  to: number,
  mask: Uint8Array,
  pattern: OctetPattern,
  isMatch: (segment: Segment, index: number) => boolean,
): void {
  const { columns, octets } = segment;
  const end = to < segment.count ? columns.place(to) : segment.used;
  let row = from;
  let rowStart = columns.place(from);
  let rowEnd = rowStart + columns.length(row);
  let at = findPattern(octets, rowStart, end, pattern);
  while (at >= 0) {
    while (rowEnd <= at) {
      row += 1;
      rowStart = rowEnd;
      rowEnd = rowStart + columns.length(row);
    }
    const isInside = at + pattern.length <= rowEnd;
    if (isInside && mask[row] === 1) mask[row] = isMatch(segment, row) ? FOUND : 0;
    // What reaches over the end of a row is no match, but the next row may begin within it.
    at = findPattern(octets, isInside ? rowEnd : at + 1, end, pattern);
  }
}

function sequencePredicate(filter: Extract<Filter, { readonly kind: 'compare' }>): RowPredicate {
  const { operator, value } = filter;
  return (segment, from, to, mask) => {
    let place = segment.isResident ? segment.columns.place(from) : 0;
    for (let index = from; index < to; index += 1) {
      const length = segment.columns.length(index);
      if (mask[index] === 1) {
        const sequence = segment.isResident
          ? uint32At(segment.octets, place + 12)
          : uint32At(segment.chunkOctets(index), 12);
        const isEqual = compareValue('sequence', operator === '!=' ? '==' : operator, sequence, value);
        const isPdu = segment.kind(index) === recordKinds.pdu;
        if (!isPdu || (operator === '!=' ? isEqual : !isEqual)) mask[index] = 0;
      }
      place += length;
    }
  };
}
