import type { Filter } from '#shared/log-filter/filter-ast';
import { tlvTagOf } from '#shared/log-filter/filter-fields';
import { compareValue, matches } from '#shared/log-filter/matches';
import { recordKinds } from './batch-layout';
import { BodySearch, isSameInAll, type SearchWord, searchWord } from './body-search';
import type { CompanionWord } from './companion-word';
import type { PlanContext, RowPredicate } from './row-predicate';
import type { LogStore } from './log-store';
import { areas, MessageLayout, type Verdict, verdicts } from './message-layout';
import { findPattern, type OctetPattern, wordPatterns } from './octet-pattern';
import { rowFlags } from './row-flags';
import { RowRecord } from './row-record';
import { type Segment, uint32At } from './segment';

type FieldFilter = Extract<Filter, { readonly kind: 'compare' | 'has' }>;
type IsMatch = (segment: Segment, index: number) => boolean;

/** Below one row in so many, rows are looked at one by one instead of searching all octets. */
const SPARSE = 16;
const FOUND = 2;
const none: readonly CompanionWord[] = [];

/** What is searched for, and what is made of a place where it is found. */
export interface OctetSearch {
  readonly store: LogStore;
  /** In every row that matches, unless its text is odd. */
  readonly plain: readonly OctetPattern[];
  /** The same, of rows whose text is UCS-2. */
  readonly wide: readonly OctetPattern[];
  /** Of a place in a row that the layout has read. Null where a place says nothing by itself. */
  readonly judge: ((layout: MessageLayout, at: number, length: number) => Verdict) | null;
  /** Asked where the layout or the judge cannot say. */
  readonly isMatch: IsMatch;
  /** Flags of rows that are asked whatever their octets. */
  readonly alwaysAsked: number;
  /** Whether rows that show an id in the place of a text match by the name before it. */
  readonly inShownNames?: SearchWord['inShownNames'];
  /** Words that are asked next, of the rows where this is found. */
  readonly companions?: readonly CompanionWord[];
}

/** A predicate that looks through the octets themselves before it reads a PDU; null where that does not help. */
export function octetPredicate(context: PlanContext, filter: FieldFilter): RowPredicate | null {
  if (filter.kind === 'compare' && filter.field === 'sequence') return sequencePredicate(filter);
  const { store } = context;
  const record = new RowRecord(store, context.notes);
  const isMatch = (segment: Segment, index: number): boolean =>
    matches(filter, record.at({ segment, index }));
  const tag = tlvTagOf(filter.field);
  if (tag !== null) {
    return tlvPredicate(new MessageLayout(store), tag, filter.kind === 'has', isMatch);
  }
  if (filter.kind === 'has') return null;
  const { field, operator, value } = filter;
  const isSearch = operator === '~' || operator === '==';
  if (!isSearch || typeof value !== 'string' || value === '') return null;
  if (field !== 'text' && field !== 'from' && field !== 'to') return null;
  const patterns = wordPatterns(value.toLowerCase());
  if (patterns === null) return null;
  const { plain } = patterns;
  const isWhole = operator === '==';
  const wanted = field === 'text' ? areas.text : field === 'from' ? areas.source : areas.destination;
  return searchPredicate({
    store,
    plain,
    wide: field === 'text' ? patterns.wide : [],
    judge: isSameInAll(searchWord(value.toLowerCase()))
      ? (layout, at, length) => layout.verdict(at, length, wanted, isWhole)
      : null,
    isMatch: isWhole ? isMatch : fieldSearch(context, field, value),
    alwaysAsked: rowFlags.oddText,
  });
}

