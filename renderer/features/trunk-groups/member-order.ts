import { DEFAULT_PRIORITY, MAX_PRIORITY, type GroupMember } from '#shared/model/trunk-group';

/** Between two priorities that stand one above the other, or beyond the first or the last. */
const STEP = 10;

/** In the order in which they are tried: the lowest number first, equals as they stand. */
export function inOrder(members: readonly GroupMember[]): readonly GroupMember[] {
  return members.toSorted((one, other) => one.priority - other.priority);
}

/**
 * The members with one of them moved to another place in the order. Its priority becomes one that keeps it there: between
 * those of its new neighbours, or that of the upper one where there is no number between.
 */
export function moveMember(
  members: readonly GroupMember[],
  from: number,
  to: number,
): readonly GroupMember[] {
  const order = [...inOrder(members)];
  const [moved] = order.splice(from, 1);
  if (moved === undefined || to < 0 || to > order.length) return members;
  order.splice(to, 0, { ...moved, priority: priorityBetween(order[to - 1], order[to]) });
  return order;
}

/** A priority that puts a new member last. */
export function lastPriority(members: readonly GroupMember[]): number {
  return members.length === 0 ? DEFAULT_PRIORITY : priorityBetween(inOrder(members).at(-1), undefined);
}

function priorityBetween(above: GroupMember | undefined, below: GroupMember | undefined): number {
  if (above === undefined && below === undefined) return DEFAULT_PRIORITY;
  if (above === undefined) return Math.max(0, (below?.priority ?? 0) - STEP);
  if (below === undefined) return Math.min(MAX_PRIORITY, above.priority + STEP);
  return Math.floor((above.priority + below.priority) / 2);
}
