import type { Filter } from '#shared/log-filter/filter-ast';
import { compareValue, matches } from '#shared/log-filter/matches';
import { recordKinds } from './batch-layout';
import { type CodeTable, OVERFLOW_CODE } from './code-table';
import type { PlanContext, RowPredicate } from './row-predicate';
import { hasLatency, rangePredicate } from './range-predicates';
import { KIND_SHIFT, namedFlags, problemFlags, rowFlags } from './row-flags';
import type { RowNotes } from './row-notes';
import { RowRecord } from './row-record';
import type { Segment } from './segment';

type FieldFilter = Extract<Filter, { readonly kind: 'compare' | 'has' }>;
type Compare = Extract<Filter, { readonly kind: 'compare' }>;

/** A predicate that reads nothing but columns; null for fields that lie in the octets. */
export function columnPredicate(context: PlanContext, filter: FieldFilter): RowPredicate | null {
  if (filter.field === 'note') return notedPredicate(context, filter);
  if (filter.kind === 'has') return flagPredicate(context, filter.field);
  const { store } = context;
  switch (filter.field) {
    case 'command':
      return commandPredicate(context, filter);
    case 'status':
      return statusPredicate(context, filter);
    case 'direction':
      return flagsAre(
        rowFlags.out,
        (filter.value === 'out') === (filter.operator === '==') ? rowFlags.out : 0,
      );
    case 'trunk':
      return sessionPredicate((id) => holds(filter, store.sessions.get(id)?.facts.name ?? ''));
    case 'session':
      return sessionPredicate((id) => holds(filter, id));
    default:
      return rangePredicate(store, filter);
  }
}

/** One value against the filter's; `!=` of a single value is the opposite of `==`. */
function holds(filter: Compare, value: string | number): boolean {
  const { field, operator, value: wanted } = filter;
  if (operator === '!=') return !compareValue(field, '==', value, wanted);
  return compareValue(field, operator, value, wanted);
}

/** 1 where both are the same, without a branch: that of a mixed column is guessed wrong half of the time. */
function isSame(left: number, right: number): number {
  return ((left ^ right) - 1) >>> 31;
}

function flagsAre(bits: number, wanted: number): RowPredicate {
  return (segment, from, to, mask) => {
    const { flags } = segment.columns;
    for (let index = from; index < to; index += 1) {
      mask[index] = (mask[index] ?? 0) & isSame((flags[index] ?? 0) & bits, wanted);
    }
  };
}

function flagPredicate(context: PlanContext, field: string): RowPredicate | null {
  switch (field) {
    case 'receipt':
    case 'keepalive':
    case 'segment':
    case 'response':
    case 'duplicate':
    case 'orphan':
    case 'forbidden':
      return flagsAre(namedFlags[field], namedFlags[field]);
    case 'inbound':
      return flagsAre(rowFlags.message | rowFlags.fromEsme | rowFlags.receipt, rowFlags.message);
    case 'problem':
      return problemPredicate;
    case 'error':
      return (segment, from, to, mask) => {
        const { statuses } = segment.columns;
        for (let index = from; index < to; index += 1) {
          mask[index] = (mask[index] ?? 0) & (isSame(statuses[index] ?? 0, 0) ^ 1);
        }
      };
    case 'unanswered':
      return (segment, from, to, mask) => {
        const { flags, partners } = segment.columns;
        for (let index = from; index < to; index += 1) {
          const isAlone = isSame(partners[index] ?? 0, 0);
          const isRequest = isSame((flags[index] ?? 0) & rowFlags.request, rowFlags.request);
          mask[index] = (mask[index] ?? 0) & isAlone & isRequest;
        }
      };
    case 'latency':
      return hasLatency(context.store);
    case 'command':
    case 'status':
    case 'sequence':
      return flagsAre(rowFlags.kind, 0);
    case 'mark':
      return amongRows(
        (first, end) => context.notes.markedBetween(first, end),
        () => true,
      );
    case 'number':
    case 'time':
    case 'direction':
    case 'session':
    case 'trunk':
    case 'length':
      return () => undefined;
    default:
      return null;
  }
}

const problemPredicate: RowPredicate = (segment, from, to, mask) => {
  const { flags } = segment.columns;
  const octetsKind = recordKinds.octets << KIND_SHIFT;
  for (let index = from; index < to; index += 1) {
    const row = flags[index] ?? 0;
    const isFine = isSame(row & problemFlags, 0) & (isSame(row & rowFlags.kind, octetsKind) ^ 1);
    mask[index] = (mask[index] ?? 0) & (isFine ^ 1);
  }
};

