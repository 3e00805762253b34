import type { MessageState } from './message';

/** Where the way ends without delivery, gravest first: what a message shows when its segments failed differently. */
const failures = ['refused', 'rejected', 'undeliverable', 'expired', 'deleted', 'skipped'] as const;

/**
 * The way of a segment that did not fail, least advanced first. "Unknown" stands right after "accepted": the SMSC took
 * the segment and can say no more than that. An inbound part is at its end.
 */
const advance = [
  'queued',
  'sent',
  'accepted',
  'unknown',
  'scheduled',
  'acknowledged',
  'enroute',
  'delivered',
  'received',
] as const;

type FailureState = (typeof failures)[number];

export function isFailure(state: MessageState): state is FailureState {
  return (failures as readonly MessageState[]).includes(state);
}

/** True where nothing more is expected: delivered, received, or failed. "Unknown" and "acknowledged" are not final. */
export function isFinal(state: MessageState): boolean {
  return state === 'delivered' || state === 'received' || isFailure(state);
}

/**
 * The state of a whole message by its segments' (product rules, "Message states"): in doubt if any segment is; else
 * refused or failed if any is, the gravest counting; else the least advanced. An empty list throws: every message
 * has at least one segment.
 */
export function aggregateState(segments: readonly MessageState[]): MessageState {
  if (segments.length === 0) throw new Error('A message without segments has no state.');
  if (segments.includes('in-doubt')) return 'in-doubt';
  const failure = failures.find((state) => segments.includes(state));
  if (failure !== undefined) return failure;
  const least = advance.find((state) => segments.includes(state));
  if (least === undefined) throw new Error(`No rank for the states ${segments.join(', ')}.`);
  return least;
}

export interface SegmentFate {
  readonly state: MessageState;
  readonly reason: string | null;
}

/**
 * Why a message is in the state that `aggregateState` gives: the first reason among the segments in that state, and for
 * a failure of one of several parts how many were delivered all the same ("2 of 3 parts delivered").
 */
export function aggregateReason(segments: readonly SegmentFate[]): string | null {
  const state = aggregateState(segments.map((segment) => segment.state));
  const reason =
    segments.find((segment) => segment.state === state && segment.reason !== null)?.reason ?? null;
  if (segments.length === 1) return reason;
  const delivered = segments.filter((segment) => segment.state === 'delivered').length;
  const isPartial = state !== 'delivered' && delivered > 0;
  if (!isPartial) return reason;
  const count = `${delivered} of ${segments.length} parts delivered.`;
  return reason === null ? count : `${count} ${reason}`;
}

/**
 * What a segment's state becomes when a receipt says `told`. A final state is not overwritten by a non-final one that
 * comes late; between two final ones the SMSC's last word counts.
 */
export function stateAfterReceipt(current: MessageState, told: MessageState): MessageState {
  return isFinal(current) && !isFinal(told) ? current : told;
}
