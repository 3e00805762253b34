import type { Filter } from '#shared/log-filter/filter-ast';
import { compareValue, matches } from '#shared/log-filter/matches';
import { recordKinds } from './batch-layout';
import type { PlanContext, RowPredicate } from './filter-plan';
import type { LogStore } from './log-store';
import { problemFlags, rowFlags } from './row-flags';
import { RowRecord } from './row-record';
import type { Segment } from './segment';

type FieldFilter = Extract<Filter, { readonly kind: 'compare' | 'has' }>;
type Compare = Extract<Filter, { readonly kind: 'compare' }>;

/** A predicate that reads nothing but columns; null for fields that lie in the octets. */
export function columnPredicate(context: PlanContext, filter: FieldFilter): RowPredicate | null {
  if (filter.kind === 'has') return flagPredicate(context, filter.field);
  const { store } = context;
  switch (filter.field) {
    case 'command':
      return commandPredicate(store, filter);
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
    case 'number':
      return (segment, from, to, mask) => {
        for (let index = from; index < to; index += 1) {
          if (mask[index] === 1 && !holds(filter, segment.firstNumber + index)) mask[index] = 0;
        }
      };
    case 'length':
      return lengthPredicate(filter);
    case 'time':
      return (segment, from, to, mask) => {
        for (let index = from; index < to; index += 1) {
          if (mask[index] === 1 && !holds(filter, store.timeMs(segment.columns.time(index)))) mask[index] = 0;
        }
      };
    case 'latency':
      return (segment, from, to, mask) => {
        for (let index = from; index < to; index += 1) {
          if (mask[index] !== 1) continue;
          const latency = store.latencyNs(segment, index);
          if (latency === undefined || !holds(filter, latency)) mask[index] = 0;
        }
      };
    default:
      return null;
  }
}

/** One value against the filter's; `!=` of a single value is the opposite of `==`. */
function holds(filter: Compare, value: string | number): boolean {
  const { field, operator, value: wanted } = filter;
  if (operator === '!=') return !compareValue(field, '==', value, wanted);
  return compareValue(field, operator, value, wanted);
}

function flagsAre(bits: number, wanted: number): RowPredicate {
  return (segment, from, to, mask) => {
    const { flags } = segment.columns;
    for (let index = from; index < to; index += 1) {
      if (((flags[index] ?? 0) & bits) !== wanted) mask[index] = 0;
    }
  };
}

function flagPredicate({ store, notes }: PlanContext, field: string): RowPredicate | null {
  switch (field) {
    case 'receipt':
    case 'keepalive':
    case 'segment':
    case 'response':
    case 'duplicate':
    case 'orphan':
    case 'forbidden':
      return flagsAre(rowFlags[field], rowFlags[field]);
    case 'inbound':
      return flagsAre(rowFlags.message | rowFlags.fromEsme | rowFlags.receipt, rowFlags.message);
    case 'problem':
      return (segment, from, to, mask) => {
        const { flags } = segment.columns;
        for (let index = from; index < to; index += 1) {
          if (((flags[index] ?? 0) & problemFlags) === 0 && segment.kind(index) !== recordKinds.octets)
            mask[index] = 0;
        }
      };
    case 'error':
      return (segment, from, to, mask) => {
        const { statuses } = segment.columns;
        for (let index = from; index < to; index += 1) if (statuses[index] === 0) mask[index] = 0;
      };
    case 'unanswered':
      return (segment, from, to, mask) => {
        const { columns } = segment;
        for (let index = from; index < to; index += 1) {
          const isRequest = ((columns.flags[index] ?? 0) & rowFlags.request) !== 0;
          if (!isRequest || columns.partnerDistance(index) !== 0) mask[index] = 0;
        }
      };
    case 'latency':
      return (segment, from, to, mask) => {
        for (let index = from; index < to; index += 1) {
          if (mask[index] === 1 && store.latencyNs(segment, index) === undefined) mask[index] = 0;
        }
      };
    case 'command':
    case 'status':
    case 'sequence':
      return flagsAre(rowFlags.kind, 0);
    case 'mark':
      return (segment, from, to, mask) => {
        for (let index = from; index < to; index += 1) {
          if (mask[index] === 1 && !notes.isMarked(segment.firstNumber + index)) mask[index] = 0;
        }
      };
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

const UNKNOWN = 0;
const YES = 1;
const NO = 2;

function commandPredicate(store: LogStore, filter: Compare): RowPredicate {
  // Whether a code matches is worked out once.
  const known = new Uint8Array(256);
  const { overflow } = store.commands;
  return (segment, from, to, mask) => {
    const { commands } = segment.columns;
    for (let index = from; index < to; index += 1) {
      const code = commands[index] ?? 0;
      const answer = known[code];
      if (answer === YES) continue;
      if (answer === NO) {
        mask[index] = 0;
        continue;
      }
      if (mask[index] !== 1) continue;
      const commandId = store.commandId(segment, index);
      const isMatch = commandId !== undefined && holds(filter, commandId);
      if (code !== overflow) known[code] = isMatch ? YES : NO;
      if (!isMatch) mask[index] = 0;
    }
  };
}

/** Of a request with status 0, its response's is asked. */
function statusPredicate({ store, notes }: PlanContext, filter: Compare): RowPredicate {
  const record = new RowRecord(store, notes);
  const known = new Uint8Array(256);
  const { overflow } = store.statuses;
  const ask = (segment: Segment, index: number): boolean => matches(filter, record.at({ segment, index }));
  return (segment, from, to, mask) => {
    const { columns } = segment;
    for (let index = from; index < to; index += 1) {
      if (mask[index] !== 1) continue;
      const flags = columns.flags[index] ?? 0;
      if ((flags & rowFlags.kind) !== 0) {
        mask[index] = 0;
        continue;
      }
      let code = columns.statuses[index] ?? 0;
      if (code === 0 && (flags & rowFlags.request) !== 0) {
        const distance = columns.partnerDistance(index);
        const partner = index + distance;
        if (distance === 0) code = 0;
        else if (partner < segment.count) code = columns.statuses[partner] ?? 0;
        else {
          const place = store.find(segment.firstNumber + partner);
          code = place?.segment.columns.statuses[place.index] ?? 0;
        }
      }
      let answer = code === overflow ? UNKNOWN : known[code];
      if (answer === UNKNOWN) {
        const isMatch =
          code === overflow ? ask(segment, index) : holds(filter, store.statuses.valueOf(code) ?? 0);
        answer = isMatch ? YES : NO;
        if (code !== overflow) known[code] = answer;
      }
      if (answer === NO) mask[index] = 0;
    }
  };
}

/** A stretch has few sessions: each is asked once for it. */
function sessionPredicate(isMatch: (sessionId: number) => boolean): RowPredicate {
  return (segment, from, to, mask) => {
    const answers = segment.sessionIds.map(isMatch);
    if (answers.every(Boolean)) return;
    const { sessions } = segment.columns;
    for (let index = from; index < to; index += 1) {
      if (answers[sessions[index] ?? 0] !== true) mask[index] = 0;
    }
  };
}

function lengthPredicate(filter: Compare): RowPredicate {
  return (segment, from, to, mask) => {
    for (let index = from; index < to; index += 1) {
      if (mask[index] !== 1) continue;
      const isPdu = segment.kind(index) === recordKinds.pdu;
      const length = isPdu ? segment.columns.length(index) : segment.row(index).octets.length;
      if (!holds(filter, length)) mask[index] = 0;
    }
  };
}