function fieldSearch({ store }: PlanContext, field: 'text' | 'from' | 'to', value: string): IsMatch {
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
export function searchPredicate(search: OctetSearch): RowPredicate {
  const layout = search.judge === null ? null : new MessageLayout(search.store);
  const ids = new MessageLayout(search.store);
  return (segment, from, to, mask) => {
    const isSparse = countOpen(mask, from, to) * SPARSE < to - from;
    if (!segment.isResident || isSparse) {
      for (let index = from; index < to; index += 1) {
        if (mask[index] === 1 && !search.isMatch(segment, index)) mask[index] = 0;
      }
      return;
    }
    if (search.alwaysAsked !== 0) askAlways(search, segment, from, to, mask);
    if (search.inShownNames !== undefined && search.inShownNames !== 'never')
      askIds(search, segment, from, to, mask, ids);
    for (const pattern of search.plain) askWhereFound(search, segment, from, to, mask, pattern, layout);
    if ((segment.textFlags & rowFlags.wideText) !== 0) {
      for (const pattern of search.wide) askWhereFound(search, segment, from, to, mask, pattern, null);
    }
    for (let index = from; index < to; index += 1) mask[index] = (mask[index] ?? 0) >> 1;
  };
}

function countOpen(mask: Uint8Array, from: number, to: number): number {
  let open = 0;
  for (let index = from; index < to; index += 1) open += mask[index] ?? 0;
  return open;
}

function askAlways(search: OctetSearch, segment: Segment, from: number, to: number, mask: Uint8Array): void {
  const { flags } = segment.columns;
  // Sentences are UTF-8 and have no patterns.
  const asked = search.alwaysAsked | rowFlags.kind;
  for (let index = from; index < to; index += 1) {
    if (((flags[index] ?? 0) & asked) !== 0 && mask[index] === 1)
      mask[index] = search.isMatch(segment, index) ? FOUND : 0;
  }
}

/** Rows of commands that start with an id. */
function askIds(
  { isMatch, inShownNames }: OctetSearch,
  segment: Segment,
  from: number,
  to: number,
  mask: Uint8Array,
  layout: MessageLayout,
): void {
  const { columns } = segment;
  const isEveryId = inShownNames === 'always';
  let place = columns.place(from);
  for (let index = from; index < to; index += 1) {
    const end = place + columns.stored(index);
    if (mask[index] === 1 && layout.startsWithId(columns.commands[index] ?? 0)) {
      if (isEveryId && layout.read(segment, index, place, end)) mask[index] = layout.showsId ? FOUND : 0;
      else mask[index] = isMatch(segment, index) ? FOUND : 0;
    }
    place = end;
  }
}

/** Where the PDU has the TLV at all, and its value is asked for, it is decoded. */
function tlvPredicate(
  layout: MessageLayout,
  tag: number,
  isAnyValue: boolean,
  isMatch: IsMatch,
): RowPredicate {
  return (segment, from, to, mask) => {
    const { columns, isResident } = segment;
    let place = isResident ? columns.place(from) : 0;
    for (let index = from; index < to; index += 1) {
      const end = place + columns.stored(index);
      if (mask[index] === 1) {
        const isRead = isResident && layout.read(segment, index, place, end);
        if (isRead && !layout.hasTlv(tag)) mask[index] = 0;
        else if ((!isRead || !isAnyValue) && !isMatch(segment, index)) mask[index] = 0;
      }
      place = end;
    }
  };
}

/** A row that matches is marked, one that does not leaves the mask; what stays open has not been found. */
function askWhereFound(
  { judge, isMatch, companions = none }: OctetSearch,
  segment: Segment,
  from: number,
  to: number,
  mask: Uint8Array,
  pattern: OctetPattern,
  layout: MessageLayout | null,
): void {
  const { columns, view } = segment;
  const { length } = pattern;
  const end = to < segment.count ? columns.place(to) : segment.used;
  let row = from;
  let rowStart = columns.place(from);
  let rowEnd = rowStart + columns.stored(row);
  let laidOut = -1;
  let isLaidOut = false;
  let at = findPattern(view, rowStart, end, pattern);
  while (at >= 0) {
    while (rowEnd <= at) {
      row += 1;
      rowStart = rowEnd;
      rowEnd = rowStart + columns.stored(row);
    }
    let next = rowEnd;
    // What reaches over the end of a row is no match, but the next row may begin within it.
    if (at + length > rowEnd) next = at + 1;
    else if (mask[row] === 1) {
      if (laidOut !== row && layout !== null) {
        laidOut = row;
        isLaidOut = layout.read(segment, row, rowStart, rowEnd);
      }
      const verdict =
        isLaidOut && layout !== null && judge !== null ? judge(layout, at, length) : verdicts.unsure;
      if (verdict === verdicts.unsure) mask[row] = isMatch(segment, row) ? FOUND : 0;
      else if (verdict === verdicts.inside) {
        mask[row] = FOUND;
        if (layout !== null) for (const word of companions) word.look(view, row, layout);
      } else next = at + 1;
    }
    at = findPattern(view, next, end, pattern);
  }
}

function sequencePredicate(filter: Extract<Filter, { readonly kind: 'compare' }>): RowPredicate {
  const { operator, value } = filter;
  return (segment, from, to, mask) => {
    const { columns } = segment;
    let place = segment.isResident ? columns.place(from) : 0;
    for (let index = from; index < to; index += 1) {
      if (mask[index] === 1) {
        const sequence = segment.isResident
          ? segment.sequenceAt(index, place)
          : uint32At(segment.chunkOctets(index), 12);
        const isEqual = compareValue('sequence', operator === '!=' ? '==' : operator, sequence, value);
        const isPdu = segment.kind(index) === recordKinds.pdu;
        if (!isPdu || (operator === '!=' ? isEqual : !isEqual)) mask[index] = 0;
      }
      place += columns.stored(index);
    }
  };
}