/** Only rows with a note are asked. */
function notedPredicate({ store, notes }: PlanContext, filter: FieldFilter): RowPredicate {
  const record = new RowRecord(store, notes);
  return amongRows(
    (first, end) => notes.notedBetween(first, end),
    (segment, index) => matches(filter, record.at({ segment, index })),
  );
}

/** Rows that are listed and match; there are few of them. */
function amongRows(
  listed: (first: number, end: number) => ReturnType<RowNotes['markedBetween']>,
  isMatch: (segment: Segment, index: number) => boolean,
): RowPredicate {
  return (segment, from, to, mask) => {
    const { firstNumber } = segment;
    const matching = listed(firstNumber + from, firstNumber + to)
      .map((number) => number - firstNumber)
      .filter((index) => mask[index] === 1 && isMatch(segment, index));
    mask.fill(0, from, to);
    for (const index of matching) mask[index] = 1;
  };
}

/** Whether a code matches, worked out once for each; `isAsked` is asked for rows whose value has none. */
class CodeAnswers {
  readonly answers = new Uint8Array(OVERFLOW_CODE + 1);
  readonly #codes: CodeTable;
  readonly #isMatch: (value: number) => boolean;
  #known: number;

  constructor(codes: CodeTable, first: number, isMatch: (value: number) => boolean) {
    this.#codes = codes;
    this.#known = first;
    this.#isMatch = isMatch;
  }

  /** Codes are given while rows come: those since the last time are answered. */
  update(): Uint8Array {
    for (; this.#known < this.#codes.size; this.#known += 1) {
      this.answers[this.#known] = this.#isMatch(this.#codes.valueOf(this.#known) ?? 0) ? 1 : 0;
    }
    return this.answers;
  }
}

function commandPredicate({ store }: PlanContext, filter: Compare): RowPredicate {
  const codes = new CodeAnswers(store.commands, 1, (commandId) => holds(filter, commandId));
  return (segment, from, to, mask) => {
    const answers = codes.update();
    const { commands } = segment.columns;
    for (let index = from; index < to; index += 1) {
      const code = commands[index] ?? 0;
      if (code !== OVERFLOW_CODE) mask[index] = (mask[index] ?? 0) & (answers[code] ?? 0);
      else if (mask[index] === 1) mask[index] = holds(filter, store.commandId(segment, index) ?? 0) ? 1 : 0;
    }
  };
}

const REQUEST_SHIFT = 13;

/** Of a request with status 0, its response's is asked. */
function statusPredicate({ store, notes }: PlanContext, filter: Compare): RowPredicate {
  const record = new RowRecord(store, notes);
  const codes = new CodeAnswers(store.statuses, 0, (status) => holds(filter, status));
  return (segment, from, to, mask) => {
    const answers = codes.update();
    const { flags, partners, statuses } = segment.columns;
    const { count, firstNumber } = segment;
    for (let index = from; index < to; index += 1) {
      // Looking up the response costs more than a branch that is guessed wrong.
      if (mask[index] === 0) continue;
      const row = flags[index] ?? 0;
      const own = statuses[index] ?? 0;
      // Of what is no request, the row itself.
      const asked = index + (partners[index] ?? 0) * ((row & rowFlags.request) >> REQUEST_SHIFT);
      let code = own !== 0 || asked >= count ? own : (statuses[asked] ?? 0);
      if (own === 0 && asked >= count) {
        const place = store.find(firstNumber + asked);
        code = place?.segment.columns.statuses[place.index] ?? 0;
      }
      if (code !== OVERFLOW_CODE) {
        mask[index] = (mask[index] ?? 0) & (answers[code] ?? 0) & isSame(row & rowFlags.kind, 0);
      } else {
        mask[index] = matches(filter, record.at({ segment, index })) ? 1 : 0;
      }
    }
  };
}

/** A stretch has few sessions: each is asked once for it. */
function sessionPredicate(isMatch: (sessionId: number) => boolean): RowPredicate {
  const answers = new Uint8Array(256);
  return (segment, from, to, mask) => {
    const { sessionIds } = segment;
    for (const [code, id] of sessionIds.entries()) answers[code] = isMatch(id) ? 1 : 0;
    const { sessions } = segment.columns;
    for (let index = from; index < to; index += 1) {
      mask[index] = (mask[index] ?? 0) & (answers[sessions[index] ?? 0] ?? 0);
    }
  };
}
